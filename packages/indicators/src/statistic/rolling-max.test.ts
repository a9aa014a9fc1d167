import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { rollingMax } from "./rolling-max.js";

describeIndicator({ indicator: rollingMax, params: [[1], [2], [20]] });
itStartsAfresh(rollingMax, [10]);
itMatchesOracle(TALIB, "MAX(TimePeriod=20)", (df) => rollingMax(df.close, 20));

it("is the largest of the last values", () => {
  const { close } = barsOf({ close: [9, 1, 4, 1, 5, 2] });
  expect([...rollingMax(close, 3).values()]).toEqual([Number.NaN, Number.NaN, 9, 4, 5, 5]);
  expect([...rollingMax(close, 2).values()]).toEqual([Number.NaN, 9, 4, 4, 5, 5]);
});
