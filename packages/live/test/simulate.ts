import type { ExchangeOrderRequest } from "../src/exchange/trading.js";
import { calm, type FaultPlan } from "../src/testing/fault-plan.js";
import { randomBars } from "../src/testing/make-bars.js";
import { createVenue } from "../src/testing/make-venue.js";
import { SimulatedExchange } from "../src/testing/simulated-exchange.js";
import { VirtualTime } from "../src/testing/virtual-time.js";

export const START = Date.UTC(2024, 0, 1, 2);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const SYMBOL = "BTC/USDT";
export const STREAM = { symbol: SYMBOL, timeframe: "1m" } as const;

/** A simulated exchange over a venue of one market, calm but for these faults. */
export function simulate(faults: Partial<FaultPlan> = {}, seed = 1, rows = 2_000) {
  const timers = new VirtualTime(START);
  const columns = randomBars({ seed, rows, timeframe: "1m", start: START - 2 * HOUR });
  const rules = { tick: 0.01, step: 0.001, minQuantity: 0.001, minNotional: 1, maker: 0.001, taker: 0.001 };
  const venue = createVenue({
    markets: [
      {
        ...rules,
        symbol: SYMBOL,
        base: "BTC",
        quote: "USDT",
        types: ["market", "limit", "stop", "stop-limit"],
        timeframe: "1m",
        columns,
      },
    ],
    balances: { BTC: 50, USDT: 5_000, BNB: 1 },
    start: START,
  });
  const exchange = new SimulatedExchange({ venue, timers, seed, faults: { ...calm, ...faults } });
  /** How a call ends, and after how long. */
  const outcome = async (call: Promise<unknown>) => {
    const from = timers.true;
    let result: unknown;
    let ended = Number.NaN;
    const end = (value: unknown) => {
      result = value;
      ended = timers.true;
    };
    call.then(end, end);
    await timers.run(from + 60_000, () => !Number.isNaN(ended));
    return { result, ms: ended - from };
  };
  let count = 0;
  const order = (more: Partial<ExchangeOrderRequest> = {}): ExchangeOrderRequest => ({
    clientId: `c${++count}`,
    symbol: SYMBOL,
    side: "buy",
    type: "market",
    quantity: 0.1,
    ...more,
  });
  return { timers, venue, exchange, outcome, order };
}
