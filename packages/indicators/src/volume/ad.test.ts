import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { ad } from "./ad.js";

describeIndicator({ indicator: ad, params: [[]] });
itStartsAfresh(ad, []);
itMatchesOracle(TALIB, "AD", (df) => ad(df));

it("adds up the volume by where each bar closes, and starts again after a NaN", () => {
  const df = barsOf({
    high: [20, 20, 20, Number.NaN, 20],
    low: [10, 10, 10, 10, 10],
    close: [20, 10, 12.5, 15, 20],
    volume: [8, 3, 4, 9, 5],
  });
  expect([...ad(df).values()]).toEqual([8, 5, 3, Number.NaN, 5]);
});
