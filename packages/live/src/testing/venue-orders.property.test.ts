import type { BarColumns } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NaiveBar, type NaiveOrder, naiveVenue, PER_STEP, PER_TICK_STEP, RATES } from "../../test/naive-venue.js";
import type { ExchangeOrderRequest } from "../exchange/trading.js";
import { randomBars } from "./make-bars.js";
import { createVenue, VenueRefusalError } from "./make-venue.js";
import type { VenueMarket } from "./venue.js";

const TICK = 0.5;
const STEP = 0.01;
const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const LIMITS = { minQuantity: 3, minNotional: 400 * PER_TICK_STEP };
const SYMBOL = "AAA/BBB";

const columnsOf = (seed: number): BarColumns =>
  randomBars({ seed, rows: 12, price: 40, tick: TICK, volatility: 0.03, start: START, missing: 0.1 });

/** The path in ticks: the nearer extreme first, the low if both are as near. */
function naiveBars({ openTime, open, high, low, close }: BarColumns): NaiveBar[] {
  return Array.from(openTime, (time, i) => {
    const [o, h, l, c] = [open, high, low, close].map((column) => Math.round(column[i]! / TICK)) as [
      number,
      number,
      number,
      number,
    ];
    return { openTime: time, path: h - o < o - l ? [o, h, l, c] : [o, l, h, c] };
  });
}

const market = (columns: BarColumns): VenueMarket => ({
  symbol: SYMBOL,
  base: "AAA",
  quote: "BBB",
  tick: TICK,
  step: STEP,
  minQuantity: LIMITS.minQuantity / 100,
  minNotional: money(LIMITS.minNotional),
  maker: RATES.maker / 10_000,
  taker: RATES.taker / 10_000,
  types: ["market", "limit", "stop", "stop-limit"],
  timeframe: "1h",
  columns,
});

type Action = { wait: number } | { cancel: number } | { order: NaiveOrder };
const order: fc.Arbitrary<NaiveOrder> = fc.record({
  id: fc.nat(11).map(String),
  side: fc.constantFrom("buy", "sell"),
  type: fc.constantFrom("market", "limit", "limit", "limit", "stop", "stop-limit"),
  quantity: fc.integer({ min: 1, max: 120 }),
  // around the prices that come: 40 is 80 ticks
  limit: fc.integer({ min: 70, max: 90 }),
  stop: fc.integer({ min: 70, max: 90 }),
  tif: fc.constantFrom("gtc", "gtc", "gtc", "ioc", "fok"),
  postOnly: fc.boolean(),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ wait: fc.integer({ min: 1, max: 3 * HOUR }) }),
  fc.record({ cancel: fc.nat(11) }),
  fc.record({ order: order.map((it) => ({ ...it, postOnly: it.postOnly && it.type === "limit" })) }),
);

const requestOf = ({ id, side, type, quantity, limit, stop, tif, postOnly }: NaiveOrder): ExchangeOrderRequest => ({
  clientId: id,
  symbol: SYMBOL,
  side,
  type,
  quantity: quantity / 100,
  ...(type.endsWith("limit") && { limitPrice: limit * TICK }),
  ...(type.startsWith("stop") && { stopPrice: stop * TICK }),
  timeInForce: tif,
  postOnly,
});
const money = (units: number) => units / 1e8;

/** What a call is refused with, 0 if it is not. */
function codeOf(call: () => void): number {
  try {
    call();
    return 0;
  } catch (error) {
    if (error instanceof VenueRefusalError) return error.refusal.code;
    throw error;
  }
}

interface Case {
  readonly seed: number;
  readonly begin: number;
  readonly base: number;
  readonly quote: number;
  readonly parts: number;
  readonly restingParts: number;
  readonly actions: Action[];
}
const cases: fc.Arbitrary<Case> = fc.record({
  seed: fc.nat(),
  begin: fc.integer({ min: 0, max: 3 * HOUR }),
  base: fc.integer({ min: 0, max: 200 }).map((steps) => steps * PER_STEP),
  quote: fc.integer({ min: 0, max: 20_000 }).map((n) => n * PER_TICK_STEP),
  parts: fc.integer({ min: 1, max: 4 }),
  restingParts: fc.integer({ min: 1, max: 4 }),
  actions: fc.array(action, { minLength: 10, maxLength: 60 }),
});

function venueOf({ seed, begin, base, quote, parts, restingParts }: Case) {
  const balances = { AAA: money(base), BBB: money(quote) };
  return createVenue({ markets: [market(columnsOf(seed))], balances, start: START + begin, parts, restingParts });
}

