import { frameOf, type PairIndicator, type SeriesIndicator } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { describe, expect, it } from "vitest";
import { handBars, handCloses } from "../../../test/hand-bars.js";
import { above, absolute, difference, naturalLog, product, sign } from "./ops.js";
import { distance, normalisedGap, ratioOrHalf, ratioOrOne, ratioOrZero } from "./quotients.js";
import { squareRoot } from "./square-root.js";
import { middle, sum } from "./sum.js";

const pairs: readonly PairIndicator<[]>[] = [
  difference,
  product,
  above,
  sum,
  middle,
  distance,
  ratioOrZero,
  ratioOrOne,
  ratioOrHalf,
  normalisedGap,
];
const singles: readonly SeriesIndicator<[]>[] = [absolute, sign, naturalLog, squareRoot];
for (const indicator of pairs) describeIndicator({ indicator, params: [[]] });
for (const indicator of singles) describeIndicator({ indicator, params: [[]] });

/** What an indicator makes of pairs of values. */
function of(indicator: PairIndicator<[]>, ...rows: readonly (readonly [x: number, y: number])[]): number[] {
  const df = frameOf(handBars(...rows.map(([x, y]) => [0, x, y, 0, 0] as const)));
  return [...indicator(df.high, df.low).values()];
}

describe("a quotient", () => {
  it("is what its name says where y is 0", () => {
    expect(of(distance, [6, 4], [6, 0], [0, 0])).toEqual([0.5, 0, 0]);
    expect(of(ratioOrZero, [6, 4], [6, 0])).toEqual([1.5, 0]);
    expect(of(ratioOrOne, [6, 4], [6, 0])).toEqual([1.5, 1]);
    expect(of(ratioOrHalf, [6, 4], [6, 0])).toEqual([1.5, 0.5]);
    expect(of(normalisedGap, [6, 2], [0, 0])).toEqual([0.5, 0]);
  });

  it.each(pairs.map((indicator) => [indicator.indicatorName, indicator] as const))(
    "%s is NaN where either side is, also beside a zero",
    (_, indicator) => {
      const none = Number.NaN;
      expect(of(indicator, [none, 1], [1, none], [none, 0], [0, none], [none, none])).toEqual(Array(5).fill(none));
    },
  );
});

it("above tells infinities apart", () => {
  const most = Number.POSITIVE_INFINITY;
  expect(of(above, [most, -most], [-most, most], [2, 1], [1, 1])).toEqual([1, 0, 1, 0]);
});

it("the square root of what rounding has left below 0 is 0", () => {
  const df = frameOf(handCloses([4, -1e-18, 0, Number.NaN]));
  expect([...squareRoot(df.close).values()]).toEqual([2, 0, 0, Number.NaN]);
});
