import { defineBarMap } from "../ops/bar-map.js";

/** `(high + low + close) / 3`. Unit: price. */
export const typicalPrice = defineBarMap("typicalPrice", (_o, h, l, c) => (h + l + c) / 3);
