import { it } from "vitest";
import { expectClose, hardPrices, mean, overWindows, powerSum } from "../../test/windows.js";
import { createRollingCovariance } from "./rolling-covariance.js";

it("equals two passes over each window of pairs, also at a price of 1e9 and behind a spike of 1e12", () => {
  const x = hardPrices(2_000);
  const y = Float64Array.from(x, (value, i) => (i === 100 ? 5 : 3 * (value % 1_000) + 1e6 * Math.cos(i)));
  for (const period of [2, 30, 600]) {
    const sums = createRollingCovariance(period);
    const all = Array.from(x, (value, i) => (sums.push(value, y[i]!) ? [sums.xx, sums.yy, sums.xy] : [NaN, NaN, NaN]));
    const xx = overWindows(x, period, (window) => powerSum(window, 2));
    const yy = overWindows(y, period, (window) => powerSum(window, 2));
    const xy = overWindows(x, period, () => 0).map((_, i) => {
      if (i < period - 1) return Number.NaN;
      const near = (column: Float64Array) => [...column.slice(i - period + 1, i + 1)].map((v) => v - column[i]!);
      const [a, b] = [near(x), near(y)];
      const [ma, mb] = [mean(a), mean(b)];
      return a.reduce((sum, value, j) => sum + (value - ma) * (b[j]! - mb), 0);
    });
    expectClose(
      all.map(([sum]) => sum!),
      xx,
      { scale: 1e-9 },
    );
    expectClose(
      all.map(([, sum]) => sum!),
      yy,
      { scale: 1e-9 },
    );
    const bound = (i: number) => Math.sqrt(xx[i]! * yy[i]!) + 1e-9;
    expectClose(
      all.map(([, , sum], i) => sum! / bound(i)),
      xy.map((sum, i) => sum / bound(i)),
      { scale: 1 },
    );
  }
});
