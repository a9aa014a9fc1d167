import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { kama } from "./kama.js";

describeIndicator({ indicator: kama, params: [[1], [10], [20, 3, 15]] });

itMatchesOracle(TALIB, "KAMA(TimePeriod=20)", (df) => kama(df.close, 20));

it("follows a straight path with the weight of its fast average, squared", () => {
  const df = barsOf({ close: [1, 2, 3] });
  expect([...kama(df.close, 2).values()]).toEqual([Number.NaN, Number.NaN, expect.closeTo(2 + (2 / 3) ** 2, 12)]);
});

it("hardly moves when the path leads nowhere", () => {
  const df = barsOf({ close: [1, 2, 1] });
  expect(kama(df.close, 2).last).toBeCloseTo(2 - (2 / 31) ** 2, 12);
});

it("stays where nothing moves", () => {
  const df = barsOf({ close: [5, 5, 5, 5] });
  expect([...kama(df.close, 2).values(2)]).toEqual([5, 5]);
});
