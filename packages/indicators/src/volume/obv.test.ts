import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { obv } from "./obv.js";

describeIndicator({ indicator: obv, params: [[]] });
itStartsAfresh(obv, []);
itMatchesOracle(TALIB, "OBV", (df) => obv(df));

it("adds the volume of a rise, takes off that of a fall, and starts again after a NaN", () => {
  const df = barsOf({ close: [10, 11, 11, 9, Number.NaN, 9, 10], volume: [5, 3, 7, 4, 1, 2, 6] });
  expect([...obv(df).values()]).toEqual([5, 8, 8, 4, Number.NaN, 2, 8]);
});
