import { defineIndicator, type FrameIndicator } from "@bellwether/core";

/** An indicator of one bar's prices at a time; a NaN among them gives NaN out. Must not be called for NaN. */
export function defineBarMap(
  name: string,
  of: (open: number, high: number, low: number, close: number) => number,
): FrameIndicator<[]> {
  return defineIndicator({ name, inputs: ["open", "high", "low", "close"] }, () => ({
    warmup: 0,
    extend([open, high, low, close], [out], from, to) {
      for (let i = from; i < to; i++) {
        const o = open[i]!;
        const h = high[i]!;
        const l = low[i]!;
        const c = close[i]!;
        out[i] = Number.isNaN(o + h + l + c) ? Number.NaN : of(o, h, l, c);
      }
    },
  }));
}
