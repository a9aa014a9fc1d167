import { defineIndicator } from "@bellwether/core";

/** 1 where x is above `level`, else 0; NaN stays NaN. */
export const aboveLevel = defineIndicator("aboveLevel", (level: number) => ({
  warmup: 0,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = Number.isNaN(x[i]!) ? Number.NaN : x[i]! > level ? 1 : 0;
  },
}));

/** 1 where x is below `level`, else 0; NaN stays NaN. */
export const belowLevel = defineIndicator("belowLevel", (level: number) => ({
  warmup: 0,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = Number.isNaN(x[i]!) ? Number.NaN : x[i]! < level ? 1 : 0;
  },
}));
