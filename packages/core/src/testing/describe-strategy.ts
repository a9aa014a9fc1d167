import { describe } from "vitest";
import { strategyChecks } from "../checks/strategy-checks.js";
import type { StrategyCheckOptions } from "../checks/strategy-subject.js";
import { itHolds } from "./it-holds.js";

/** The contract of a strategy as a vitest suite. */
export function describeStrategy(options: StrategyCheckOptions): void {
  describe(`${options.definition.id} keeps the contract of a strategy`, () => itHolds(strategyChecks(options)));
}
