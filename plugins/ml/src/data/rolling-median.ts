/** The median, and the median absolute deviation from it, of the last values pushed. */
export interface RollingMedian {
  /** True once it holds as many values as it may. */
  readonly full: boolean;
  push(value: number): void;
  /** NaN of no values. */
  median(): number;
  /** Median of the distances from the median; NaN of no values. */
  deviation(): number;
}

/** Sorted by insertion, O(window) a value. @param window - values that it holds; numbers only. */
export function createRollingMedian(window: number): RollingMedian {
  const ring = new Float64Array(window);
  const sorted = new Float64Array(window);
  let length = 0;
  let next = 0;
  /** First place whose value is not below. */
  const placeOf = (value: number) => {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const median = () => (length === 0 ? Number.NaN : (sorted[(length - 1) >> 1]! + sorted[length >> 1]!) / 2);
  return {
    get full() {
      return length === window;
    },
    push(value) {
      if (length === window) {
        const old = placeOf(ring[next]!);
        sorted.copyWithin(old, old + 1, length);
        length--;
      }
      const place = placeOf(value);
      sorted.copyWithin(place + 1, place, length);
      sorted[place] = value;
      length++;
      ring[next] = value;
      next = (next + 1) % window;
    },
    median,
    deviation() {
      const middle = median();
      let left = placeOf(middle) - 1;
      let right = left + 1;
      let before = Number.NaN;
      let distance = Number.NaN;
      // distances in rising order, from the middle outwards
      for (let k = 0; k <= length >> 1; k++) {
        before = distance;
        const below = left >= 0 ? middle - sorted[left]! : Number.POSITIVE_INFINITY;
        const above = right < length ? sorted[right]! - middle : Number.POSITIVE_INFINITY;
        distance = Math.min(below, above);
        if (below <= above) left--;
        else right++;
      }
      return length % 2 === 1 ? distance : (before + distance) / 2;
    },
  };
}
