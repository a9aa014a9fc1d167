import { type BarColumns, frameOf } from "@bellwether/core";
import type { Feature } from "../src/features/feature.js";

/** Hourly bars as one writes them down: open, high, low, close, volume. The first opens on Monday 2024-01-01, 00:00 UTC. */
export function handBars(...rows: readonly (readonly [number, number, number, number, number])[]): BarColumns {
  const column = (j: 0 | 1 | 2 | 3 | 4) => Float64Array.from(rows, (row) => row[j]);
  return {
    openTime: Float64Array.from(rows, (_, i) => Date.UTC(2024, 0, 1) + i * 3_600_000),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  };
}

/** Bars of a single price each. @param volumes - 1 unless given. */
export function handCloses(closes: readonly number[], volumes?: readonly number[]): BarColumns {
  return handBars(...closes.map((c, i) => [c, c, c, c, volumes?.[i] ?? 1] as const));
}

/** All values of a feature over some bars. */
export function featureValues(feature: Feature, bars: BarColumns, ...params: number[]): number[] {
  return [...feature.series(frameOf(bars), ...params).values()];
}

/** Its newest value. */
export function newestValue(feature: Feature, bars: BarColumns, ...params: number[]): number {
  return feature.series(frameOf(bars), ...params).last;
}
