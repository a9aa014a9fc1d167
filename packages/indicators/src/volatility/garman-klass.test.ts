import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { itMatchesEstimator } from "../../test/volatility-oracle.js";
import { garmanKlass } from "./garman-klass.js";

describeIndicator({ indicator: garmanKlass, params: [[], [3], [100]] });
itStartsAfresh(garmanKlass, [10]);
itMatchesEstimator("garman.klass", (df) => garmanKlass(df, 20));

it("takes the body off the range", () => {
  const df = barsOf({ open: [1], high: [Math.exp(0.03)], low: [1], close: [Math.exp(0.02)] });
  expect(garmanKlass(df, 1).last).toBeCloseTo(Math.sqrt(0.5 * 0.03 ** 2 - (2 * Math.LN2 - 1) * 0.02 ** 2), 14);
});

it("is 0 where the price does not move", () => {
  expect(garmanKlass(barsOf({ close: [7, 7, 7] }), 2).last).toBe(0);
});
