import { type BarColumns, createRng } from "@bellwether/core";
import * as fc from "fast-check";

const HOUR_MS = 3_600_000;
/** A Monday, 00:00 UTC. */
export const MONDAY = Date.UTC(2024, 0, 1);

export type Prices = readonly [open: number, high: number, low: number, close: number];

/** Hourly bars of volume 1 from Monday 2024-01-01 on. */
export function madeBars(rows: readonly Prices[], { from = MONDAY, stepMs = HOUR_MS } = {}): BarColumns {
  const column = (j: number) => Float64Array.from(rows, (prices) => prices[j]!);
  return {
    openTime: Float64Array.from(rows, (_, i) => from + i * stepMs),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(rows.length).fill(1),
  };
}

/** Bars that open at the close before and go straight to their own. */
export function barsOfCloses(closes: readonly number[]): BarColumns {
  return madeBars(
    closes.map((close, i) => {
      const open = closes[i - 1] ?? close;
      return [open, Math.max(open, close), Math.min(open, close), close];
    }),
  );
}

export function firstBars(bars: BarColumns, rows: number): BarColumns {
  const { openTime, open, high, low, close, volume } = bars;
  return {
    openTime: openTime.slice(0, rows),
    open: open.slice(0, rows),
    high: high.slice(0, rows),
    low: low.slice(0, rows),
    close: close.slice(0, rows),
    volume: volume.slice(0, rows),
  };
}

/** Every price through a function; high and low change places where it falls. */
export function mapPrices(bars: BarColumns, change: (price: number) => number): BarColumns {
  const [high, low] = [bars.high.map(change), bars.low.map(change)];
  return {
    ...bars,
    open: bars.open.map(change),
    high: high.map((value, i) => Math.max(value, low[i]!)),
    low: low.map((value, i) => Math.min(value, high[i]!)),
    close: bars.close.map(change),
  };
}

/** Random bars with gaps and wicks around 100; with `holes`, some have no prices. */
export function anyBars({ min = 5, max = 60, holes = false } = {}): fc.Arbitrary<BarColumns> {
  const step = fc.integer({ min: -40, max: 40 });
  const wick = fc.integer({ min: 0, max: 30 });
  const bar = fc.tuple(step, step, wick, wick, fc.integer({ min: 0, max: 19 }));
  return fc.array(bar, { minLength: min, maxLength: max }).map((steps) => {
    let price = 100;
    return madeBars(
      steps.map(([gap, move, up, down, hole]): Prices => {
        const open = price * (1 + gap / 2_000);
        const close = open * (1 + move / 1_000);
        price = close;
        if (holes && hole === 0) return [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
        const high = Math.max(open, close) * (1 + up / 2_000);
        return [open, high, Math.min(open, close) * (1 - down / 2_000), close];
      }),
    );
  });
}

/** Two hundred quiet hours that never stand still. */
export function quietBars(rows = 200): BarColumns {
  const rng = createRng(5);
  let price = 100;
  return madeBars(
    Array.from({ length: rows }, (): Prices => {
      const open = price;
      price *= 1 + (rng.next() - 0.5) / 100;
      return [open, Math.max(open, price) + 0.1, Math.min(open, price) - 0.1, price];
    }),
  );
}
