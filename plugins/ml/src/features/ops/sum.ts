import { definePairMap } from "./elementwise.js";

/** `x + y`. */
export const sum = definePairMap("sum", (x, y, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = x[i]! + y[i]!;
});
/** `(x + y) / 2`. */
export const middle = definePairMap("middle", (x, y, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = (x[i]! + y[i]!) / 2;
});
