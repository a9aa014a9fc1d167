import { defineMap } from "./elementwise.js";

/** `√x`; 0 for what rounding has left below 0. */
export const squareRoot = defineMap("squareRoot", (x) => (x > 0 ? Math.sqrt(x) : 0));
