import { assertPeriod, defineIndicator } from "@bellwether/core";
import { defineMap, definePairMap } from "./elementwise.js";

export { distance, ratioOrHalf, ratioOrOne, ratioOrZero } from "./quotients.js";

/** `x − y`. */
export const difference = definePairMap("difference", (x, y, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = x[i]! - y[i]!;
});
/** `x · y`. */
export const product = definePairMap("product", (x, y, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = x[i]! * y[i]!;
});
/** 1 where x is above y, else 0. */
export const above = definePairMap("above", (x, y, out, from, to) => {
  for (let i = from; i < to; i++)
    out[i] = Number.isNaN(x[i]!) || Number.isNaN(y[i]!) ? Number.NaN : x[i]! > y[i]! ? 1 : 0;
});
export const absolute = defineMap("absolute", (x, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = Math.abs(x[i]!);
});
export const sign = defineMap("sign", (x, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = Math.sign(x[i]!);
});
/** `ln x`. */
export const naturalLog = defineMap("naturalLog", (x, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = Math.log(x[i]!);
});

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
