import {
  type Fill,
  isFinal,
  ORDER_TRANSITIONS,
  type OrderRequest,
  type OrderStatus,
  type OrderUpdate,
} from "@bellwether/core";
import type { Report } from "./violations.js";

/** An order as the journal tells of it. */
export interface TrackedOrder {
  readonly id: string;
  readonly lane: number;
  status: OrderStatus;
  quantity: number;
  filled: number;
  /** Entry of the journal that asked for it. */
  readonly seq: number;
}

const RESTING = ":resting-stop";

/** Follows the life of every order through the outputs of a journal. */
export class OrderChecks {
  readonly orders = new Map<string, TrackedOrder>();

  constructor(private readonly report: Report) {}

  requested({ id, lane, quantity }: OrderRequest, seq: number): void {
    if (this.orders.has(id)) this.report("one-order", `order ${id} is asked for twice`);
    this.orders.set(id, { id, lane, quantity, filled: 0, status: "sent", seq });
  }

  updated({ id, lane, status, quantity, filled, reason }: OrderUpdate, seq: number): void {
    let order = this.orders.get(id);
    // exits of brackets are asked for by no request; a further attempt begins anew, and dust has never been sent;
    // of a stop that rests nothing is told before the venue has it
    const begins = status === "sent" || reason === "dust" || id.endsWith(RESTING);
    if (order === undefined || (isFinal(order.status) && begins)) {
      order = { id, lane, quantity, filled: 0, status: "sent", seq: order?.seq ?? seq };
      this.orders.set(id, order);
    }
    const { status: before } = order;
    if (before !== status && !ORDER_TRANSITIONS[before].includes(status))
      this.report("status-edges", `order ${id} went from ${before} to ${status}`);
    if (isFinal(before) && before === status && reason !== "dust" && order.filled !== filled)
      this.report("status-edges", `order ${id} was ${status} twice`);
    order.status = status;
    order.quantity = Math.min(order.quantity, quantity);
    if (Math.abs(filled - order.filled) > 1e-9 * quantity)
      this.report("overfill", `order ${id} says that ${filled} have filled; its fills add up to ${order.filled}`);
  }

  filled({ orderId, lane, quantity, remaining }: Fill, seq: number): void {
    let order = this.orders.get(orderId);
    const begins = orderId.endsWith(RESTING) && order !== undefined && isFinal(order.status);
    if (order === undefined || begins) {
      order = { id: orderId, lane, quantity: quantity + remaining, filled: 0, status: "sent", seq };
      this.orders.set(orderId, order);
    }
    if (isFinal(order.status) && order.filled > 0) this.report("overfill", `order ${orderId} fills after its end`);
    order.filled += quantity;
    if (!(order.filled <= order.quantity * (1 + 1e-9)))
      this.report("overfill", `order ${orderId} was for ${order.quantity}, and ${order.filled} have filled`);
  }

  /** Not at their end. */
  get open(): TrackedOrder[] {
    return [...this.orders.values()].filter(({ status }) => !isFinal(status));
  }
}
