import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TTR } from "../../test/oracle.js";
import { vwma } from "./vwma.js";

describeIndicator({ indicator: vwma, params: [[1], [20]], mayBeUndefined: true });

itMatchesOracle(TTR, "VWMA20", (df) => vwma(df, 20), { relative: 1e-8 });

it("weighs each close by its volume", () => {
  const df = barsOf({ close: [10, 20, 30], volume: [1, 3, 1] });
  expect([...vwma(df, 2).values()]).toEqual([Number.NaN, (10 + 60) / 4, (60 + 30) / 4]);
});

it("is undefined while nothing trades", () => {
  const df = barsOf({ close: [10, 20, 30, 40], volume: [1, 0, 0, 2] });
  expect([...vwma(df, 2).values()]).toEqual([Number.NaN, 10, Number.NaN, 40]);
});
