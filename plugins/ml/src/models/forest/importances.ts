/** Adds gains, scaled to sum to 1, and says whether there were any. */
export function addNormalised(gains: Float64Array, to: Float64Array): boolean {
  let sum = 0;
  for (let j = 0; j < gains.length; j++) sum += gains[j]!;
  if (!(sum > 0)) return false;
  for (let j = 0; j < gains.length; j++) to[j] = to[j]! + gains[j]! / sum;
  return true;
}
