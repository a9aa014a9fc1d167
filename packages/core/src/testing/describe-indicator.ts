import { describe } from "vitest";
import { type IndicatorCheckOptions, indicatorChecks } from "../checks/indicator-checks.js";
import { itHolds } from "./it-holds.js";

/** The contract of an indicator as a vitest suite. */
export function describeIndicator(options: IndicatorCheckOptions): void {
  describe(`${options.indicator.indicatorName} keeps the contract of an indicator`, () =>
    itHolds(indicatorChecks(options)));
}
