// @ts-nocheck: indexed reads are plain numbers here, as one writes them by hand
// What somebody would write for one array without a framework: no state to resume, no NaN handling, no refresh of running
// sums. Output columns are handed in, as for the kernels: the first touch of fresh memory would hide the arithmetic.

/** @typedef {Float64Array} F */

/** @param {F} x @param {number} period */
export function sma(x, period, [out]) {
  out.fill(Number.NaN, 0, period - 1);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    sum += x[i];
    if (i >= period) sum -= x[i - period];
    if (i >= period - 1) out[i] = sum / period;
  }
}

/** @param {F} x @param {number} period */
export function ema(x, period, [out]) {
  out.fill(Number.NaN, 0, period - 1);
  const weight = 2 / (period + 1);
  let value = 0;
  for (let i = 0; i < period; i++) value += x[i] / period;
  out[period - 1] = value;
  for (let i = period; i < x.length; i++) {
    value += weight * (x[i] - value);
    out[i] = value;
  }
}

/** @param {F} x @param {number} period */
export function rsi(x, period, [out]) {
  out.fill(Number.NaN, 0, period);
  let up = 0;
  let down = 0;
  for (let i = 1; i < x.length; i++) {
    const change = x[i] - x[i - 1];
    const gain = Math.max(change, 0);
    const loss = Math.max(-change, 0);
    if (i <= period) {
      up += gain / period;
      down += loss / period;
    } else {
      up = (up * (period - 1) + gain) / period;
      down = (down * (period - 1) + loss) / period;
    }
    if (i >= period) out[i] = up + down === 0 ? 0 : (100 * up) / (up + down);
  }
}

/** @param {F} x @param {number} fast @param {number} slow @param {number} signal */
export function macd(x, fast, slow, signal, [line, smooth, histogram]) {
  for (const out of [line, smooth, histogram]) out.fill(Number.NaN, 0, slow + signal - 2);
  const [wf, ws, wg] = [2 / (fast + 1), 2 / (slow + 1), 2 / (signal + 1)];
  let f = 0;
  let s = 0;
  let g = 0;
  for (let i = 0; i < x.length; i++) {
    if (i < slow) s += x[i] / slow;
    else s += ws * (x[i] - s);
    if (i >= slow - fast && i < slow) f += x[i] / fast;
    else if (i >= slow) f += wf * (x[i] - f);
    if (i < slow - 1) continue;
    const value = f - s;
    if (i < slow - 1 + signal) g += value / signal;
    else g += wg * (value - g);
    if (i < slow + signal - 2) continue;
    line[i] = value;
    smooth[i] = g;
    histogram[i] = value - g;
  }
}

/** @param {F} x @param {number} period @param {number} deviations */
export function bollinger(x, period, deviations, [upper, middle, lower, percentB, bandwidth]) {
  for (const out of [upper, middle, lower, percentB, bandwidth]) out.fill(Number.NaN, 0, period - 1);
  const shift = x[0];
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i] - shift;
    sum += value;
    squares += value * value;
    if (i >= period) {
      const old = x[i - period] - shift;
      sum -= old;
      squares -= old * old;
    }
    if (i < period - 1) continue;
    const mean = sum / period;
    const reach = deviations * Math.sqrt(Math.max(0, squares / period - mean * mean));
    middle[i] = mean + shift;
    upper[i] = middle[i] + reach;
    lower[i] = middle[i] - reach;
    percentB[i] = (x[i] - lower[i]) / (2 * reach);
    bandwidth[i] = (2 * reach) / middle[i];
  }
}

/** @param {F} high @param {F} low @param {F} close @param {number} i */
function trueRange(high, low, close, i) {
  const previous = close[i - 1];
  return Math.max(high[i], previous) - Math.min(low[i], previous);
}

/** @param {F} high @param {F} low @param {F} close @param {number} period */
export function atr(high, low, close, period, [out]) {
  out.fill(Number.NaN, 0, period);
  let value = 0;
  for (let i = 1; i < close.length; i++) {
    const range = trueRange(high, low, close, i);
    value = i <= period ? value + range / period : (value * (period - 1) + range) / period;
    if (i >= period) out[i] = value;
  }
}

/** @param {F} high @param {F} low @param {F} close @param {number} period */
export function adx(high, low, close, period, [out]) {
  out.fill(Number.NaN, 0, 2 * period - 1);
  let range = 0;
  let plus = 0;
  let minus = 0;
  let value = 0;
  for (let i = 1; i < close.length; i++) {
    const up = high[i] - high[i - 1];
    const down = low[i - 1] - low[i];
    const keep = i < period ? 1 : 1 - 1 / period;
    range = range * keep + trueRange(high, low, close, i);
    plus = plus * keep + (up > down && up > 0 ? up : 0);
    minus = minus * keep + (down > up && down > 0 ? down : 0);
    if (i < period) continue;
    const sum = plus + minus;
    const dx = sum === 0 || range === 0 ? 0 : (100 * Math.abs(plus - minus)) / sum;
    value = i < 2 * period ? value + dx / period : (value * (period - 1) + dx) / period;
    if (i >= 2 * period - 1) out[i] = value;
  }
}

/** @type {F | undefined} */
let scratch;

/** Windows are scanned again at each bar, as most do by hand. @param {F} high @param {F} low @param {F} close @param {number} period @param {number} slow @param {number} signal */
export function stochastic(high, low, close, period, slow, signal, [slowK, slowD]) {
  scratch ??= new Float64Array(close.length);
  const fastK = scratch;
  for (let i = period - 1; i < close.length; i++) {
    let top = high[i];
    let bottom = low[i];
    for (let k = i - period + 1; k < i; k++) {
      if (high[k] > top) top = high[k];
      if (low[k] < bottom) bottom = low[k];
    }
    fastK[i] = top === bottom ? 0 : (100 * (close[i] - bottom)) / (top - bottom);
  }
  mean(fastK, slow, period - 1, slowK);
  mean(slowK, signal, period + slow - 2, slowD);
}

/** @param {F} x @param {number} period @param {number} first */
function mean(x, period, first, out) {
  out.fill(Number.NaN, 0, first + period - 1);
  let sum = 0;
  for (let i = first; i < x.length; i++) {
    sum += x[i];
    if (i >= first + period) sum -= x[i - period];
    if (i >= first + period - 1) out[i] = sum / period;
  }
}

/** The least that could be done: both averages, a position, fees and slippage, an equity curve and a list of trades. */
export function bareLoop({ open, close }) {
  const equity = new Float64Array(close.length);
  const trades = [];
  let fast = 0;
  let slow = 0;
  let cash = 10_000;
  let units = 0;
  let entry = 0;
  let wanted = false;
  for (let i = 0; i < close.length; i++) {
    if (wanted !== units > 0) {
      if (wanted) {
        entry = open[i] * 1.0001;
        units = (0.02 * cash) / entry;
        cash -= units * entry * 1.001;
      } else {
        const exit = open[i] * 0.9999;
        cash += units * exit * 0.999;
        trades.push({ entry, exit, units });
        units = 0;
      }
    }
    fast += close[i];
    slow += close[i];
    if (i >= 10) fast -= close[i - 10];
    if (i >= 30) slow -= close[i - 30];
    equity[i] = cash + units * close[i];
    if (i >= 29) wanted = fast / 10 > slow / 30;
  }
  return trades.length;
}
