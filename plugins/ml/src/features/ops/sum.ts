import { definePairMap } from "./elementwise.js";

/** `x + y`. */
export const sum = definePairMap("sum", (x, y) => x + y);
/** `(x + y) / 2`. */
export const middle = definePairMap("middle", (x, y) => (x + y) / 2);
