import { defineIndicator, type PairIndicator, type SeriesIndicator } from "@bellwether/core";

/** Writes rows `from` to `to` (exclusive) of `out`, each from the same row of `x`. */
export type Map = (x: Float64Array, out: Float64Array, from: number, to: number) => void;
/** Writes rows `from` to `to` (exclusive) of `out`, each from the same row of `x` and `y`. */
export type PairMap = (x: Float64Array, y: Float64Array, out: Float64Array, from: number, to: number) => void;

/**
 * An indicator of one row of one series at a time. Each brings its own loop: one loop that called functions of numbers
 * would put every number that it hands over on the heap.
 * @param map - gives NaN for NaN.
 */
export function defineMap(name: string, map: Map): SeriesIndicator<[]> {
  return defineIndicator(name, () => ({
    warmup: 0,
    extend: ([x], [out], from, to) => map(x, out, from, to),
  }));
}

/**
 * An indicator of one row of two series at a time, with its own loop as {@link defineMap}.
 * @param map - gives NaN where either is NaN.
 */
export function definePairMap(name: string, map: PairMap): PairIndicator<[]> {
  return defineIndicator({ name, inputs: "pair" }, () => ({
    warmup: 0,
    extend: ([x, y], [out], from, to) => map(x, y, out, from, to),
  }));
}
