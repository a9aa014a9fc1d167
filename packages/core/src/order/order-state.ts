import { TradingError } from "../errors.js";
import type { OrderRequest } from "./order.js";
import { ORDER_TRANSITIONS, type OrderStatus } from "./order-status.js";

const ALLOWED = Object.fromEntries(
  Object.entries(ORDER_TRANSITIONS).map(([from, to]) => [from, Object.fromEntries(to.map((status) => [status, true]))]),
) as Record<OrderStatus, Partial<Record<OrderStatus, true>>>;

/** An order was told something that cannot follow what it is. */
export class OrderStateError extends TradingError {
  override readonly code = "ORDER_STATE";
}

/** One order, from the moment it is sent to its end. Every broker moves its orders through this and nothing else. */
export class OrderState {
  status: OrderStatus = "sent";
  /** Base units. */
  filled = 0;
  quantity: number;

  constructor(readonly request: OrderRequest) {
    this.quantity = request.quantity;
  }

  get remaining(): number {
    return this.quantity - this.filled;
  }

  get final(): boolean {
    const { status } = this;
    return status === "filled" || status === "cancelled" || status === "expired" || status === "rejected";
  }

  /** @throws {OrderStateError} if the table does not allow it; nothing changes then. */
  to(status: OrderStatus): void {
    if (ALLOWED[this.status][status] !== true)
      throw new OrderStateError(`${this.request.id}: an order that is ${this.status} cannot become ${status}`);
    this.status = status;
  }

  /**
   * Takes a fill, and the status that follows from it.
   * @param remaining - base units left after it, on the instrument's step.
   * @throws {OrderStateError} for a fill of an order at its end, of nothing, or of more than was left.
   */
  fill(quantity: number, remaining: number): void {
    // what was left is a difference of doubles, whose noise is that of the whole order
    if (!(quantity > 0 && remaining >= 0 && quantity + remaining <= this.remaining + 1e-12 * this.quantity))
      throw new OrderStateError(
        `${this.request.id}: a fill of ${quantity} that leaves ${remaining} does not fit an order that wanted ${this.remaining}`,
      );
    this.to(remaining === 0 ? "filled" : "partly-filled");
    this.filled = remaining === 0 ? this.quantity : this.quantity - remaining;
  }
}
