import type { Verdict } from "@bellwether/core";
import type { RiskOptions } from "./config.js";
import { decide } from "./decide.js";
import type { RiskExtensions } from "./extensions.js";
import { fromJournal } from "./journalled-facts.js";
import { rulesOf } from "./rules.js";
import { settingsOf } from "./settings.js";

/**
 * The verdict that an engine of these settings gives on journalled facts: the one beside them, if nothing has changed.
 * @param facts - what `engine.facts(input)` returned, also after a journey through JSON.
 * @throws {BadRiskConfigError} as `createRiskEngine` does.
 */
export function replayVerdict(options: RiskOptions, facts: unknown, extensions: RiskExtensions = {}): Verdict {
  return decide(fromJournal(facts), rulesOf(settingsOf(options), extensions));
}
