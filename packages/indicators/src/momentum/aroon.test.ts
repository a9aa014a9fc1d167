import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { aroon } from "./aroon.js";

describeIndicator({ indicator: aroon, params: [[], [1], [25]] });

itMatchesOracle(TALIB, "AROON(TimePeriod=14)", (df) => named(aroon(df, 14)));
itMatchesOracle(TALIB, "AROON(TimePeriod=25)", (df) => named(aroon(df, 25)));

function named({ up, down }: ReturnType<typeof aroon>) {
  return { AroonUp: up, AroonDown: down };
}

it("is 100 for an extreme on this bar and 0 for one a whole period ago", () => {
  const { up, down } = aroon(barsOf({ close: [4, 3, 2] }), 2);
  expect([...up.values()]).toEqual([Number.NaN, Number.NaN, 0]);
  expect([...down.values()]).toEqual([Number.NaN, Number.NaN, 100]);
});

it("counts the newest of equal extremes", () => {
  const { up, down } = aroon(barsOf({ high: [5, 5, 4], low: [1, 2, 1], close: [3, 3, 3] }), 2);
  expect(up.last).toBe(50);
  expect(down.last).toBe(100);
});
