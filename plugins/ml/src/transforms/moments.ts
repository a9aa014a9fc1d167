export interface Spread {
  readonly mean: number;
  /** Of the population; exactly 0 for a column whose differences are rounding. */
  readonly deviation: number;
}

/** Mean and standard deviation in two passes. */
export function columnSpread(values: ArrayLike<number>): Spread {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  let rest = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - mean;
    rest += d;
    squares += d * d;
  }
  const variance = (squares - (rest * rest) / n) / n; // what rounding left of the mean is taken out
  const rounding = n * Number.EPSILON * Math.max(variance, 0) + (n * Number.EPSILON * mean) ** 2;
  return { mean, deviation: variance <= rounding ? 0 : Math.sqrt(variance) };
}
