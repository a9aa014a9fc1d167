import { TradingError } from "@bellwether/core";

/** Returns of trials that nothing can be read from. */
export class BadTrialsError extends TradingError {
  override readonly code = "BAD_TRIALS";
}

/** @throws {BadTrialsError} unless there are so many columns, equally long, of finite returns. */
export function assertTrials(returns: readonly Float64Array[], least: number): void {
  if (returns.length < least)
    throw new BadTrialsError(`${returns.length} columns of returns; give at least ${least}, one a trial`);
  const { length } = returns[0]!;
  for (const [k, column] of returns.entries()) {
    if (column.length !== length)
      throw new BadTrialsError(`trial ${k} has ${column.length} returns, trial 0 has ${length}; give the same periods`);
    for (let i = 0; i < length; i++)
      if (!Number.isFinite(column[i]!))
        throw new BadTrialsError(`return ${i} of trial ${k} is ${column[i]}; give finite fractions`);
  }
}
