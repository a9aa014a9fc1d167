import { expect, it } from "vitest";
import { holdCurve } from "./hold-curve.js";

const HOUR = 3_600_000;
const bars = (symbol: string, open: number, closes: readonly number[]) => ({
  symbol,
  timeframe: "1h" as const,
  columns: {
    openTime: Float64Array.from(closes.keys(), (i) => i * HOUR),
    open: Float64Array.from(closes, () => open),
    high: Float64Array.from(closes),
    low: Float64Array.from(closes),
    close: Float64Array.from(closes),
    volume: Float64Array.from(closes),
  },
});

it("splits the money equally, buys at the first open and marks each close when it is known", () => {
  const times = Float64Array.of(HOUR / 2, HOUR, 2 * HOUR);
  expect([...holdCurve([bars("A", 10, [20, 30]), bars("B", 100, [100, 50])], times, 1_000)!]).toEqual([
    1_000, 1_500, 1_750,
  ]);
});

it("is undefined without bars", () => {
  expect(holdCurve([], Float64Array.of(1), 1_000)).toBeNull();
});
