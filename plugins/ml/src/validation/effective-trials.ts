import { assertTrials, BadTrialsError } from "./bad-trials-error.js";

/**
 * How many independent trials would be as lucky as these: N̂ = ρ̄ + (1 − ρ̄)·N, ρ̄ being the mean correlation of their
 * returns over all pairs, taken as 0 where it is below. From 1, where all are the same, to N. A trial whose returns do
 * not vary counts as correlated with none. Not a whole number: round up before counting with it.
 * @param returns - one column a trial, over the same periods.
 * @throws {BadTrialsError} for no trials, fewer than 2 periods, unequal lengths, or returns that are not finite.
 * @see Bailey & López de Prado (2014), "The Deflated Sharpe Ratio", appendix on the number of independent trials
 */
export function effectiveTrials(returns: readonly Float64Array[]): number {
  assertTrials(returns, 1);
  const trials = returns.length;
  const { length } = returns[0]!;
  if (length < 2) throw new BadTrialsError(`${length} returns a trial; give at least 2`);
  // the squared sum of standardised columns holds every correlation: Σᵢⱼ ρᵢⱼ
  const sums = new Float64Array(length);
  let varying = 0;
  for (const column of returns) {
    let mean = 0;
    for (let i = 0; i < length; i++) mean += column[i]! / length;
    let squares = 0;
    let size = 0;
    for (let i = 0; i < length; i++) {
      squares += (column[i]! - mean) ** 2;
      size += column[i]! ** 2;
    }
    if (!(squares > 1e-24 * size)) continue;
    varying++;
    const deviation = Math.sqrt(squares);
    for (let i = 0; i < length; i++) sums[i]! += (column[i]! - mean) / deviation;
  }
  if (trials === 1) return 1;
  let all = 0;
  for (let i = 0; i < length; i++) all += sums[i]! ** 2;
  const correlation = Math.min(1, Math.max(0, (all - varying) / (trials * (trials - 1))));
  return correlation + (1 - correlation) * trials;
}
