import { type BarColumns, createRng, normalQuantile, type Rng, type Trade } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { BadStatisticsError } from "./bad-statistics-error.js";
import { randomEntries } from "./random-entries.js";

const SYMBOL = "BTC/USDT";

/** Bars of which only the open is asked for. */
const barsOf = (opens: Iterable<number>, symbol = SYMBOL) => {
  const open = Float64Array.from(opens);
  const openTime = open.map((_, i) => i * 60_000);
  const columns: BarColumns = { openTime, open, high: open, low: open, close: open, volume: open };
  return { symbol, columns };
};

/** One unit in at the open of a bar and out at another; fees, slippage and funding cost `cost` of the entry. */
function trade(open: Float64Array, from: number, held: number, side: Trade["side"] = "long", cost = 0): Trade {
  const [entryPrice, exitPrice] = [open[from]!, open[from + held]!];
  const paid = cost * entryPrice;
  const pnl = (side === "long" ? 1 : -1) * (exitPrice - entryPrice) - paid;
  return {
    id: 1,
    symbol: SYMBOL,
    strategy: "test",
    side,
    quantity: 1,
    entryTime: from * 60_000,
    exitTime: (from + held) * 60_000,
    entryPrice,
    exitPrice,
    barsHeld: held,
    pnl,
    returnFraction: pnl / entryPrice,
    fees: 0.5 * paid,
    slippage: 0.2 * paid,
    funding: 0.3 * paid,
    dust: 0,
    exitReason: "signal",
    worstPrice: entryPrice,
    bestPrice: entryPrice,
    ambiguous: false,
  };
}

const sawtooth = barsOf(Array.from({ length: 201 }, (_, i) => 1 + (i % 2))); // 1, 2, 1, 2 … 1
const saw = sawtooth.columns.open;

const walk = (rng: Rng, bars: number) => {
  let price = 100;
  return barsOf(
    Array.from({ length: bars }, () => {
      price *= Math.exp(0.01 * normalQuantile((rng.next() * 4_294_967_296 + 0.5) / 4_294_967_296));
      return price;
    }),
  );
};

