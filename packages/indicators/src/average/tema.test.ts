import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { tema } from "./tema.js";

describeIndicator({ indicator: tema, params: [[1], [2], [20]] });

itMatchesOracle(TALIB, "TEMA(TimePeriod=20)", (df) => tema(df.close, 20));

it("does not lag behind a straight line", () => {
  const df = barsOf({ close: [0, 1, 2, 3, 4, 5, 6, 7, 8] });
  expect([...tema(df.close, 3).values()]).toEqual([...Array(6).fill(Number.NaN), 6, 7, 8]);
});

it("corrects twice for the lag of its averages", () => {
  const df = barsOf({ close: [1, 1, 1, 1, 4] });
  // weight 2/3: the averages go to 3, 7/3 and 17/9
  expect(tema(df.close, 2).last).toBeCloseTo(3 * 3 - 3 * (7 / 3) + 17 / 9, 12);
});
