import {
  type Bracket,
  createRng,
  ORDER_TRANSITIONS,
  type OrderRequest,
  type OrderStatus,
  type Rng,
} from "@bellwether/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { MINUTE, type Ohlc, type VenueOptions, venueOf } from "../../test/broker-venue.js";

const cents = (price: number) => Math.max(1, Math.round(price * 100)) / 100;

function pick<T>(rng: Rng, choices: readonly T[]): T {
  return choices[rng.int(choices.length)]!;
}

/** Wild bars: gaps, spikes, now and then no volume. */
function barFrom(rng: Rng, last: number): Ohlc {
  const open = cents(last * (rng.next() < 0.1 ? 0.8 + 0.4 * rng.next() : 1));
  const close = cents(open * (0.95 + 0.1 * rng.next()));
  const high = cents(Math.max(open, close) * (1 + 0.05 * rng.next()));
  const low = cents(Math.min(open, close) * (1 - 0.05 * rng.next()));
  return [open, Math.max(high, open, close), Math.min(low, open, close), close, rng.next() < 0.1 ? 0 : 20 * rng.next()];
}

function bracketFrom(rng: Rng, price: number): Bracket | undefined {
  if (rng.next() < 0.2) return undefined;
  const away = () => cents(price * 0.06 * rng.next());
  const some = () => rng.next() < 0.5;
  return {
    stopLoss: some() ? { distance: away() } : undefined,
    takeProfit: some() ? { distance: away() } : undefined,
    targets: some()
      ? [
          { level: { distance: away() }, share: 0.3 },
          { level: { distance: away() }, share: 0.3 },
        ]
      : [],
    trailing: some() ? { distance: away(), after: some() ? away() : undefined } : undefined,
    breakEven: some() ? { after: away(), offset: cents(0.1) } : undefined,
  };
}

function orderFrom(rng: Rng, price: number, held: number, time: number): Partial<OrderRequest> {
  const near = () => cents(price * (0.95 + 0.1 * rng.next()));
  const leaves = held !== 0 && rng.next() < 0.4;
  const order: Partial<OrderRequest> = {
    lane: rng.int(2),
    side: leaves === held > 0 ? "sell" : "buy",
    type: pick(rng, ["market", "limit", "stop", "stop-limit"]),
    limitPrice: near(),
    stopPrice: near(),
    quantity: Math.round(rng.next() * 20_000) / 1_000,
    reduceOnly: leaves,
    exitReason: leaves ? "signal" : undefined,
    bracket: leaves ? undefined : bracketFrom(rng, price),
    timeInForce: pick(rng, ["gtc", "gtc", "gtd", "ioc", "fok"]),
    expiresAt: time + 3 * MINUTE,
    postOnly: rng.next() < 0.1,
  };
  return order;
}

const options = fc.record({
  intrabar: fc.constantFrom("pessimistic" as const, "optimistic" as const, "adaptive" as const, "drilldown" as const),
  slippage: fc.constantFrom(
    { type: "none" as const },
    { bps: 30 },
    { type: "volume-share" as const },
    { type: "square-root" as const, bars: 5 },
  ),
  volumeShare: fc.option(fc.constantFrom(0.1, 1), { nil: undefined }),
  latency: fc.option(fc.constantFrom({ bars: 1 }, { ms: 20_000 }, { ms: 200_000 }), { nil: undefined }),
  rules: fc.constantFrom<VenueOptions["rules"]>(
    {},
    { minQuantity: 0.5, minNotional: 40 },
    { feeIn: "base", minNotional: 10 },
    { kind: "linear", leverage: 5, minNotional: 20 },
    { kind: "linear", leverage: 20, marginMode: "isolated", contractSize: 2 },
    { kind: "linear", leverage: 3, feeTiers: [{ volume: 5_000, maker: 0, taker: 0.0001 }] },
  ),
  seed: fc.nat(),
});

