import { frameOf } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { BACKTRADER, firstDifference, itMatchesOracle, loadOracle } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { ichimoku } from "./ichimoku.js";

describeIndicator({ indicator: ichimoku, params: [[], [1, 1, 1], [20, 5, 7]] });
itStartsAfresh(ichimoku, [9, 26, 52], { together: true });
itMatchesOracle(BACKTRADER, "Ichimoku(9,26,52)", (df) => {
  const { conversion, base, spanA, spanB } = ichimoku(df);
  return { tenkan_sen: conversion, kijun_sen: base, senkou_span_a: spanA, senkou_span_b: spanB };
});

it.skipIf(process.env.BELLWETHER_ORACLES === undefined)(
  "lags by as much as backtrader draws its chikou span back (set BELLWETHER_ORACLES to compare)",
  () => {
    const { bars, expected } = loadOracle(BACKTRADER[0]);
    const chikou = expected["Ichimoku(9,26,52)"]!.outputs.chikou_span!; // row i holds the close of row i + 26
    const wanted = chikou.map((_, i) => (i < 52 ? null : chikou[i - 52]!));
    expect(firstDifference(ichimoku(frameOf(bars)).lagging.values(), wanted, 0, 0, 52)).toBeNull();
  },
);

it("shows each line where a chart shows it", () => {
  const df = barsOf({ high: [2, 4, 6, 8, 10], low: [0, 2, 4, 6, 8], close: [1, 3, 5, 7, 9] });
  const { conversion, base, spanA, spanB, lagging } = ichimoku(df, 1, 2, 3);
  const no = Number.NaN;
  expect([...conversion.values()], "middle of one bar").toEqual([1, 3, 5, 7, 9]);
  expect([...base.values()], "middle of two bars").toEqual([no, 2, 4, 6, 8]);
  expect([...spanA.values()], "mean of both, two bars ago").toEqual([no, no, no, 2.5, 4.5]);
  expect([...spanB.values()], "middle of three bars, two bars ago").toEqual([no, no, no, no, 3]);
  expect([...lagging.values()], "the close of two bars ago").toEqual([no, no, 1, 3, 5]);
});
