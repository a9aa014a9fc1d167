import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { stochastic } from "./stochastic.js";

describeIndicator({ indicator: stochastic, params: [[], [14, 3, 3], [1, 1, 1]] });

itMatchesOracle(TALIB, "STOCH(FastK_Period=14,SlowK_Period=3,SlowK_MAType=0,SlowD_Period=3,SlowD_MAType=0)", (df) =>
  named(stochastic(df, 14, 3, 3)),
);
itMatchesOracle(TALIB, "STOCH(FastK_Period=5,SlowK_Period=3,SlowK_MAType=0,SlowD_Period=3,SlowD_MAType=0)", (df) =>
  named(stochastic(df)),
);

function named({ k, d }: ReturnType<typeof stochastic>) {
  return { SlowK: k, SlowD: d };
}

it("smooths the place of the close in the range once for k and twice for d", () => {
  const df = barsOf({ high: [3, 5, 6, 6], low: [1, 2, 4, 5], close: [2, 4, 4, 6] });
  // the fast stochastic over two bars runs 75, 50, 100
  const { k, d } = stochastic(df, 2, 2, 2);
  expect([...k.values()]).toEqual([Number.NaN, Number.NaN, Number.NaN, 75]);
  expect(d.last).toBe((62.5 + 75) / 2);
});

it("is 0 where the range is empty, as in TA-Lib", () => {
  expect(stochastic(barsOf({ close: [5, 5, 5, 5] }), 2, 1, 1).k.last).toBe(0);
});
