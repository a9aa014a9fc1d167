import type { BarColumns } from "@bellwether/core";
import { expect, it } from "vitest";
import { ExchangeRefusalError, ExchangeUnclearError, type RefusalKind } from "../../exchange/errors.js";
import type { ExchangeOrderRequest } from "../../exchange/trading.js";
import type { ExchangeUnderTest, MakeExchange } from "../exchange-under-test.js";
import type { VenueOptions } from "../venue.js";

export const MINUTE = 60_000;
/** The first bar opens then; the venue's clock stands half an hour on, at the open of bar 30. */
export const BEGIN = Date.UTC(2024, 0, 1);
export const START = BEGIN + 30 * MINUTE;
export const SYMBOL = "BTC/USDT";
export const OTHER = "ETH/USDT";
export const STREAM = { symbol: SYMBOL, timeframe: "1m" } as const;

/** Extremes of the bars after half an hour at 100, over and over; every bar opens and closes at 100. */
const TOPS = [100, 104, 100, 108, 100];
const BOTTOMS = [100, 100, 96, 100, 92];
const ROWS = 240;

function columns(): BarColumns {
  const moved = (levels: readonly number[]) =>
    Float64Array.from({ length: ROWS }, (_, i) => (i < 30 ? 100 : levels[(i - 30) % levels.length]!));
  return {
    openTime: Float64Array.from({ length: ROWS }, (_, i) => BEGIN + i * MINUTE),
    open: new Float64Array(ROWS).fill(100),
    high: moved(TOPS),
    low: moved(BOTTOMS),
    close: new Float64Array(ROWS).fill(100),
    volume: Float64Array.from({ length: ROWS }, (_, i) => 10 + (i % 7)),
  };
}

const RULES = {
  quote: "USDT",
  tick: 0.01,
  step: 0.001,
  minQuantity: 0.001,
  minNotional: 5,
  maker: 0.001,
  taker: 0.002,
  types: ["market", "limit", "stop", "stop-limit"],
  timeframe: "1m",
} as const;

function venueOptions(more: Partial<VenueOptions> = {}): VenueOptions {
  return {
    markets: [
      { ...RULES, symbol: SYMBOL, base: "BTC", columns: columns() },
      { ...RULES, symbol: OTHER, base: "ETH", columns: columns() },
    ],
    balances: { BTC: 5, USDT: 10_000 },
    start: START,
    ...more,
  };
}

/** A test on an exchange of its own, which is closed after it. */
export function scene(
  name: string,
  make: MakeExchange,
  run: (test: ExchangeUnderTest) => Promise<void>,
  more: Partial<VenueOptions> = {},
): void {
  it(name, async () => {
    const test = await make(venueOptions(more));
    try {
      await run(test);
    } finally {
      await test.close();
    }
  });
}

let count = 0;

/** An order of a fresh client id: one unit, at market, unless told otherwise. */
export function order(more: Partial<ExchangeOrderRequest> = {}): ExchangeOrderRequest {
  count++;
  return { clientId: `order-${count}`, symbol: SYMBOL, side: "buy", type: "market", quantity: 1, ...more };
}

export function limit(side: "buy" | "sell", limitPrice: number, more: Partial<ExchangeOrderRequest> = {}) {
  return order({ side, type: "limit", limitPrice, ...more });
}

/** Expects a call to be refused for that reason, within the contract's words. */
export async function expectRefusal(test: ExchangeUnderTest, call: Promise<unknown>, kind: RefusalKind): Promise<void> {
  const error = await test.run(call.then(nothing, (reason: unknown) => reason));
  expect(error).toBeInstanceOf(ExchangeRefusalError);
  expect((error as ExchangeRefusalError).kind).toBe(kind);
}

/** Expects that a call ends without saying what was done. */
export async function expectUnclear(test: ExchangeUnderTest, call: Promise<unknown>): Promise<ExchangeUnclearError> {
  const error = await test.run(call.then(nothing, (reason: unknown) => reason));
  expect(error).toBeInstanceOf(ExchangeUnclearError);
  return error as ExchangeUnclearError;
}

const nothing = () => "resolved";
