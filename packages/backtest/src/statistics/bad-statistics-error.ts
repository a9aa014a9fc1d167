import { TradingError } from "@bellwether/core";

/** A statistic was asked for something it cannot be: a setting out of range, or a trade without its bars. */
export class BadStatisticsError extends TradingError {
  override readonly code = "BAD_STATISTICS";
}

/** @throws {BadStatisticsError} unless `value` is a whole number of at least `least`. */
export function assertCount(name: string, value: number, least = 1): void {
  if (!(Number.isSafeInteger(value) && value >= least))
    throw new BadStatisticsError(`${name} is ${value}; give a whole number of at least ${least}`);
}

/** @throws {BadStatisticsError} unless `value` lies between 0 and 1, both excluded. */
export function assertShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new BadStatisticsError(`${name} is ${value}; give a fraction between 0 and 1`);
}

/** @throws {BadStatisticsError} unless all of `returns` are finite. */
export function assertReturns(returns: Float64Array): void {
  const at = returns.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) throw new BadStatisticsError(`return ${at} is ${returns[at]}; give finite fractions`);
}