describe("the venue, beside one that goes tick by tick", () => {
  it("gives every order the same end, every fill the same price, fee and moment, and the account the same money", () => {
    const seen = { fills: 0, expired: 0, refused: 0, cancelled: 0, stops: 0, partly: 0 };
    fc.assert(
      fc.property(cases, (it) => {
        const venue = venueOf(it);
        const naive = naiveVenue(naiveBars(columnsOf(it.seed)), HOUR, it);
        naive.advance(venue.now);
        for (const action of it.actions) {
          let codes = [0, 0];
          if ("wait" in action) {
            venue.advance(venue.now + action.wait);
            naive.advance(venue.now);
          } else if ("cancel" in action) {
            const clientId = String(action.cancel);
            codes = [codeOf(() => venue.cancel(SYMBOL, { clientId })), naive.cancel(clientId)];
            if (codes[0] === 0) seen.cancelled++;
          } else {
            codes = [codeOf(() => venue.place(requestOf(action.order))), naive.place(action.order, LIMITS)];
            if (codes[0] !== 0) seen.refused++;
          }
          expect(codes[0]).toBe(codes[1]);
          const locked = naive.locked();
          const balances = venue.balances();
          expect(venue.price(SYMBOL)).toBe(naive.price() * TICK);
          for (const [asset, key] of [
            ["AAA", "base"],
            ["BBB", "quote"],
          ] as const)
            expect(balances.get(asset)).toEqual({
              free: money(naive.money[key] - locked[key]),
              locked: money(locked[key]),
            });
          expect(venue.orders().map(({ clientId, status, filled }) => [clientId, status, filled])).toEqual(
            naive.orders.map(({ id, status, filled }) => [id, status, filled / 100]),
          );
          for (const { status, type } of venue.orders()) {
            if (status === "expired") seen.expired++;
            if (status === "partly-filled") seen.partly++;
            if (status === "filled" && type.startsWith("stop")) seen.stops++;
          }
        }
        const fills = venue.fills(SYMBOL);
        seen.fills += fills.length;
        expect(fills.map((fill) => [fill.price, fill.quantity, fill.fee?.amount, fill.liquidity, fill.time])).toEqual(
          naive.fills.map((fill) => [
            fill.price * TICK,
            fill.quantity / 100,
            money(fill.fee),
            fill.maker ? "maker" : "taker",
            fill.time,
          ]),
        );
        expect(fills.map(({ id }) => id)).toEqual(fills.map((_, i) => String(i + 1)));
      }),
      { numRuns: 2_500 },
    );
    for (const [what, count] of Object.entries(seen)) expect(count, `${what} happen at all`).toBeGreaterThan(100);
  });

  it("conserves each asset after every event: what came in, less what fees took, is there, and nothing is below zero", () => {
    fc.assert(
      fc.property(cases, fc.boolean(), (it, paysThird) => {
        const venue = venueOf(it);
        const feeAsset = { asset: "CCC", price: 7 };
        if (paysThird) venue.change({ feeAsset });
        venue.adjust("CCC", 0.003);
        const units = (x: number) => BigInt(Math.round(x * 1e8));
        const held = new Map(
          [...venue.balances()].map(([asset, { free, locked }]) => [asset, units(free) + units(locked)]),
        );
        const move = (asset: string, by: bigint) => held.set(asset, (held.get(asset) ?? 0n) + by);
        const check = () => {
          const open = venue.openOrders();
          for (const [asset, { free, locked }] of venue.balances()) {
            expect(free >= 0 && locked >= 0).toBe(true);
            expect(units(free) + units(locked)).toBe(held.get(asset) ?? 0n);
            if (open.length === 0) expect(locked).toBe(0);
          }
        };
        venue.on({
          fill({ side, price, quantity, fee }) {
            const sign = side === "buy" ? 1n : -1n;
            move("AAA", sign * units(quantity));
            move("BBB", -sign * ((units(price) * units(quantity)) / 100_000_000n));
            move(fee!.asset, -units(fee!.amount));
            check();
          },
          order: check,
          balance: check,
          bar: check,
        });
        for (const action of it.actions) {
          if ("wait" in action) venue.advance(venue.now + action.wait);
          else if ("cancel" in action) codeOf(() => venue.cancel(SYMBOL, { clientId: String(action.cancel) }));
          else codeOf(() => venue.place(requestOf(action.order)));
          check();
        }
      }),
      { numRuns: 500 },
    );
  });
});
