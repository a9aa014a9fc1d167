import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { dema } from "./dema.js";

describeIndicator({ indicator: dema, params: [[1], [2], [20]] });

itMatchesOracle(TALIB, "DEMA(TimePeriod=20)", (df) => dema(df.close, 20));

it("does not lag behind a straight line", () => {
  const df = barsOf({ close: [0, 1, 2, 3, 4, 5, 6, 7] });
  expect([...dema(df.close, 3).values()]).toEqual([...Array(4).fill(Number.NaN), 4, 5, 6, 7]);
});

it("overshoots a step", () => {
  const df = barsOf({ close: [1, 1, 1, 4] });
  // both averages have weight 2/3: the first goes to 3, the second to 7/3
  expect(dema(df.close, 2).last).toBeCloseTo(2 * 3 - 7 / 3, 12);
});
