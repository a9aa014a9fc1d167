// @ts-nocheck: indexed reads are plain numbers here, as one writes them by hand
// What somebody would write for one array without a framework: no state to resume, no NaN handling, fresh output arrays.

/** @typedef {Float64Array} F */

/** @param {F} x @param {number} period */
export function sma(x, period) {
  const out = new Float64Array(x.length).fill(Number.NaN, 0, period - 1);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    sum += x[i];
    if (i >= period) sum -= x[i - period];
    if (i >= period - 1) out[i] = sum / period;
  }
  return out;
}

/** @param {F} x @param {number} period */
export function ema(x, period) {
  const out = new Float64Array(x.length).fill(Number.NaN, 0, period - 1);
  const weight = 2 / (period + 1);
  let value = 0;
  for (let i = 0; i < period; i++) value += x[i] / period;
  out[period - 1] = value;
  for (let i = period; i < x.length; i++) {
    value += weight * (x[i] - value);
    out[i] = value;
  }
  return out;
}

/** @param {F} x @param {number} period */
export function rsi(x, period) {
  const out = new Float64Array(x.length).fill(Number.NaN, 0, period);
  let up = 0;
  let down = 0;
  for (let i = 1; i < x.length; i++) {
    const change = x[i] - x[i - 1];
    const gain = change > 0 ? change : 0;
    const loss = change < 0 ? -change : 0;
    if (i <= period) {
      up += gain / period;
      down += loss / period;
    } else {
      up = (up * (period - 1) + gain) / period;
      down = (down * (period - 1) + loss) / period;
    }
    if (i >= period) out[i] = up + down === 0 ? 0 : (100 * up) / (up + down);
  }
  return out;
}

/** @param {F} x @param {number} fast @param {number} slow @param {number} signal */
export function macd(x, fast, slow, signal) {
  const line = new Float64Array(x.length).fill(Number.NaN);
  const smooth = new Float64Array(x.length).fill(Number.NaN);
  const histogram = new Float64Array(x.length).fill(Number.NaN);
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
  return [line, smooth, histogram];
}

/** @param {F} x @param {number} period @param {number} deviations */
export function bollinger(x, period, deviations) {
  const outs = [0, 1, 2, 3, 4].map(() => new Float64Array(x.length).fill(Number.NaN, 0, period - 1));
  const [upper, middle, lower, percentB, bandwidth] = outs;
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
  return outs;
}

/** @param {F} high @param {F} low @param {F} close @param {number} i */
function trueRange(high, low, close, i) {
  const previous = close[i - 1];
  return Math.max(high[i], previous) - Math.min(low[i], previous);
}

/** @param {F} high @param {F} low @param {F} close @param {number} period */
export function atr(high, low, close, period) {
  const out = new Float64Array(close.length).fill(Number.NaN, 0, period);
  let value = 0;
  for (let i = 1; i < close.length; i++) {
    const range = trueRange(high, low, close, i);
    value = i <= period ? value + range / period : (value * (period - 1) + range) / period;
    if (i >= period) out[i] = value;
  }
  return out;
}

/** @param {F} high @param {F} low @param {F} close @param {number} period */
export function adx(high, low, close, period) {
  const out = new Float64Array(close.length).fill(Number.NaN, 0, 2 * period - 1);
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
  return out;
}

/** Windows are scanned again at each bar, as most do by hand. @param {F} high @param {F} low @param {F} close @param {number} period @param {number} slow @param {number} signal */
export function stochastic(high, low, close, period, slow, signal) {
  const fastK = new Float64Array(close.length).fill(Number.NaN);
  for (let i = period - 1; i < close.length; i++) {
    let top = high[i];
    let bottom = low[i];
    for (let k = i - period + 1; k < i; k++) {
      if (high[k] > top) top = high[k];
      if (low[k] < bottom) bottom = low[k];
    }
    fastK[i] = top === bottom ? 0 : (100 * (close[i] - bottom)) / (top - bottom);
  }
  const slowK = mean(fastK, slow, period - 1);
  return [slowK, mean(slowK, signal, period + slow - 2)];
}

/** @param {F} x @param {number} period @param {number} first */
function mean(x, period, first) {
  const out = new Float64Array(x.length).fill(Number.NaN);
  let sum = 0;
  for (let i = first; i < x.length; i++) {
    sum += x[i];
    if (i >= first + period) sum -= x[i - period];
    if (i >= first + period - 1) out[i] = sum / period;
  }
  return out;
}
