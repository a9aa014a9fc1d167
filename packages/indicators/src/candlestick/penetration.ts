import { BadPeriodError } from "@bellwether/core";

/** @throws {BadPeriodError} unless `penetration`, a fraction of a body, is a number of at least 0. */
export function assertPenetration(indicator: string, penetration: number): void {
  if (!(penetration >= 0)) throw new BadPeriodError(indicator, "penetration", penetration, "a fraction of at least 0");
}
