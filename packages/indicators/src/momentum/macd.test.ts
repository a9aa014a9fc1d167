import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { macd } from "./macd.js";

describeIndicator({ indicator: macd, params: [[], [5, 35, 5], [1, 1, 1], [3, 3, 4]] });

itMatchesOracle(TALIB, "MACD(FastPeriod=12,SlowPeriod=26,SignalPeriod=9)", (df) => named(macd(df.close)));
itMatchesOracle(TALIB, "MACD(FastPeriod=5,SlowPeriod=35,SignalPeriod=5)", (df) => named(macd(df.close, 5, 35, 5)));

function named({ macd: line, signal, histogram }: ReturnType<typeof macd>) {
  return { MACD: line, MACDSignal: signal, MACDHist: histogram };
}

it("is the difference of the averages' lags on a straight line", () => {
  const { macd: line, signal, histogram } = macd(barsOf({ close: [0, 1, 2, 3, 4, 5, 6] }).close, 2, 4, 2);
  expect([...line.values()]).toEqual(
    [...Array(4).fill(Number.NaN), 1, 1, 1].map((x) => (x === 1 ? expect.closeTo(1, 12) : x)),
  );
  expect(signal.last).toBeCloseTo(1, 12);
  expect(histogram.last).toBeCloseTo(0, 12);
});

it("seeds the fast average by the last of the values that seed the slow one", () => {
  const { macd: line } = macd(barsOf({ close: [9, 1, 3] }).close, 2, 3, 1);
  expect(line.last).toBeCloseTo((1 + 3) / 2 - (9 + 1 + 3) / 3, 12);
});

it("carries on bit for bit where a batch ended, in the middle of its seed too", () => {
  const kernel = () => macd.createKernel(3, 5, 3);
  const x = Float64Array.from({ length: 40 }, (_, row) => Math.sin(row) + (row === 20 ? Number.NaN : 0));
  const outputs = () => [new Float64Array(40), new Float64Array(40), new Float64Array(40)];
  const whole = outputs();
  kernel().extend([x], whole, 0, 40);
  for (let cut = 1; cut < 40; cut++) {
    const parts = outputs();
    const resumed = kernel();
    resumed.extend([x], parts, 0, cut);
    resumed.extend([x], parts, cut, 40);
    expect(parts, `cut at ${cut}`).toEqual(whole);
  }
});

it("refuses a fast period above the slow one", () => {
  expect(() => macd(barsOf({ close: [1] }).close, 26, 12)).toThrow(
    "macd: fast must be at most slow, which is 12, got 26",
  );
});
