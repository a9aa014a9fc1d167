import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineIndicator } from "../indicator/define-indicator.js";
import { alignedTo } from "./aligned.js";
import type { BarColumns } from "./bar.js";
import { BarStore } from "./bar-store.js";
import { frameOf } from "./frame-of.js";

const HOUR = 3_600_000;

/** Hourly bars from midnight on, some of them missing; close = hour number. */
function hours(kept: readonly number[]): BarColumns {
  const column = (f: (hour: number) => number) => Float64Array.from(kept, f);
  const price = () => column((hour) => hour);
  return {
    openTime: column((h) => h * HOUR),
    open: price(),
    high: price(),
    low: price(),
    close: price(),
    volume: price(),
  };
}

const twice = defineIndicator("twice", () => ({
  warmup: 0,
  extend([x]: readonly [Float64Array], [out]: readonly [Float64Array], from: number, to: number) {
    for (let i = from; i < to; i++) out[i] = 2 * x[i]!;
  },
}));

describe("alignedTo", () => {
  it("shows at each bar the newest higher bar that had closed by its close", () => {
    const df = frameOf(hours([0, 1, 2, 3, 4, 5, 6, 7, 8]));
    const closes = alignedTo(df, df.resample("4h").close);
    expect([...closes.values()]).toEqual([NaN, NaN, NaN, 3, 3, 3, 3, 7, 7]);
  });

  it("closes a higher bar whose last hour is missing with the first bar after it", () => {
    const df = frameOf(hours([0, 1, 2, 4, 5, 6, 7]));
    expect([...alignedTo(df, df.resample("4h").close).values()]).toEqual([NaN, NaN, NaN, 2, 2, 2, 7]);
  });

  it("aligns what indicators make of a higher timeframe, once", () => {
    const df = frameOf(hours([0, 1, 2, 3, 4, 5, 6, 7]));
    const series = twice(df.resample("4h").close);
    expect([...alignedTo(df, series).values()]).toEqual([NaN, NaN, NaN, 6, 6, 6, 6, 14]);
    expect(alignedTo(df, series)).toBe(alignedTo(df, series));
  });

  it("leaves a series of the frame itself as it is", () => {
    const df = frameOf(hours([0, 1, 2]));
    expect(alignedTo(df, df.close)).toBe(df.close);
  });

  it("refuses a series of another run", () => {
    const df = frameOf(hours([0, 1, 2]));
    expect(() => alignedTo(df, frameOf(hours([0, 1, 2])).close)).toThrow(/not a series of this frame/);
  });

  it("is the same in a bounded live frame as in a history, whatever is missing", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 1_200 }), (missing) => {
        const kept = missing.flatMap((gone, hour) => (gone && hour % 3 !== 0 ? [] : [hour]));
        if (kept.length === 0) return;
        const bars = hours(kept);
        const whole = frameOf(bars);
        const expected = alignedTo(whole, twice(whole.resample("4h").close)).values();
        const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1h", history: 16 });
        for (let i = 0; i < kept.length; i++) {
          store.append({ openTime: bars.openTime[i]!, open: 0, high: 0, low: 0, close: bars.close[i]!, volume: 0 });
          store.reveal();
          expect(alignedTo(store.frame, twice(store.frame.resample("4h").close)).last).toBe(expected[i]);
        }
      }),
      { numRuns: 25 },
    );
  });
});
