import { BadPeriodError } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { apo } from "./apo.js";

describeIndicator({ indicator: apo, params: [[], [1, 2], [12, 26, "ema"]] });

itMatchesOracle(TALIB, "APO(FastPeriod=12,SlowPeriod=26,MAType=0)", (df) => apo(df.close));
itMatchesOracle(TALIB, "APO(FastPeriod=12,SlowPeriod=26,MAType=1)", (df) => apo(df.close, 12, 26, "ema"));

it("is the fast average less the slow one", () => {
  const df = barsOf({ close: [2, 4, 9] });
  expect([...apo(df.close, 1, 2).values()]).toEqual([Number.NaN, 4 - 3, 9 - 6.5]);
});

it("refuses an average that it does not know", () => {
  expect(() => apo(barsOf({ close: [1] }).close, 1, 2, "wma" as "ema")).toThrow(BadPeriodError);
});
