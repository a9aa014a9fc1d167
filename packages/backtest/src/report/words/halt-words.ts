import type { DatedHalt, RiskRule } from "@bellwether/core";
import { decimal, minute, percent } from "../format.js";

/** Rules whose limit is a share: of equity, of its peak, of confidence. */
const SHARES: ReadonlySet<RiskRule> = new Set([
  "correlatedExposure",
  "dailyLoss",
  "drawdownLock",
  "groupExposure",
  "lowProfitLock",
  "maxDrawdown",
  "maxExposure",
  "maxRisk",
  "minConfidence",
  "netExposure",
  "symbolExposure",
]);

/** A value as its rule measures it. */
export function ruleValue(rule: RiskRule, value: number): string {
  return SHARES.has(rule) ? percent(value) : decimal(value);
}

/** When trading went on after a halt, in words. */
export function haltEnd({ until }: DatedHalt): string {
  return until === undefined ? "until a person resumes" : `until ${minute(until)} UTC`;
}

/** A halt in one sentence. */
export function haltSentence(halt: DatedHalt): string {
  const { rule, limit, observed, time, flatten } = halt;
  const closed = flatten ? ", positions closed" : "";
  return `Halted ${minute(time)} UTC by ${rule}: ${ruleValue(rule, observed)} against a limit of ${ruleValue(rule, limit)}${closed}, ${haltEnd(halt)}`;
}

/** Halts that somebody should know of, and how often trading merely paused outside its session. */
export function sortHalts(halts: readonly DatedHalt[]): { readonly halts: DatedHalt[]; readonly pauses: number } {
  const grave = halts.filter(({ rule }) => rule !== "session");
  return { halts: grave, pauses: halts.length - grave.length };
}
