import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB, TTR } from "../../test/oracle.js";
import { trix } from "./trix.js";

describeIndicator({ indicator: trix, params: [[], [1], [15]] });

itMatchesOracle(TALIB, "TRIX(TimePeriod=15)", (df) => trix(df.close, 15));
itMatchesOracle(TALIB, "TRIX(TimePeriod=30)", (df) => trix(df.close));
itMatchesOracle(TTR, "TRIX20_9", (df) => ({ TRIX: trix(df.close, 20) }), { relative: 1e-8 });

it("is the growth of the value itself where nothing is smoothed", () => {
  expect([...trix(barsOf({ close: [4, 5, 4] }).close, 1).values()]).toEqual([Number.NaN, 25, -20]);
});

it("is the growth of the threefold average", () => {
  // weight 2/3: the third average goes from 1 to 17/9 to 25/9
  const [first, second] = trix(barsOf({ close: [1, 1, 1, 1, 4, 4] }).close, 2).values(2);
  expect(first).toBeCloseTo((100 * 8) / 9, 9);
  expect(second).toBeCloseTo((100 * 8) / 17, 9);
});
