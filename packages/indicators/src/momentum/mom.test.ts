import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { mom } from "./mom.js";

describeIndicator({ indicator: mom, params: [[], [1], [50]] });

itMatchesOracle(TALIB, "MOM(TimePeriod=10)", (df) => mom(df.close));

it("is the change since then", () => {
  const df = barsOf({ close: [8, 5, 10, 4] });
  expect([...mom(df.close, 2).values()]).toEqual([Number.NaN, Number.NaN, 2, -1]);
});

it("waits until no NaN lies between, too", () => {
  const df = barsOf({ close: [1, 2, 3, Number.NaN, 5, 6, 7] });
  expect([...mom(df.close, 2).values()]).toEqual([Number.NaN, Number.NaN, 2, Number.NaN, Number.NaN, Number.NaN, 2]);
});
