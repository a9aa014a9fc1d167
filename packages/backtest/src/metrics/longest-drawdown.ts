/**
 * Longest time that equity stayed below a peak it had reached, ms: from the last point at that peak to the first
 * at or above it again, or to the end of the curve. It need not belong to the deepest drawdown.
 */
export function longestDrawdown(time: Float64Array, equity: Float64Array): number {
  let top = 0;
  let longest = 0;
  for (let i = 1; i < equity.length; i++) {
    const below = equity[i]! < equity[top]!;
    if (below || top < i - 1) longest = Math.max(longest, time[i]! - time[top]!);
    if (!below) top = i;
  }
  return longest;
}
