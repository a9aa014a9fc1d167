import { createRng, instrument } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Desk, MINUTE, type Place, RULES, START } from "../../test/order-bench.js";
import { randomFaults } from "../testing/fault-plan.js";
import { randomBars } from "../testing/make-bars.js";
import { createVenue } from "../testing/make-venue.js";
import { SimulatedExchange } from "../testing/simulated-exchange.js";
import { VirtualTime } from "../testing/virtual-time.js";
import { isOurs } from "./client-id.js";

const SYMBOLS = ["BTC/USDT", "ETH/USDT"];
const ROWS = 40;

/** Two lanes that enter with exits and leave, on bars that are played, at an exchange where anything may go wrong. */
async function play(seed: number) {
  const rng = createRng(seed);
  const time = new VirtualTime(START);
  const instruments = SYMBOLS.map((symbol) => instrument(symbol, RULES));
  const columns = SYMBOLS.map((symbol) =>
    randomBars({ seed, rows: ROWS, timeframe: "1m", symbol, start: START, volatility: 0.05 }),
  );
  const venue = createVenue({
    markets: instruments.map(({ symbol, base, quote, tick, step, minQuantity, minNotional, maker, taker }, i) => ({
      symbol,
      base,
      quote,
      tick,
      step,
      minQuantity,
      minNotional,
      maker,
      taker,
      types: ["market", "limit", "stop", "stop-limit"] as const,
      timeframe: "1m" as const,
      columns: columns[i]!,
    })),
    balances: { USDT: 1e7 },
    start: START,
  });
  const faults = { ...randomFaults(rng.fork("plan")), ruleChangesPerDay: 0, feeAssetChangesPerDay: 0 };
  const exchange = new SimulatedExchange({ venue, timers: time, faults, seed });
  const place: Place = { options: {}, instruments, lanes: [0, 1], exchange, time, notes: [] };
  const desk = new Desk(place);
  const { broker } = desk;
  let pumping = true;
  const pump = () => {
    for (const report of desk.inbox.splice(0)) broker.apply(report);
    broker.release();
    if (pumping) time.after(50, pump);
  };
  for (let row = 0; row < ROWS; row++) {
    await time.run(START + (row + 1) * MINUTE + 100);
    columns.forEach(({ open, high, low, close, openTime }, stream) => {
      broker.meet(stream, {
        openTime: openTime[row]!,
        open: open[row]!,
        high: high[row]!,
        low: low[row]!,
        close: close[row]!,
        volume: 1,
      });
    });
    if (row === 0) pump();
    if (row >= ROWS - 12) continue;
    for (const lane of [0, 1]) {
      const held = desk.held(lane);
      if (broker.working.some(({ id }) => id.startsWith(`s${lane}`))) continue;
      const symbol = SYMBOLS[lane]!;
      const request = {
        id: `s${lane}:${row}`,
        lane,
        symbol,
        type: "market",
        sentAt: time.true,
        decidedAt: time.true - MINUTE,
      } as const;
      const price = columns[lane]!.close[row]!;
      const bracket = { stopLoss: { distance: price * 0.01 }, takeProfit: { distance: price * 0.01 } };
      if (held === 0)
        broker.submit({ ...request, side: "buy", quantity: 1 + rng.int(100) / 10, reduceOnly: false, bracket }, lane);
      else if (rng.next() < 0.3)
        broker.submit({ ...request, side: "sell", quantity: held, reduceOnly: true, exitReason: "signal" }, lane);
    }
  }
  exchange.stopFaults();
  await time.run(time.true + 10 * MINUTE);
  pumping = false;
  await time.run(time.true + 1_000);
  const closed = broker.close();
  await time.run(time.true + 1_000);
  await closed;
  return { desk, venue };
}

describe("at the simulated exchange", () => {
  it("whatever goes wrong: no order is there twice, every trade is booked once, what is held is there", async () => {
    let traded = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => {
        const { desk, venue } = await play(seed);
        const ids = venue.orders().map(({ clientId }) => clientId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every((id) => isOurs(id, "main"))).toBe(true);
        const trades = SYMBOLS.flatMap((symbol) => venue.fills(symbol));
        expect(desk.fills.length).toBe(trades.length);
        traded += trades.length;
        for (const [lane, symbol] of SYMBOLS.entries()) {
          const base = symbol.slice(0, 3);
          const there = (venue.balances().get(base)?.free ?? 0) + (venue.balances().get(base)?.locked ?? 0);
          const dust = desk.portfolio.trades.length * (0.001 + RULES.minNotional! / 20);
          expect(there - desk.held(lane)).toBeGreaterThanOrEqual(-1e-9);
          expect(there - desk.held(lane)).toBeLessThanOrEqual(dust);
        }
        expect(desk.broker.working.filter(({ status }) => status === "unknown" || status === "sent")).toEqual([]);
      }),
      { numRuns: 30 },
    );
    expect(traded, "it was not a market of silence").toBeGreaterThan(300);
  });
});
