/** The curve with its start before it. */
export function withStart(start: number, values: Float64Array): Float64Array {
  const all = new Float64Array(values.length + 1);
  all[0] = start;
  all.set(values, 1);
  return all;
}
