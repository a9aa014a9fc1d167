import { definePairMap } from "./elementwise.js";

/** `x / y − 1`: how far x stands above y; 0 where y is 0. */
export const distance = definePairMap("distance", (x, y, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = y[i] === 0 ? unless(x[i]!, 0) : x[i]! / y[i]! - 1;
});
/** `x / y`; 0 where y is 0. For what has no size where nothing moved: a body in a bar without range, a z-score of a flat window. */
export const ratioOrZero = definePairMap("ratioOrZero", (x, y, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = y[i] === 0 ? unless(x[i]!, 0) : x[i]! / y[i]!;
});
/** `x / y`; 1 where y is 0. For a share of an average: no volume is as usual where there never is any. */
export const ratioOrOne = definePairMap("ratioOrOne", (x, y, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = y[i] === 0 ? unless(x[i]!, 1) : x[i]! / y[i]!;
});
/** `x / y`; a half where y is 0. For a place within a range that has no width. */
export const ratioOrHalf = definePairMap("ratioOrHalf", (x, y, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = y[i] === 0 ? unless(x[i]!, 0.5) : x[i]! / y[i]!;
});
/** `(x − y) / (x + y)`, between −1 and 1 for sizes; 0 where both are 0. */
export const normalisedGap = definePairMap("normalisedGap", (x, y, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = x[i]! + y[i]! === 0 ? 0 : (x[i]! - y[i]!) / (x[i]! + y[i]!);
});

const unless = (x: number, fallback: number): number => (Number.isNaN(x) ? Number.NaN : fallback);
