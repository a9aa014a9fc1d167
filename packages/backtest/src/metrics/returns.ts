/**
 * Simple returns between neighbours, fractions: `values[i + 1] / values[i] - 1`, one fewer than values.
 * Null where a value to grow from is zero or below, since growth from there has no meaning.
 */
export function returnsOf(values: Float64Array): Float64Array | null {
  const returns = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < returns.length; i++) {
    const from = values[i]!;
    if (!(from > 0)) return null;
    returns[i] = values[i + 1]! / from - 1;
  }
  return returns;
}
