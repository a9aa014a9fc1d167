/** How long things took, in a bounded space, however many there were. Values in ms. */
export interface LagHistogram {
  /** Values that are negative or no numbers count as 0 and as Infinity in turn, so that a bug shows. */
  record(ms: number): void;
  readonly count: number;
  /** Largest value, exact; null before the first. */
  readonly max: number | null;
  /** The value that a share of all values does not exceed, at most 5 % too high; null before the first. @param share - in [0, 1]. */
  quantile(share: number): number | null;
  clear(): void;
}

/** Finer than this is measured as this, ms. */
const LEAST = 0.01;
const GROWTH = 1.05;
/** Up to a day; what is longer falls into the last bucket, and {@link LagHistogram.max} knows it. */
const BUCKETS = 2 + Math.ceil(Math.log(86_400_000 / LEAST) / Math.log(GROWTH));

/** Buckets that grow by 5 %: 470 numbers for a hundredth of a millisecond to a day. */
export function createLagHistogram(): LagHistogram {
  const buckets = new Float64Array(BUCKETS);
  let count = 0;
  let max = 0;
  return {
    record(ms) {
      const value = ms >= 0 ? ms : ms < 0 ? 0 : Infinity;
      const at = value <= LEAST ? 0 : Math.ceil(Math.log(value / LEAST) / Math.log(GROWTH));
      buckets[Math.min(at, BUCKETS - 1)]! += 1;
      count += 1;
      if (value > max) max = value;
    },
    get count() {
      return count;
    },
    get max() {
      return count === 0 ? null : max;
    },
    quantile(share) {
      if (count === 0 || !(share >= 0 && share <= 1)) return null;
      const rank = Math.max(1, Math.ceil(share * count));
      let seen = 0;
      for (let i = 0; i < BUCKETS - 1; i++) {
        seen += buckets[i]!;
        if (seen >= rank) return Math.min(max, LEAST * GROWTH ** i);
      }
      return max;
    },
    clear() {
      buckets.fill(0);
      count = 0;
      max = 0;
    },
  };
}
