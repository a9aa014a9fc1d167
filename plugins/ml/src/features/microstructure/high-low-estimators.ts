import { assertPeriod, defineIndicator, type FrameIndicator } from "@bellwether/core";
import { createWindowSum } from "../ops/window-sum.js";

/** 3 − 2√2, the constant that ranges of one and of two bars are told apart by. */
const K = 3 - 2 * Math.SQRT2;
/** √(8 / π), the expected log range over its standard deviation. */
const K2 = Math.sqrt(8 / Math.PI);

/**
 * Spread as a fraction of the price, from highs and lows alone: the range of two bars holds the variance of two and the
 * spread of one, the ranges of single bars hold both twice. `period` bars are averaged; an estimate below 0 counts as 0.
 * Rows before `period` are NaN, and so are prices that are not positive.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see Corwin & Schultz, A Simple Way to Estimate Bid-Ask Spreads from Daily High and Low Prices (2012)
 */
export const corwinSchultz = define("corwinSchultz", (beta, gamma) => {
  const alpha = Math.max(0, ((Math.SQRT2 - 1) * Math.sqrt(beta)) / K - Math.sqrt(gamma / K));
  return (2 * (Math.exp(alpha) - 1)) / (1 + Math.exp(alpha));
});

/**
 * Volatility per bar, as a fraction, that the same ranges leave once the spread is taken out of them; below 0 counts as 0.
 * Rows before `period` are NaN, and so are prices that are not positive.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see López de Prado, Advances in Financial Machine Learning (2018), snippet 19.2, after Becker and Parkinson
 */
export const bekkerParkinson = define("bekkerParkinson", (beta, gamma) =>
  Math.max(0, ((Math.SQRT1_2 - 1) * Math.sqrt(beta)) / (K2 * K) + Math.sqrt(gamma / (K2 * K2 * K))),
);

/** @param of - of the mean squared log ranges of two neighbours, added, and the squared log range of the last two bars as one. */
function define(name: string, of: (beta: number, gamma: number) => number): FrameIndicator<[period?: number]> {
  return defineIndicator({ name, inputs: ["high", "low"] }, (period: number = 20) => {
    assertPeriod(name, period);
    const sum = createWindowSum(period);
    let highBefore = Number.NaN;
    let lowBefore = Number.NaN;
    let squareBefore = Number.NaN;
    return {
      warmup: period,
      extend([high, low], [out], from, to) {
        for (let i = from; i < to; i++) {
          const reach = low[i]! > 0 ? Math.log(high[i]! / low[i]!) : Number.NaN;
          const square = reach * reach;
          const wide = Math.log(Math.max(high[i]!, highBefore) / Math.min(low[i]!, lowBefore));
          const beta = sum.push(square + squareBefore) / period;
          highBefore = high[i]!;
          lowBefore = low[i]!;
          squareBefore = square;
          out[i] = Number.isNaN(beta) ? Number.NaN : of(beta, wide * wide);
        }
      },
    };
  });
}
