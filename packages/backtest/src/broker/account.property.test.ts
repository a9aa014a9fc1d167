import {
  EventBus,
  instrument,
  Loop,
  type RiskEngine,
  type RiskInput,
  type Side,
  type SizedOrder,
  type Strategy,
} from "@bellwether/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { HistoryFeed } from "../feed/history-feed.js";
import { SimulatedBroker } from "./simulated-broker.js";

const ROWS = 40;
const stance = fc.constantFrom("LONG", "FLAT", null, "LONG", "LONG");

/** Wild bars: gaps, spikes and prices over seven orders of magnitude. */
const bars = fc
  .tuple(
    fc.integer({ min: -5, max: 3 }),
    fc.array(
      fc.tuple(
        fc.integer({ min: -30, max: 40 }),
        fc.nat({ max: 30 }),
        fc.nat({ max: 30 }),
        fc.integer({ min: -20, max: 20 }),
      ),
      {
        minLength: ROWS,
        maxLength: ROWS,
      },
    ),
  )
  .map(([magnitude, steps]) => {
    const unit = 10 ** magnitude;
    const onTick = (price: number) => Math.max(1, Math.round(price)) / 1e8;
    let price = 10_000;
    const rows = steps.map(([gap, up, down, move]) => {
      const open = Math.max(100, price * (1 + gap / 100));
      const close = Math.max(100, open * (1 + move / 100));
      price = close;
      return [open, Math.max(open, close) * (1 + up / 100), Math.min(open, close) * (1 - down / 100), close].map((x) =>
        onTick((x * unit) / 1e-8 / 1e4),
      );
    });
    const column = (k: number) => Float64Array.from(rows, (row) => row[k]!);
    return {
      openTime: Float64Array.from(rows, (_, i) => i * 60_000),
      open: column(0),
      high: column(1),
      low: column(2),
      close: column(3),
      volume: column(0),
    };
  });

/** Asks for more than there is, with brackets of random width. */
class Reckless implements RiskEngine {
  readonly reentry = "immediate";
  readonly warmup = 0;
  constructor(
    readonly times: number,
    readonly stop: number,
    readonly step: (quantity: number) => number,
  ) {}
  inspect() {
    return null;
  }
  applyRiskToSignal({ equity, entryPrice, signal }: RiskInput) {
    const side: Side = signal.signal === "LONG" ? "buy" : "sell";
    const quantity = this.step((this.times * equity) / entryPrice);
    const order: SizedOrder = {
      side,
      quantity,
      bracket: { stopLoss: { distance: this.stop * entryPrice }, takeProfit: { distance: 2 * this.stop * entryPrice } },
    };
    return { status: "approved", order, sizing: [] } as const;
  }
  describe() {
    return {};
  }
}

/** Leaves no more than a share of equity to all positions together. */
class Capped extends Reckless {
  override applyRiskToSignal(input: RiskInput) {
    const room = this.times * input.equity - input.portfolio.grossNotional;
    if (!(room > 0)) return { status: "refused", rule: "maxExposure", limit: this.times, observed: 1 } as never;
    const { sizing, status } = super.applyRiskToSignal(input);
    return { status, sizing, order: { side: "buy", quantity: this.step(room / 2 / input.entryPrice) } } as const;
  }
}

const saying = (words: readonly (string | null)[]): Strategy => ({
  warmup: 0,
  generateSignal(df) {
    const word = words[df.length % words.length]!;
    if (word === null) return null;
    const metadata = { entryPrice: df.close.last, confidence: 1, strategyType: "test" };
    return { signal: word as "LONG", metadata };
  },
});

it("the wallet never goes below zero, the books sum to zero after every fill, and equity is cash plus positions", async () => {
  const scenario = fc.record({
    bars: fc.tuple(bars, bars),
    words: fc.array(fc.array(stance, { minLength: 3, maxLength: 12 }), { minLength: 3, maxLength: 3 }),
    times: fc.double({ min: 0.1, max: 5, noNaN: true }),
    stop: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    bps: fc.nat({ max: 500 }),
    taker: fc.constantFrom(0, 0.001, 0.00075, 0.05),
    step: fc.constantFrom(1e-8, 0.001, 1),
    intrabar: fc.constantFrom("pessimistic" as const, "optimistic" as const),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ bars: [one, two], words, times, stop, bps, taker, step, intrabar }) => {
      const symbols = ["ONE/USDT", "TWO/USDT"];
      const instruments = symbols.map((symbol) => instrument(symbol, { step, taker, maker: taker / 2 }));
      const bus = new EventBus();
      const loop = new Loop({
        feed: new HistoryFeed([
          { symbol: symbols[0]!, timeframe: "1m", columns: one },
          { symbol: symbols[1]!, timeframe: "1m", columns: two },
        ]),
        broker: new SimulatedBroker({ slippage: { bps }, intrabar }),
        risk: new Reckless(times, stop, (quantity) => instruments[0]!.quantities.down(quantity)),
        lanes: [0, 1, 0].map((stream, i) => ({ name: `s${i}`, stream, strategy: saying(words[i]!) })),
        instruments,
        quote: "USDT",
        startingBalance: 10_000,
        bus,
      });
      const { portfolio } = loop;
      let fills = 0;
      bus.on("fill", () => {
        fills++;
        expect(portfolio.free).toBeGreaterThanOrEqual(0);
        for (const asset of portfolio.ledger.assets.values()) {
          expect(asset.sum).toBe(0n);
          expect(asset.units("wallet")).toBeGreaterThanOrEqual(0n);
        }
      });
      bus.on("equity", (_time, equity) => {
        const held = portfolio.positions.reduce((sum, position) => sum + position.notional, 0);
        expect(equity).toBeCloseTo(portfolio.free + held, 6);
      });
      await loop.run();
      loop.finalize();
      const gained = portfolio.trades.reduce((sum, { pnl }) => sum + pnl, 0);
      expect(portfolio.free).toBeCloseTo(10_000 + gained, 5);
      expect(loop.equity.equity.at(-1)).toBe(portfolio.equity);
      for (const asset of portfolio.ledger.assets.values())
        if (asset.asset !== "USDT") expect(asset.units("wallet"), "everything is sold").toBe(0n);
      return fills >= 0;
    }),
    { numRuns: 150 },
  );
});

it("strategies that decide at one close never hold more together than maxExposure allows", async () => {
  await fc.assert(
    fc.asyncProperty(bars, fc.double({ min: 0.1, max: 1, noNaN: true }), async (columns, maxExposure) => {
      const bus = new EventBus();
      const one = instrument("ONE/USDT", { taker: 0 });
      const loop = new Loop({
        feed: new HistoryFeed([{ symbol: "ONE/USDT", timeframe: "1m", columns }]),
        broker: new SimulatedBroker(),
        risk: new Capped(maxExposure, 0, (quantity) => one.quantities.down(quantity)),
        lanes: [0, 1, 2].map((i) => ({ name: `s${i}`, stream: 0, strategy: saying(["LONG"]) })),
        instruments: [one],
        quote: "USDT",
        startingBalance: 10_000,
        bus,
      });
      let approved = 0;
      bus.on("order", (order) => {
        if (!("decidedAt" in order)) return;
        approved += order.quantity * columns.close[order.decidedAt / 60_000]!;
        if (order.decidedAt === 0) expect(approved).toBeLessThanOrEqual(maxExposure * 10_000 * (1 + 1e-9));
      });
      await loop.run();
      expect(approved).toBeGreaterThan(0);
    }),
    { numRuns: 50 },
  );
});
