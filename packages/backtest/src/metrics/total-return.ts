/** What `returns` (fractions per period) compound to, a fraction; 0 for none. */
export function totalReturn(returns: Float64Array): number {
  let growth = 1;
  for (let i = 0; i < returns.length; i++) growth *= 1 + returns[i]!;
  return growth - 1;
}
