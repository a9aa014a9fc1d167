import { assertPeriod, defineIndicator } from "@bellwether/core";
import { defineMap, definePairMap } from "./elementwise.js";

/** `x − y`. */
export const difference = definePairMap("difference", (x, y) => x - y);
/** `x · y`. */
export const product = definePairMap("product", (x, y) => x * y);
/** `x / y − 1`: how far x stands above y; 0 where y is 0. */
export const distance = definePairMap("distance", (x, y) => (y === 0 ? 0 : x / y - 1));
/** `x / y`; 0 where y is 0. For what has no size where nothing moved: a body in a bar without range, a z-score of a flat window. */
export const ratioOrZero = definePairMap("ratioOrZero", (x, y) => (y === 0 ? 0 : x / y));
/** `x / y`; 1 where y is 0. For a share of an average: no volume is as usual where there never is any. */
export const ratioOrOne = definePairMap("ratioOrOne", (x, y) => (y === 0 ? 1 : x / y));
/** `x / y`; a half where y is 0. For a place within a range that has no width. */
export const ratioOrHalf = definePairMap("ratioOrHalf", (x, y) => (y === 0 ? 0.5 : x / y));
/** 1 where x is above y, else 0. */
export const above = definePairMap("above", (x, y) => (x > y ? 1 : 0));
export const absolute = defineMap("absolute", Math.abs);
export const sign = defineMap("sign", Math.sign);
/** `ln x`. */
export const naturalLog = defineMap("naturalLog", Math.log);

/** The value `rows` bars ago; the first rows are NaN. */
export const shift = defineIndicator("shift", (rows: number) => {
  assertPeriod("shift", rows, 1, "rows");
  // a ring of its own: a live frame lets old rows go
  const ring = new Float64Array(rows).fill(Number.NaN);
  let at = 0;
  return {
    warmup: rows,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        out[i] = ring[at]!;
        ring[at] = x[i]!;
        at = at + 1 === rows ? 0 : at + 1;
      }
    },
  };
});

/** `(x − at) · by`, for values of a fixed range: `scaled(rsi, 50, 0.02)` lies within −1 and 1. */
export const scaled = defineIndicator("scaled", (at: number, by: number) => ({
  warmup: 0,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = (x[i]! - at) * by;
  },
}));

/** x no lower than `low` and no higher than `high`. */
export const clamp = defineIndicator("clamp", (low: number, high: number) => ({
  warmup: 0,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = Math.min(high, Math.max(low, x[i]!));
  },
}));
