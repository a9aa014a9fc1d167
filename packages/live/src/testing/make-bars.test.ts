import { openTimeOf } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomBars } from "./make-bars.js";

describe("bars of a market that never was", () => {
  it("are sound, on the grids, and rise in time", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(0.01, 0.5, 1e-8, 5),
        fc.double({ min: 0, max: 0.5 }),
        (seed, tick, missing) => {
          const bars = randomBars({ seed, rows: 200, tick, price: 2_000 * tick, missing, timeframe: "15m" });
          for (let row = 0; row < 200; row++) {
            const [open, high, low, close] = [bars.open[row]!, bars.high[row]!, bars.low[row]!, bars.close[row]!];
            expect(low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close)).toBe(true);
            for (const price of [open, high, low, close])
              expect(Math.abs(price / tick - Math.round(price / tick))).toBeLessThan(1e-6);
            expect(bars.volume[row]).toBeGreaterThanOrEqual(0);
            expect(openTimeOf("15m", bars.openTime[row]!)).toBe(bars.openTime[row]);
            if (row > 0) expect(bars.openTime[row]!).toBeGreaterThan(bars.openTime[row - 1]!);
          }
        },
      ),
    );
  });

  it("are equal for equal seeds, and differ by seed and by symbol", () => {
    const of = (seed: number, symbol: string) => randomBars({ seed, symbol, rows: 50 });
    expect(of(1, "A/B")).toEqual(of(1, "A/B"));
    expect(of(1, "A/B").close).not.toEqual(of(2, "A/B").close);
    expect(of(1, "A/B").close).not.toEqual(of(1, "C/B").close);
  });

  it("look like a market: returns as wide as asked, with tails, and rough times that last", () => {
    const { open, close } = randomBars({ seed: 7, rows: 20_000, price: 1e6 });
    const returns = Array.from(close, (price, row) => Math.log(price / open[row]!));
    const mean = (xs: number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
    const variance = mean(returns.map((x) => x * x));
    expect(Math.sqrt(variance)).toBeGreaterThan(0.006);
    expect(Math.sqrt(variance)).toBeLessThan(0.024);
    expect(mean(returns.map((x) => x ** 4)) / variance ** 2, "kurtosis; 3 for a normal law").toBeGreaterThan(5);
    const sizes = returns.map(Math.abs);
    const usual = mean(sizes);
    const neighbours = mean(sizes.slice(1).map((size, i) => (size - usual) * (sizes[i]! - usual)));
    expect(neighbours, "large moves follow large moves").toBeGreaterThan(0.05 * (variance - usual ** 2));
  });

  it("leave out the share that is asked to be missing", () => {
    const rows = 2_000;
    const { openTime } = randomBars({ seed: 3, rows, missing: 0.2 });
    const slots = (openTime[rows - 1]! - openTime[0]!) / 3_600_000 + 1;
    expect(1 - rows / slots).toBeGreaterThan(0.15);
    expect(1 - rows / slots).toBeLessThan(0.25);
  });
});
