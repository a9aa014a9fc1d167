import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TTR } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { percentRank } from "./percent-rank.js";

describeIndicator({ indicator: percentRank, params: [[], [1], [7]] });
itStartsAfresh(percentRank, [20]);
itMatchesOracle(TTR, "runPercentRank50", (df) => percentRank(df.close, 50), { relative: 1e-8 });

it("counts values below in full and equal ones by half, itself among them", () => {
  const { close } = barsOf({ close: [9, 1, 3, 3, 2] });
  expect([...percentRank(close, 4).values()]).toEqual([Number.NaN, Number.NaN, Number.NaN, 0.5, 0.375]);
});

it("is 0.5 in a flat window", () => {
  expect(percentRank(barsOf({ close: [3, 3, 3] }).close, 3).last).toBe(0.5);
});
