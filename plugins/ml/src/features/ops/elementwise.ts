import { defineIndicator, type PairIndicator, type SeriesIndicator } from "@bellwether/core";

/** An indicator of one row of one series at a time; NaN in gives NaN out. Must not be called for NaN. */
export function defineMap(name: string, of: (x: number) => number): SeriesIndicator<[]> {
  return defineIndicator(name, () => ({
    warmup: 0,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        out[i] = Number.isNaN(value) ? Number.NaN : of(value);
      }
    },
  }));
}

/** An indicator of one row of two series at a time; NaN in either gives NaN out. */
export function definePairMap(name: string, of: (x: number, y: number) => number): PairIndicator<[]> {
  return defineIndicator({ name, inputs: "pair" }, () => ({
    warmup: 0,
    extend([x, y], [out], from, to) {
      for (let i = from; i < to; i++) {
        const a = x[i]!;
        const b = y[i]!;
        out[i] = Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : of(a, b);
      }
    },
  }));
}
