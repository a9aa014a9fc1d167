import { assertPeriod, defineIndicator } from "@bellwether/core";
import { candlesticks } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { createWindowSum } from "../ops/window-sum.js";

const patterns = Object.values(candlesticks);
const WARMUP = Math.max(...patterns.map((pattern) => pattern.warmup()));

/** Bullish less bearish firings of all 61 patterns over the last `period` bars; whole numbers, `signs` is scratch. */
const firings = defineIndicator(
  { name: "candlestickFirings", inputs: ["open", "high", "low", "close"], outputs: ["balance", "signs"] },
  (period: number = 20) => {
    assertPeriod("candlestickFirings", period);
    const kernels = patterns.map((pattern) => pattern.createKernel());
    const sum = createWindowSum(period);
    return {
      warmup: WARMUP + period - 1,
      extend(bars, [balance, signs], from, to) {
        const fired = [signs];
        balance.fill(0, from, to);
        for (const kernel of kernels) {
          kernel.extend(bars, fired, from, to);
          for (let i = from; i < to; i++) balance[i]! += Math.sign(signs[i]!);
        }
        for (let i = from; i < to; i++) balance[i] = sum.push(balance[i]!);
      },
    };
  },
);

export const candlestickBalance = defineFeature({
  name: "candlestick-balance",
  group: "candlestick",
  about: "bullish less bearish candlestick patterns, all 61, per bar over the period",
  params: [param("period", "bars", 20)],
  warmup: (period = 20) => WARMUP + period - 1,
  series: (df, period = 20) => scaledByBars(firings(df, period).balance, period),
});

const scaledByBars = defineIndicator("scaledByBars", (bars: number) => ({
  warmup: 0,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = x[i]! / bars;
  },
}));
