import { defineIndicator } from "@bellwether/core";

export { normalisedGap } from "./quotients.js";

/** x, or `fallback` where `size` is 0: for what is undefined in a window in which nothing moved. NaN in `size` gives NaN out. */
export const unlessFlat = defineIndicator({ name: "unlessFlat", inputs: "pair" }, (fallback: number = 0) => ({
  warmup: 0,
  extend([x, size], [out], from, to) {
    for (let i = from; i < to; i++) {
      const width = size[i]!;
      out[i] = width === 0 ? fallback : Number.isNaN(width) ? Number.NaN : x[i]!;
    }
  },
}));
