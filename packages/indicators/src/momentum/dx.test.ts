import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB, TTR } from "../../test/oracle.js";
import { dx } from "./dx.js";

describeIndicator({ indicator: dx, params: [[], [1], [2]] });

itMatchesOracle(TALIB, "DX(TimePeriod=14)", (df) => dx(df));
itMatchesOracle(TTR, "ADX14", (df) => ({ DX: dx(df) }), { relative: 1e-8 });

it("is the difference of both movements over their sum", () => {
  const df = barsOf({ high: [10, 12, 13], low: [8, 9, 6], close: [9, 11, 7] });
  expect([...dx(df, 1).values()]).toEqual([Number.NaN, 100, 100]);
  expect(dx(df, 2).last).toBeCloseTo((100 * (3 - 1)) / (3 + 1), 12);
});

it("keeps its last value where nothing moves, and starts from 0", () => {
  const still = barsOf({ close: [5, 5, 5, 6, 6, 6] });
  expect([...dx(still, 1).values()]).toEqual([Number.NaN, 0, 0, 100, 100, 100]);
});
