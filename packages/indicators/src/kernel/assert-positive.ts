import { BadPeriodError } from "@bellwether/core";

/** @throws {BadPeriodError} unless `value` is finite and above 0. */
export function assertPositive(indicator: string, parameter: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value)))
    throw new BadPeriodError(indicator, parameter, value, "a positive number");
}
