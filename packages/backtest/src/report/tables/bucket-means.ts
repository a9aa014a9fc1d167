import type { Figure } from "../../metrics/metrics.js";

/** A long curve as means of neighbours. Arrays of equal length. */
export interface BucketMeans {
  /** Values that each point is the mean of; the last may stand for fewer. */
  readonly perPoint: number;
  /** Of the last value in each, epoch ms UTC. */
  readonly time: readonly number[];
  /** Null where no value was defined. */
  readonly means: readonly Figure[];
}

/** Means of equally many neighbours, as few as `max` points allow; NaN is left out. The values themselves where they fit. */
export function bucketMeans(time: Float64Array, values: Float64Array, max: number): BucketMeans {
  const n = values.length;
  const perPoint = Math.max(1, Math.ceil(n / max));
  const ends: number[] = [];
  const means: Figure[] = [];
  for (let from = 0; from < n; from += perPoint) {
    const to = Math.min(n, from + perPoint);
    let sum = 0;
    let defined = 0;
    for (let i = from; i < to; i++) {
      if (Number.isNaN(values[i]!)) continue;
      sum += values[i]!;
      defined++;
    }
    ends.push(time[to - 1]!);
    means.push(defined === 0 ? null : sum / defined);
  }
  return { perPoint, time: ends, means };
}
