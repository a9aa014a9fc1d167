import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { parabolicSar } from "./parabolic-sar.js";

describeIndicator({ indicator: parabolicSar, params: [[], [0.01, 0.1], [0.2, 0.2]] });
itStartsAfresh(parabolicSar, []);
itMatchesOracle(TALIB, "SAR(Acceleration=0.02,Maximum=0.2)", (df) => parabolicSar(df));
itMatchesOracle(TALIB, "SAR(Acceleration=0.01,Maximum=0.1)", (df) => parabolicSar(df, 0.01, 0.1));

it("closes in on a rise, and jumps to its top when the price comes down to it", () => {
  const df = barsOf({
    high: [10, 12, 14, 16, 15],
    low: [8, 10, 12, 14, 2],
    close: [9, 11, 13, 15, 3],
  });
  const sar = [...parabolicSar(df, 0.1, 0.15).values()];
  expect(sar.slice(0, 2)).toEqual([Number.NaN, 8]);
  expect(sar[2]).toBeCloseTo(8 + 0.1 * (12 - 8), 12);
  expect(sar[3]).toBeCloseTo(8.4 + 0.15 * (14 - 8.4), 12);
  expect(sar[4], "the highest high of the rise").toBe(16);
});

it("refuses an acceleration above its maximum", () => {
  expect(() => parabolicSar(barsOf({ close: [1] }), 0.3, 0.2)).toThrow(
    "parabolicSar: acceleration must be at most maximum, 0.2, got 0.3",
  );
});
