/** Mean of values, each counted by its weight; rows of weight 0 are left out. */
export function weightedMean(y: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let mean = 0;
  for (let i = 0; i < y.length; i++) {
    if (weights[i] === 0) continue;
    sum += weights[i]!;
    mean += (weights[i]! / sum) * (y[i]! - mean);
  }
  return mean;
}
