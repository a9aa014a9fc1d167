import { BadLabelError } from "./labels.js";

/**
 * Standard deviation of a column so far, exponentially weighted with weight `2 / (span + 1)` and corrected for bias: row `i`
 * uses rows up to `i` only. Values that are not finite are left out and leave a NaN of their own.
 * @param minimum - values seen before the first result, at least 2; rows before are NaN.
 * @see pandas `ewm(span).std()`, which it equals on a column without gaps
 * @throws {BadLabelError} unless span is above 1 and minimum a whole number of at least 2.
 */
export function ewmaDeviation(x: Float64Array, span: number, minimum = 2): Float64Array {
  if (!(span > 1 && Number.isFinite(span)))
    throw new BadLabelError(`the span of a volatility is a number above 1, such as 100; got ${span}`);
  if (!(Number.isInteger(minimum) && minimum >= 2))
    throw new BadLabelError(`a volatility needs a whole number of at least 2 returns, got ${minimum}`);
  const keep = 1 - 2 / (span + 1);
  const out = new Float64Array(x.length).fill(Number.NaN);
  let weight = 0;
  let squaredWeights = 0;
  let mean = 0;
  let squares = 0;
  let seen = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (!Number.isFinite(value)) continue;
    weight = weight * keep + 1;
    squaredWeights = squaredWeights * keep * keep + 1;
    const off = value - mean;
    mean += off / weight;
    squares = squares * keep + off * (value - mean);
    if (++seen >= minimum) out[i] = Math.sqrt((squares * weight) / (weight * weight - squaredWeights));
  }
  return out;
}

/**
 * Volatility of a bar known at its close: deviation of one-bar returns, `close / close before - 1`, a fraction.
 * @param minimum - returns before the first result, the span unless given.
 * @throws {BadLabelError} as {@link ewmaDeviation}.
 */
export function ewmaVolatility(close: Float64Array, span = 100, minimum = Math.max(2, Math.ceil(span))): Float64Array {
  const returns = new Float64Array(close.length).fill(Number.NaN);
  for (let i = 1; i < close.length; i++) returns[i] = returnOf(close[i]!, close[i - 1]!);
  return ewmaDeviation(returns, span, minimum);
}

const DAY_MS = 86_400_000;

/**
 * Volatility of a day known at each bar: deviation of the returns since the last bar that opened more than a day earlier.
 * @param openTime - epoch ms, rising.
 * @see AFML, snippet 3.1
 * @throws {BadLabelError} as {@link ewmaDeviation}, or for columns of different length.
 */
export function dailyVolatility(openTime: Float64Array, close: Float64Array, span = 100, minimum = 2): Float64Array {
  if (openTime.length !== close.length)
    throw new BadLabelError(`${openTime.length} open times and ${close.length} closes; give one time a close`);
  const returns = new Float64Array(close.length).fill(Number.NaN);
  let before = -1; // last row that opened more than a day before row i
  for (let i = 0; i < close.length; i++) {
    while (before + 1 < i && openTime[before + 1]! < openTime[i]! - DAY_MS) before++;
    if (before >= 0) returns[i] = returnOf(close[i]!, close[before]!);
  }
  return ewmaDeviation(returns, span, minimum);
}

function returnOf(value: number, before: number): number {
  return value > 0 && before > 0 ? value / before - 1 : Number.NaN;
}
