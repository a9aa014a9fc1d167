import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { trima } from "./trima.js";

describeIndicator({ indicator: trima, params: [[1], [2], [5], [20]] });

itMatchesOracle(TALIB, "TRIMA(TimePeriod=20)", (df) => trima(df.close, 20));

it("weighs the middle of the window most", () => {
  const df = barsOf({ close: [1, 2, 6, 3] });
  expect([...trima(df.close, 3).values()]).toEqual([Number.NaN, Number.NaN, (1 + 2 * 2 + 6) / 4, (2 + 2 * 6 + 3) / 4]);
  expect(trima(df.close, 4).last).toBeCloseTo((1 + 2 * 2 + 2 * 6 + 3) / 6, 12);
});
