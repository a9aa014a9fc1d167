import { createRng } from "@bellwether/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { MINUTE, OrderBench } from "../../test/order-bench.js";

const LANES = 3;

/** Positions with exits come and go on a price that walks, while calls fail, streams lie and the process is killed. */
async function live(seed: number, stops: "local" | "exchange"): Promise<OrderBench> {
  const rng = createRng(seed);
  const symbols = Array.from({ length: LANES }, (_, i) => `C${i}/USDT`);
  const run = new OrderBench({ symbols, journalMs: 100, settings: { reconcileMs: 30_000, stops } });
  const { exchange } = run;
  const [faults, stream, walk, choice] = ["faults", "stream", "walk", "choice"].map((label) => rng.fork(label));
  exchange.parts = 1 + rng.int(3);
  exchange.fault = (call) => {
    const dice = faults!.next();
    return dice < 0.08
      ? "lost"
      : dice < 0.2
        ? "answer-lost"
        : dice < 0.22 && call === "submit"
          ? { refuse: "other" }
          : undefined;
  };
  exchange.events = () => (stream!.next() < 0.3 ? [] : [stream!.int(2_000)]);
  const prices = symbols.map(() => 100);
  const wiggle = () =>
    prices.forEach((price, i) => {
      prices[i] = Math.max(20, Math.round((price + (walk!.next() - 0.5) * 3) * 100) / 100);
      if (walk!.next() < 0.8) run.price(prices[i]!, i);
      else exchange.move(symbols[i]!, prices[i]!);
    });
  for (let minute = 0; minute < 12; minute++) {
    const open = [...prices];
    for (let i = 0; i < 4; i++) {
      await run.pass(15_000);
      wiggle();
    }
    if (choice!.next() < 0.15) await run.restart();
    prices.forEach((close, i) => {
      const bar = { open: open[i]!, high: Math.max(open[i]!, close), low: Math.min(open[i]!, close) };
      run.bar(close, bar, i);
    });
    for (let lane = 0; lane < LANES; lane++) {
      if (run.desk.broker.working.some(({ id }) => id.startsWith(`s${lane}`))) continue;
      if (run.desk.held(lane) > 0) {
        if (choice!.next() < 0.2) run.leave(lane);
        continue;
      }
      const bracket = {
        stopLoss: { distance: 2 },
        targets: [{ level: { distance: 1.5 }, share: 0.5 }],
        takeProfit: { distance: 3 },
        ...(choice!.next() < 0.5 ? { trailing: { distance: 2, after: 1 } } : {}),
      };
      run.submit({ lane, quantity: (500 + choice!.int(1_000)) / 1_000, bracket });
    }
  }
  exchange.fault = () => undefined;
  exchange.events = () => [0];
  await run.pass(4 * MINUTE);
  return run;
}

it.each(["local", "exchange"] as const)(
  "whatever happens on the way, with stops held %s, in the end the run holds what is there, and nothing was sent twice",
  (stops) =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => {
        const run = await live(seed, stops);
        const { exchange, desk } = run;
        const ids = exchange.orders.map(({ clientId }) => clientId);
        expect(new Set(ids).size, "no order is there twice").toBe(ids.length);
        expect(desk.fills.length, "each trade is booked once").toBe(exchange.trades.length);
        const booked = desk.fills.reduce((sum, { quantity }) => sum + quantity, 0);
        const traded = exchange.trades.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(booked).toBeCloseTo(traded, 9);
        run.lanes.forEach((_, lane) => {
          const beyond = (exchange.wallet.get(`C${lane}`) ?? 0) - desk.held(lane);
          const trades = desk.portfolio.trades.filter(({ symbol }) => symbol === `C${lane}/USDT`);
          const dust = trades.length * 0.001 + trades.reduce((sum, trade) => sum + trade.dust, 0) / 20;
          expect(beyond, `C${lane}: nothing is sold that is not held`).toBeGreaterThanOrEqual(-1e-9);
          expect(beyond, `C${lane}: what is there and not held is dust`).toBeLessThanOrEqual(dust + 1e-9);
        });
        expect(desk.broker.working.filter(({ status }) => status === "unknown" || status === "sent")).toEqual([]);
        expect(exchange.openNow.length).toBe(desk.broker.working.length);
        expect(run.notes.filter(({ kind }) => kind === "diverged")).toEqual([]);
      }),
      { numRuns: 25 },
    ),
);
