// @ts-check

/** Bars that a live-like frame keeps. */
export const HISTORY = 1_000;

/** @param {import("@bellwether/core").BarColumns} bars @param {number} i */
export function barAt({ openTime, open, high, low, close, volume }, i) {
  const at = (/** @type {Float64Array} */ column) => column[i] ?? Number.NaN;
  return {
    openTime: at(openTime),
    open: at(open),
    high: at(high),
    low: at(low),
    close: at(close),
    volume: at(volume),
  };
}