function defined(value: object): VenueOptions {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

it("any orders in any bars: the books balance, orders move as they may, limits and ranges hold", () => {
  fc.assert(
    fc.property(options, ({ seed, ...wanted }) => {
      const rng = createRng(seed);
      const funding = [
        { time: Float64Array.from({ length: 20 }, (_, i) => i * 150_000), rate: new Float64Array(20).fill(0.001) },
      ];
      const venue = venueOf({ ...defined(wanted), funding });
      const { portfolio, broker, fills } = venue;
      const spot = wanted.rules?.kind !== "linear";
      const sent = new Map<string, Partial<OrderRequest>>();
      let price = 100;
      let told = 0;
      const statuses = new Map<string, OrderStatus>();
      const hear = () => {
        for (const { id, status } of venue.updates.slice(told)) {
          const from = statuses.get(id);
          if (from !== undefined) expect(ORDER_TRANSITIONS[from], `${id}: ${from} to ${status}`).toContain(status);
          statuses.set(id, status);
        }
        told = venue.updates.length;
      };
      for (let i = 0; i < 40; i++) {
        for (let k = rng.int(3); k > 0; k--) {
          const order = orderFrom(rng, price, venue.held(rng.int(2)), i * MINUTE);
          sent.set(venue.send(order), order);
        }
        if (rng.next() < 0.1) broker.cancelAll(rng.int(2));
        if (rng.next() < 0.1) broker.cancelEntries(rng.int(2));
        if (rng.next() < 0.1) broker.cancel(`o${1 + rng.int(sent.size + 1)}`);
        portfolio.halted = rng.next() < 0.05;
        const bar = barFrom(rng, price);
        const before = fills.length;
        venue.bar(bar);
        for (const fill of fills.slice(before)) {
          expect(fill.referencePrice).toBeGreaterThanOrEqual(bar[2]);
          expect(fill.referencePrice).toBeLessThanOrEqual(bar[1]);
          expect((fill.price - fill.referencePrice) * (fill.side === "buy" ? 1 : -1)).toBeGreaterThanOrEqual(-1e-9);
          const order = sent.get(fill.orderId);
          if (order?.type?.endsWith("limit")) {
            const worse = (fill.price - order.limitPrice!) * (fill.side === "buy" ? 1 : -1);
            expect(worse, "a limit is a limit").toBeLessThanOrEqual(0);
          }
          if (order !== undefined) expect(fill.remaining).toBeLessThan(order.quantity!);
        }
        hear();
        for (const asset of portfolio.ledger.assets.values()) {
          expect(asset.sum).toBe(0n);
          if (spot) expect(asset.units("wallet")).toBeGreaterThanOrEqual(0n);
        }
        [, , , price] = bar;
      }
      for (const lane of [0, 1]) {
        broker.cancelAll(lane);
        broker.finalize(lane, 0, {
          openTime: 40 * MINUTE,
          open: price,
          high: price,
          low: price,
          close: price,
          volume: 1,
        });
        expect(venue.held(lane)).toBe(0);
      }
      hear();
      for (const [id, order] of sent) {
        const filled = fills.filter(({ orderId }) => orderId === id).reduce((sum, { quantity }) => sum + quantity, 0);
        expect(filled).toBeLessThanOrEqual(order.quantity! * (1 + 1e-12));
        expect(["filled", "cancelled", "expired", "rejected"], id).toContain(statuses.get(id) ?? "unseen");
      }
    }),
    { numRuns: 400 },
  );
});

it("is a function of what it is told: the same orders and bars give the same fills and updates", () => {
  fc.assert(
    fc.property(options, ({ seed, ...wanted }) => {
      const run = () => {
        const rng = createRng(seed);
        const venue = venueOf(defined(wanted));
        let price = 100;
        for (let i = 0; i < 20; i++) {
          venue.send(orderFrom(rng, price, venue.held(), i * MINUTE));
          const bar = barFrom(rng, price);
          venue.bar(bar);
          [, , , price] = bar;
        }
        return JSON.stringify([venue.fills, venue.updates]);
      };
      expect(run()).toBe(run());
    }),
    { numRuns: 50 },
  );
});

it("up to the first fill that is marked ambiguous, fills are the same under the pessimistic and the optimistic rule", () => {
  const scenario = fc.record({ seed: fc.nat(), linear: fc.boolean() });
  fc.assert(
    fc.property(scenario, ({ seed, linear }) => {
      const run = (intrabar: "pessimistic" | "optimistic") => {
        const rng = createRng(seed);
        const venue = venueOf({ intrabar, ...(linear ? { rules: { kind: "linear" as const, leverage: 10 } } : {}) });
        const { type, limitPrice, stopPrice } = orderFrom(rng, 100, 0, 0);
        venue.send({ type: type ?? "market", limitPrice, stopPrice, bracket: bracketFrom(rng, 100) });
        let price = 100;
        for (let i = 0; i < 3; i++) {
          const bar = barFrom(rng, price);
          venue.bar(bar);
          [, , , price] = bar;
        }
        return venue.fills;
      };
      const worst = run("pessimistic");
      const best = run("optimistic");
      const sure = ({ ambiguous }: (typeof worst)[number]) => ambiguous !== true;
      const first = [worst, best].map((fills) => (fills.every(sure) ? fills.length : fills.findIndex((f) => !sure(f))));
      const told = (fills: typeof worst) =>
        fills.slice(0, Math.min(...first)).map(({ orderId, quantity, price }) => `${orderId} ${quantity} at ${price}`);
      expect(told(worst)).toEqual(told(best));
      if ([...worst, ...best].every(sure)) expect(worst).toHaveLength(best.length);
    }),
    { numRuns: 3_000 },
  );
});
