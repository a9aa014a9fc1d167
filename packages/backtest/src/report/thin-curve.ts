/**
 * Positions of at most `max` points that keep the shape of a curve: the first, the last, and the lowest and highest
 * of each of equally many-pointed buckets between. All positions where the curve is short enough.
 * @param max - at least 4.
 */
export function thinCurve(values: Float64Array, max: number): Uint32Array {
  const n = values.length;
  if (n <= max) return Uint32Array.from(values.keys());
  const kept = new Uint32Array(max);
  let count = 1; // the first point, 0
  const buckets = Math.floor((max - 2) / 2);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * (n - 2)) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * (n - 2)) / buckets);
    let low = from;
    let high = from;
    for (let i = from + 1; i < to; i++) {
      if (values[i]! < values[low]!) low = i;
      if (values[i]! > values[high]!) high = i;
    }
    kept[count++] = Math.min(low, high);
    if (low !== high) kept[count++] = Math.max(low, high);
  }
  kept[count++] = n - 1;
  return kept.slice(0, count);
}
