import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { stochRsi } from "./stoch-rsi.js";

describeIndicator({ indicator: stochRsi, params: [[], [14, 14, 3], [2, 1, 1]] });

itMatchesOracle(TALIB, "STOCHRSI(TimePeriod=14,FastK_Period=14,FastD_Period=3,FastD_MAType=0)", (df) =>
  named(stochRsi(df.close, 14, 14, 3)),
);
itMatchesOracle(TALIB, "STOCHRSI(TimePeriod=14,FastK_Period=5,FastD_Period=3,FastD_MAType=0)", (df) =>
  named(stochRsi(df.close)),
);

function named({ k, d }: ReturnType<typeof stochRsi>) {
  return { FastK: k, FastD: d };
}

it("is the place of the RSI in its own range", () => {
  const df = barsOf({ close: [1, 2, 3, 2, 3] });
  // RSI(2) runs 100, 50, 75
  expect([...stochRsi(df.close, 2, 2, 1).k.values(2)]).toEqual([0, 100]);
});

it("is 0 where the RSI does not move", () => {
  const df = barsOf({ close: [1, 2, 3, 4, 5, 6] });
  expect(stochRsi(df.close, 2, 2, 2).d.last).toBe(0);
});
