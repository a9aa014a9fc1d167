import { describe, expect, it } from "vitest";
import { BarStore } from "../frame/bar-store.js";
import { frameOf } from "../frame/frame-of.js";
import { derivedSeries } from "./derived-series.js";
import { BadIndicatorCallError } from "./errors.js";
import type { Kernel } from "./kernel.js";

const column = (...values: number[]) => Float64Array.from(values);
const bars = (close: Float64Array) => ({
  openTime: close.map((_, i) => i * 3_600_000),
  open: close,
  high: close,
  low: close,
  close,
  volume: close.map((x) => 10 * x),
});

/** Sum and difference of its first two inputs. */
const sums = (): Kernel<readonly Float64Array[], readonly Float64Array[]> => ({
  warmup: 0,
  extend([x, y], [sum, difference], from, to) {
    for (let i = from; i < to; i++) {
      sum![i] = x![i]! + y![i]!;
      difference![i] = x![i]! - y![i]!;
    }
  },
});

describe("derivedSeries", () => {
  it("runs a kernel over several series of one frame, and streams what it batches", () => {
    const close = column(1, 2, 3, 4);
    const df = frameOf(bars(close));
    const [sum, difference] = derivedSeries("sums", [df.close, df.volume], 2, sums());
    expect([...sum!.values()]).toEqual([11, 22, 33, 44]);
    expect([...difference!.values()]).toEqual([-9, -18, -27, -36]);

    const store = new BarStore({ symbol: "A/B", timeframe: "1h" });
    const [live] = derivedSeries("sums", [store.frame.close, store.frame.volume], 2, sums());
    const seen = [...close].map((price, i) => {
      store.append({ openTime: i * 3_600_000, open: price, high: price, low: price, close: price, volume: 10 * price });
      store.reveal();
      return live!.last;
    });
    expect(seen).toEqual([11, 22, 33, 44]);
  });

  it("refuses no series, and series of two frames", () => {
    const df = frameOf(bars(column(1, 2)));
    const other = frameOf(bars(column(1, 2)));
    expect(() => derivedSeries("sums", [], 2, sums())).toThrow(BadIndicatorCallError);
    expect(() => derivedSeries("sums", [df.close, other.close], 2, sums())).toThrow(/one frame/);
  });
});
