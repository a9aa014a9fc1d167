import type { Verdict } from "@bellwether/core";
import type { RiskOptions } from "../settings/config.js";
import type { RiskExtensions } from "../settings/extensions.js";
import { rulesOf } from "../settings/rules.js";
import { settingsOf } from "../settings/settings.js";
import { decide } from "./decide.js";
import { fromJournal } from "./journalled-facts.js";

/**
 * The verdict that an engine of these settings gives on journalled facts: the one beside them, if nothing has changed.
 * @param facts - what `engine.facts(input)` returned, also after a journey through JSON.
 * @throws {BadRiskConfigError} as `createRiskEngine` does.
 */
export function replayVerdict(options: RiskOptions, facts: unknown, extensions: RiskExtensions = {}): Verdict {
  return decide(fromJournal(facts), rulesOf(settingsOf(options), extensions));
}
