import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { wma } from "./wma.js";

describeIndicator({ indicator: wma, params: [[1], [2], [20]] });

itMatchesOracle(TALIB, "WMA(TimePeriod=10)", (df) => wma(df.close, 10));
itMatchesOracle(TALIB, "WMA(TimePeriod=20)", (df) => wma(df.close, 20));

it("weighs the newest value most", () => {
  const df = barsOf({ close: [1, 2, 6, 3, 0] });
  expect([...wma(df.close, 3).values()]).toEqual([Number.NaN, Number.NaN, 23 / 6, 23 / 6, 2]);
});

it("keeps its digits at large prices", () => {
  const step = (row: number) => (row * 7919) % 101;
  const small = wma(barsOf({ close: Array.from({ length: 5000 }, (_, row) => step(row)) }).close, 10).values(100);
  const large = wma(barsOf({ close: Array.from({ length: 5000 }, (_, row) => 1e9 + step(row)) }).close, 10).values(100);
  for (let i = 0; i < 100; i++) expect(Math.abs(large[i]! - 1e9 - small[i]!)).toBeLessThan(1e-5);
});
