import type { BarColumns } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { barsOf, HOUR, type Ohlc, runOf } from "../../test/small-run.js";
import { BadBacktestError } from "./errors.js";

const MINUTES_20 = HOUR / 3;
/** Stop and target in each of two bars: a loss, or a gain. */
const bars: readonly Ohlc[] = [
  [100, 100, 100, 100],
  [100, 106, 94, 100],
  [100, 106, 94, 100],
];
const upFirst: readonly Ohlc[] = [
  [100, 106, 100, 106],
  [106, 106, 94, 94],
  [94, 100, 94, 100],
];
const bracket = { stopLoss: { price: 95 }, takeProfit: { price: 105 } };
const drill = (rows: readonly Ohlc[], from: number, rest = {}) => {
  const detail: BarColumns = barsOf(rows, MINUTES_20, from);
  return runOf({ bars, bracket, intrabar: "drilldown", detail, ...rest });
};

describe("a run with drilldown", () => {
  it("says how many bars their detail decided", async () => {
    const { detail, warnings, trades } = await drill([...upFirst, ...upFirst], HOUR);
    expect(detail).toEqual({ decided: 2, missing: 0 });
    expect(warnings).toEqual([]);
    expect(trades.map(({ exitReason }) => exitReason)).toEqual(["take-profit", "take-profit"]);
  });

  it("warns of bars whose detail is missing, which are judged pessimistically", async () => {
    const { detail, warnings, trades } = await drill(upFirst, HOUR);
    expect(detail).toEqual({ decided: 1, missing: 1 });
    expect(warnings).toEqual([
      "1 of 2 bars that needed detail had none that agrees with them: there the pessimistic rule decided",
    ]);
    expect(trades.map(({ exitReason }) => exitReason)).toEqual(["take-profit", "stop-loss"]);
  });

  it("is refused where detail agrees with no bar that needed it: another hour, or none at all", async () => {
    const shifted = drill([...upFirst, ...upFirst], 24 * HOUR);
    await expect(shifted).rejects.toThrow(BadBacktestError);
    await expect(shifted).rejects.toThrow(
      /agrees with none of the 2 bars that needed it; give shorter bars of the same/,
    );
    await expect(drill([], 0)).rejects.toThrow(BadBacktestError);
  });

  it("runs where no bar needs detail", async () => {
    expect((await drill([], 0, { bracket: {} })).detail).toEqual({ decided: 0, missing: 0 });
  });
});

it("says nothing of detail under another rule", async () => {
  expect((await runOf({ bars, bracket })).detail).toBeNull();
});
