import { type BarColumns, frameOf } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { featureCatalogue } from "../catalogue.js";
import { columnSeries, columnWarmup, parseColumn } from "./feature-column.js";
import { shippedFeatures } from "./index.js";

const DAY = 86_400_000;
const catalogue = featureCatalogue(shippedFeatures);

/** Days from a date on, some of them missing, with prices that never repeat. */
function days(from: number, count: number, there: (day: number) => boolean = () => true): BarColumns {
  const openTime = Float64Array.from({ length: count }, (_, i) => from + i * DAY).filter((time) => there(time / DAY));
  const close = openTime.map((time) => 100 + 10 * Math.sin(time / DAY / 9) + (time / DAY) * 1e-3);
  return { openTime, open: close, high: close.map((x) => x + 1), low: close.map((x) => x - 1), close, volume: close };
}

describe.each([
  ["1w", 12],
  ["3d", 12],
  ["1M", 12],
  ["1M", 150], // so many months that thirty days each would be too few
  ["2M", 60],
] as const)("a column of bars of %s, over %i of them", (timeframe, period) => {
  const column = parseColumn(`donchian-position(${period})@${timeframe}`, catalogue);
  const warmup = columnWarmup(column, "1d");

  it.each([
    ["whole", () => true],
    ["with gaps", (day: number) => day % 11 > 2 && day % 7 < 5],
  ] as const)("is a number from its warm-up on, wherever the history begins: %s", (_, there) => {
    for (let start = 0; start < 400; start += 19) {
      const from = Date.UTC(2015, 0, 1) + start * DAY;
      const bars = days(from, 2.4 * warmup + 90, there);
      const values = columnSeries(column, frameOf(bars, { timeframe: "1d" })).values();
      expect(values.length).toBeGreaterThan(warmup);
      expect(values.subarray(warmup).findIndex(Number.isNaN), `history from day ${start}`).toBe(-1);
      // the first higher bar is cut short: later values must not have it in them
      const earlier = days(from - 100 * DAY, 2.4 * warmup + 190, there);
      const longer = columnSeries(column, frameOf(earlier, { timeframe: "1d" })).values();
      const more = longer.length - values.length;
      expect(values.subarray(warmup)).toEqual(longer.subarray(warmup + more));
    }
  });
});
