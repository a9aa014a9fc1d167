import { type BarColumns, frameOf } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { expectClose } from "../../test/windows.js";
import { supertrend } from "./supertrend.js";

describeIndicator({ indicator: supertrend, params: [[], [1, 1], [30, 2.5]] });
itStartsAfresh(supertrend, [10, 2]);

/** The published rule, table by table. */
function byTheBook({ high, low, close }: BarColumns, period: number, multiplier: number) {
  const rows = close.length;
  const range = Array.from(close, (_, i) =>
    i === 0 ? NaN : Math.max(high[i]! - low[i]!, Math.abs(high[i]! - close[i - 1]!), Math.abs(low[i]! - close[i - 1]!)),
  );
  const atr: number[] = new Array(rows).fill(Number.NaN);
  atr[period] = range.slice(1, period + 1).reduce((sum, value) => sum + value, 0) / period;
  for (let i = period + 1; i < rows; i++) atr[i] = (atr[i - 1]! * (period - 1) + range[i]!) / period;
  const upper = atr.map((value, i) => (high[i]! + low[i]!) / 2 + multiplier * value);
  const lower = atr.map((value, i) => (high[i]! + low[i]!) / 2 - multiplier * value);
  const direction: number[] = new Array(rows).fill(Number.NaN);
  direction[period] = -1;
  for (let i = period + 1; i < rows; i++) {
    if (upper[i]! >= upper[i - 1]! && close[i - 1]! <= upper[i - 1]!) upper[i] = upper[i - 1]!;
    if (lower[i]! <= lower[i - 1]! && close[i - 1]! >= lower[i - 1]!) lower[i] = lower[i - 1]!;
    direction[i] = direction[i - 1]!;
    if (direction[i] === -1 && close[i]! > upper[i]!) direction[i] = 1;
    else if (direction[i] === 1 && close[i]! < lower[i]!) direction[i] = -1;
  }
  return { direction, line: direction.map((sign, i) => (sign === 1 ? lower[i]! : sign === -1 ? upper[i]! : NaN)) };
}

it("follows the published rule through many turns", () => {
  const bars = sampleBars({ rows: 3_000, seed: 21 });
  for (const [period, multiplier] of [
    [10, 3],
    [7, 1],
  ] as const) {
    const { line, direction } = supertrend(frameOf(bars), period, multiplier);
    const wanted = byTheBook(bars, period, multiplier);
    expect([...direction.values()]).toEqual(wanted.direction);
    expectClose(line.values(), wanted.line);
    expect(wanted.direction.filter((sign, i) => sign !== wanted.direction[i - 1]).length).toBeGreaterThan(20);
  }
});

it("turns up when a close crosses the upper line, and then trails below", () => {
  const df = barsOf({ high: [11, 11, 21, 31], low: [9, 9, 19, 29], close: [10, 10, 20, 30] });
  const { line, direction } = supertrend(df, 1, 1);
  expect([...direction.values()]).toEqual([Number.NaN, -1, 1, 1]);
  expect([...line.values()], "the line in force: 10 + 2; 20 - 11; 30 - 11").toEqual([Number.NaN, 12, 9, 19]);
});
