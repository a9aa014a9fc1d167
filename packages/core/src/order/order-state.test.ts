import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OrderRequest } from "./order.js";
import { OrderState, OrderStateError } from "./order-state.js";
import { isFinal, ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus } from "./order-status.js";

// a row says what an order may be after what stands before it: x may follow, . may not
const TABLE = `
                sent unknown resting triggered partly-filled filled cancelled expired rejected
  sent             .       x       x         x             x      x         x       x        x
  unknown          .       .       x         x             x      x         x       x        x
  resting          .       x       .         x             x      x         x       x        x
  triggered        .       x       x         .             x      x         x       x        x
  partly-filled    .       x       .         .             x      x         x       x        .
  filled           .       .       .         .             .      .         .       .        .
  cancelled        .       .       .         .             .      .         .       .        .
  expired          .       .       .         .             .      .         .       .        .
  rejected         .       .       .         .             .      .         .       .        .
`;

const [head = [], ...rows] = TABLE.trim()
  .split("\n")
  .map((line) => line.trim().split(/ +/));
const MAY_FOLLOW = new Map(
  rows.map(([from, ...marks]) => [from, new Set(head.filter((_to, column) => marks[column] === "x"))]),
);

const requestOf = (quantity: number): OrderRequest => ({
  id: "order-1",
  lane: 0,
  symbol: "BTC/USDT",
  side: "buy",
  type: "limit",
  limitPrice: 100,
  quantity,
  reduceOnly: false,
  sentAt: 60_000,
  decidedAt: 0,
});

/** An order that has come to this status. */
function orderAt(status: OrderStatus): OrderState {
  const order = new OrderState(requestOf(10));
  order.status = status;
  return order;
}

describe("an order", () => {
  it("begins as sent, with all of its quantity to come", () => {
    const order = new OrderState(requestOf(10));
    expect(order).toMatchObject({ status: "sent", filled: 0, quantity: 10, remaining: 10, final: false });
  });

  it.each(ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => [from, to] as const)))(
    "that is %s turns into %s only where the table has a cross",
    (from, to) => {
      const allowed = MAY_FOLLOW.get(from)!.has(to);
      const order = orderAt(from);
      expect(ORDER_TRANSITIONS[from].includes(to)).toBe(allowed);
      if (allowed) order.to(to);
      else
        expect(() => order.to(to)).toThrow(
          new OrderStateError(`order-1: an order that is ${from} cannot become ${to}`),
        );
      expect(order.status).toBe(allowed ? to : from);
    },
  );

  it("is at its end where nothing may follow", () => {
    for (const status of ORDER_STATUSES) {
      const end = MAY_FOLLOW.get(status)!.size === 0;
      expect([isFinal(status), orderAt(status).final], status).toEqual([end, end]);
    }
  });
});

describe("a fill", () => {
  it("of a part leaves the rest, and the last one fills", () => {
    const order = new OrderState(requestOf(0.3));
    order.fill(0.1, 0.2);
    expect([order.status, order.filled, order.remaining]).toEqual(["partly-filled", expect.closeTo(0.1, 12), 0.2]);
    order.fill(0.1, 0.1);
    order.fill(0.1, 0);
    expect([order.status, order.filled, order.remaining]).toEqual(["filled", 0.3, 0]);
  });

  it("of the last crumb of a large order is no more than was left, though doubles make it so", () => {
    const order = new OrderState(requestOf(123.4567));
    order.fill(123.45553357, 0.00116643);
    expect(order.remaining).toBeLessThan(0.00116643);
    order.fill(0.00116643, 0);
    expect([order.status, order.filled]).toEqual(["filled", 123.4567]);
  });

  it.each([
    ["of nothing", 0, 10],
    ["of less than nothing", -1, 10],
    ["of NaN", Number.NaN, 0],
    ["that leaves NaN", 1, Number.NaN],
    ["that leaves less than nothing", 11, -1],
    ["of more than was left", 6, 5],
  ])("%s is refused, and nothing changes", (_name, quantity, remaining) => {
    const order = orderAt("resting");
    expect(() => order.fill(quantity, remaining)).toThrow(OrderStateError);
    expect([order.status, order.filled]).toEqual(["resting", 0]);
  });

  it("of an order at its end is refused", () => {
    for (const status of ["filled", "cancelled", "expired", "rejected"] as const)
      expect(() => orderAt(status).fill(1, 9)).toThrow(OrderStateError);
  });
});

it("whatever is told, an order never leaves the table, never fills more than it wanted, and stays at its end", () => {
  const telling = fc.oneof(
    fc.record({ to: fc.constantFrom(...ORDER_STATUSES) }),
    fc.record({ fill: fc.integer({ min: -1, max: 12 }), left: fc.integer({ min: -1, max: 12 }) }),
  );
  let ended = 0;
  fc.assert(
    fc.property(fc.array(telling, { maxLength: 20 }), (tellings) => {
      const order = new OrderState(requestOf(10));
      for (const told of tellings) {
        const { status: from, filled: before, final } = order;
        let heard = true;
        try {
          if ("to" in told) order.to(told.to);
          else order.fill(told.fill, told.left);
        } catch (error) {
          expect(error).toBeInstanceOf(OrderStateError);
          heard = false;
        }
        if (heard) expect(MAY_FOLLOW.get(from)!.has(order.status), `${from} to ${order.status}`).toBe(true);
        else expect([order.status, order.filled]).toEqual([from, before]);
        if (final) expect(heard, `${from} is an end`).toBe(false);
        expect(order.filled >= before && order.filled <= order.quantity).toBe(true);
        expect(order.filled + order.remaining).toBe(10);
      }
      ended += Number(order.final);
    }),
    { numRuns: 1_000 },
  );
  expect(ended).toBeGreaterThan(100);
});
