import { defineMap } from "./elementwise.js";

/** `√x`; 0 for what rounding has left below 0. */
export const squareRoot = defineMap("squareRoot", (x, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = x[i]! <= 0 ? 0 : Math.sqrt(x[i]!);
});
