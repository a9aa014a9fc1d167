import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { correlation } from "./correlation.js";

describeIndicator({ indicator: correlation, params: [[], [2], [100]] });
itStartsAfresh(correlation, [20]);
itMatchesOracle(TALIB, "CORREL(TimePeriod=30)", (df) => correlation(df.high, df.low, 30), { relative: 1e-7 });

it("is 1 or -1 on a line, and in between beside it", () => {
  const df = barsOf({ open: [1, 2, 3], close: [6, 4, 2], volume: [1, 3, 2] });
  expect(correlation(df.open, df.open, 3).last).toBe(1);
  expect(correlation(df.open, df.close, 3).last).toBe(-1);
  expect(correlation(df.open, df.volume, 3).last).toBeCloseTo(0.5, 14);
});

it("is 0 beside a series that does not move", () => {
  const df = barsOf({ close: [0.1, 0.1, 0.1], volume: [1, 3, 2] });
  expect(correlation(df.close, df.volume, 3).last).toBe(0);
});
