import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { rollingMin } from "./rolling-min.js";

describeIndicator({ indicator: rollingMin, params: [[1], [2], [20]] });
itStartsAfresh(rollingMin, [10]);
itMatchesOracle(TALIB, "MIN(TimePeriod=20)", (df) => rollingMin(df.close, 20));

it("is the smallest of the last values", () => {
  const { close } = barsOf({ close: [3, 1, 4, 1, 5, 9] });
  expect([...rollingMin(close, 3).values()]).toEqual([Number.NaN, Number.NaN, 1, 1, 1, 1]);
  expect([...rollingMin(close, 2).values()]).toEqual([Number.NaN, 1, 1, 1, 1, 5]);
});
