import { BadPeriodError } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { BACKTRADER, itMatchesOracle, TTR } from "../../test/oracle.js";
import { hma } from "./hma.js";

describeIndicator({ indicator: hma, params: [[2], [9], [16]] });

itMatchesOracle(TTR, "HMA16", (df) => hma(df.close, 16), { relative: 1e-8 });
itMatchesOracle(BACKTRADER, "HMA(30)", (df) => hma(df.close, 30));

it("does not lag behind a straight line", () => {
  const line = hma(barsOf({ close: [10, 20, 30, 40, 50, 60] }).close, 4).values(2);
  expect(line[0]).toBeCloseTo(50, 12);
  expect(line[1]).toBeCloseTo(60, 12);
});

it("smooths twice the fast average less the slow one", () => {
  const df = barsOf({ close: [1, 2, 6, 3, 5] });
  const raw = (half: number, whole: number) => 2 * half - whole;
  const before = raw((6 + 2 * 3) / 3, (1 + 2 * 2 + 3 * 6 + 4 * 3) / 10);
  const now = raw((3 + 2 * 5) / 3, (2 + 2 * 6 + 3 * 3 + 4 * 5) / 10);
  expect(hma(df.close, 4).last).toBeCloseTo((before + 2 * now) / 3, 12);
});

it("refuses a period that leaves no half", () => {
  expect(() => hma(barsOf({ close: [1] }).close, 1)).toThrow(BadPeriodError);
});
