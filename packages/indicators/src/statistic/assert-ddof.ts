import { assertPeriod, BadPeriodError } from "@bellwether/core";

/**
 * @param ddof - 1 for the sample's value (squares over `period - 1`), 0 for the population's (over `period`).
 * @throws {BadPeriodError} unless `ddof` is 0 or 1 and `period` an integer above it.
 */
export function assertDdof(indicator: string, period: number, ddof: number): void {
  if (ddof !== 0 && ddof !== 1) throw new BadPeriodError(indicator, "ddof", ddof, "1 (sample) or 0 (population)");
  assertPeriod(indicator, period, 1 + ddof);
}