describe("randomEntries", () => {
  it("enters every bar equally often: one trade of one bar wins on a sawtooth half of the time", () => {
    const { pValue, randomMean, observedMean } = randomEntries([trade(saw, 0, 1)], [sawtooth], { resamples: 20_000 });
    expect(observedMean).toBe(1);
    expect(pValue).toBeCloseTo(0.5, 1);
    expect(randomMean).toBeCloseTo((1 - 0.5) / 2, 1);
  });

  it("enters the first bar and the last that leaves time to hold", () => {
    const bars = barsOf([1, 2, 2, 2, 2, 6]);
    const { randomMean } = randomEntries([trade(bars.columns.open, 0, 1)], [bars], { resamples: 50_000 });
    expect(randomMean).toBeCloseTo((1 + 0 + 0 + 0 + 2) / 5, 1);
  });

  it("holds as long as the trade did: two bars on a sawtooth come back to where they were", () => {
    const resamples = 500;
    expect(randomEntries([trade(saw, 0, 2)], [sawtooth], { resamples })).toMatchObject({ pValue: 1, randomMean: 0 });
    const won = { ...trade(saw, 0, 2), returnFraction: 0.01 };
    expect(randomEntries([won], [sawtooth], { resamples }).pValue).toBe(1 / 501);
  });

  it("pays what the run paid: without a market it is never better, however dear", () => {
    const still = barsOf(new Array<number>(50).fill(7));
    const trades = [0.001, 0.03, 0.2].map((cost) => trade(still.columns.open, 3, 5, "long", cost));
    const result = randomEntries(trades, [still]);
    expect(result.costPerTrade).toBeCloseTo(0.077, 12);
    expect(result.randomMean).toBeCloseTo(-0.077, 12);
    expect(result.pValue).toBe(1);
  });

  it("mirrors: shorts draw what longs draw, with the sign turned", () => {
    const bars = walk(createRng(1), 300);
    const of = (side: Trade["side"]) => randomEntries([trade(bars.columns.open, 5, 20, side)], [bars]).randomMean;
    expect(of("short")).toBeCloseTo(-of("long"), 14);
  });

  it("knows no currency and no contract size", () => {
    const bars = walk(createRng(2), 300);
    const dear = barsOf(bars.columns.open.map((open) => 1_000 * open));
    const [one, thousand] = [bars, dear].map((market) =>
      randomEntries(
        [7, 50, 110].map((from) => trade(market.columns.open, from, 9, "long", 0.002)),
        [market],
      ),
    );
    expect(thousand!.pValue).toBe(one!.pValue);
    expect(thousand!.costPerTrade).toBeCloseTo(one!.costPerTrade, 14);
    const contracts = trade(bars.columns.open, 7, 9, "long", 0.002);
    const { fees, slippage, funding, pnl } = contracts;
    const bigger = { ...contracts, fees: 10 * fees, slippage: 10 * slippage, funding: 10 * funding, pnl: 10 * pnl };
    expect(randomEntries([bigger], [bars]).costPerTrade).toBeCloseTo(0.002, 12);
  });

  it("takes each symbol's own bars", () => {
    const rising = barsOf([1, 2, 4, 8, 16], "UP/USDT");
    const still = barsOf([5, 5, 5], "FLAT/USDT");
    const trades = [
      { ...trade(rising.columns.open, 0, 1), symbol: "UP/USDT" },
      { ...trade(still.columns.open, 0, 1), symbol: "FLAT/USDT" },
    ];
    expect(randomEntries(trades, [rising, still]).randomMean).toBe(0.5);
  });

  it("finds foresight, and takes a p-value below a level as often as the level where entries are random", () => {
    const rng = createRng(3);
    const [runs, low] = [300, [0, 0]];
    for (let run = 0; run < runs; run++) {
      const bars = walk(rng, 400);
      const { open } = bars.columns;
      const held = Array.from({ length: 30 }, () => 1 + rng.int(20));
      const blind = held.map((length) => trade(open, rng.int(400 - length), length, "long", 0.001));
      const { pValue } = randomEntries(blind, [bars], { resamples: 199, seed: run });
      for (const [i, level] of [0.1, 0.5].entries()) if (pValue <= level) low[i]!++;
      if (run < 5) {
        const best = blind.map((one) =>
          Array.from({ length: 20 }, () => trade(open, rng.int(400 - one.barsHeld), one.barsHeld)).reduce((a, b) =>
            a.returnFraction > b.returnFraction ? a : b,
          ),
        );
        expect(randomEntries(best, [bars], { resamples: 199 }).pValue).toBe(1 / 200);
      }
    }
    expect(low[0]! / runs).toBeGreaterThan(0.05);
    expect(low[0]! / runs).toBeLessThan(0.16);
    expect(low[1]! / runs).toBeGreaterThan(0.41);
    expect(low[1]! / runs).toBeLessThan(0.59);
  });

  it("holds all of the data where the trade outlasted it, and a bar where it left at once", () => {
    const bars = barsOf([1, 2, 3]);
    const whole = { ...trade(bars.columns.open, 0, 2), barsHeld: 3 };
    expect(randomEntries([whole], [bars]).randomMean).toBe(2);
    const atOnce = { ...trade(saw, 0, 1), barsHeld: 0 };
    expect(randomEntries([atOnce], [sawtooth])).toEqual(randomEntries([trade(saw, 0, 1)], [sawtooth]));
  });

  it("gives the same for the same seed, and another answer for another", () => {
    const bars = walk(createRng(4), 200);
    const trades = [trade(bars.columns.open, 2, 30)];
    expect(randomEntries(trades, [bars], { seed: 4 })).toEqual(randomEntries(trades, [bars], { seed: 4 }));
    expect(randomEntries(trades, [bars], { seed: 4 })).not.toEqual(randomEntries(trades, [bars], { seed: 5 }));
  });

  it("refuses trades without bars, bars without prices, and settings that cannot be", () => {
    const one = trade(saw, 0, 1);
    expect(() => randomEntries([], [sawtooth])).toThrow("number of trades is 0");
    expect(() => randomEntries([one], [])).toThrow("BTC/USDT was traded but has 0 bars");
    expect(() => randomEntries([one], [barsOf([1])])).toThrow("has 1 bars");
    expect(() => randomEntries([one], [barsOf([1, Number.NaN, 2])])).toThrow("open of bar 1 is NaN");
    expect(() => randomEntries([one], [sawtooth], { resamples: 0 })).toThrow(BadStatisticsError);
  });
});
