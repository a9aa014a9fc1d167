import { expect } from "vitest";

/** `f` of every full window of `period` values, NaN before: what a rolling indicator is, the slow way. */
export function overWindows(x: ArrayLike<number>, period: number, f: (window: readonly number[]) => number): number[] {
  const all = Array.from(x);
  return all.map((_, i) => (i < period - 1 ? Number.NaN : f(all.slice(i - period + 1, i + 1))));
}

export function mean(x: readonly number[]): number {
  return x.reduce((sum, value) => sum + (value - x[0]!), 0) / x.length + x[0]!;
}

/** Sum of the deviations from the mean, each to the given power: two passes, no running sum. */
export function powerSum(x: readonly number[], power: number): number {
  const near = x.map((value) => value - x[0]!); // a mean of 1e9 would be rounded in its seventh decimal
  const centre = mean(near);
  return near.reduce((sum, value) => sum + (value - centre) ** power, 0);
}

/** Row by row, NaN included; `relative` to the larger of `scale` and the wanted value. */
export function expectClose(
  actual: ArrayLike<number>,
  wanted: ArrayLike<number>,
  { relative = 1e-9, scale = 0 } = {},
): void {
  expect(actual.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const a = actual[i]!;
    const w = wanted[i]!;
    if (Number.isNaN(w) ? Number.isNaN(a) : Math.abs(a - w) <= relative * Math.max(scale, Math.abs(w))) continue;
    expect(a, `row ${i}`).toBe(w);
  }
}

/** Prices around 1e9 that move by single units, with a spike of `spike` and a flat stretch: hard on running sums. */
export function hardPrices(rows: number, spike = 1e12): Float64Array {
  let seed = 42;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  let price = 1e9;
  return Float64Array.from({ length: rows }, (_, i) => {
    if (i < 200 || i > 260) price += Math.round(8 * (random() - 0.5));
    return i === 100 || i === 400 ? spike : price;
  });
}
