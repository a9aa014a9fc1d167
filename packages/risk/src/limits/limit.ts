import type { RiskInput, RiskRule } from "@bellwether/core";
import type { Measures, RiskFacts } from "../decision/facts.js";
import type { ClosedTrades } from "../memory/trade-history.js";

/** Why an entry is refused, in the unit of the rule. */
export interface Refusal {
  readonly limit: number;
  readonly observed: number;
  /** Another rule than the limit's own. */
  readonly rule?: RiskRule | undefined;
}

/**
 * When a limit is asked: `signal` before there is a quantity, which is NaN then; `size` once the sizers have spoken, where
 * it may cut; `order` with the quantity on the instrument's step, which it can only refuse.
 */
export type LimitStage = "signal" | "size" | "order";

/** Refuses an entry, or says how large it may be at most. */
export interface Limit {
  /** `plugin` for one that a plugin brings. */
  readonly rule: RiskRule;
  /** Of a plugin's limit: in `sizing` and in refusals. */
  readonly name?: string | undefined;
  readonly stage: LimitStage;
  /** Bars of the frame that it measures. */
  readonly warmup?: number | undefined;
  /** Reads the market and the account. What it returns is journalled, and all that `check` gets beside the facts. */
  measure?(input: RiskInput, history: ClosedTrades): Measures;
  /**
   * Pure, and written so that NaN is refused.
   * @returns the most base units that it lets pass, Infinity for any; or a refusal. A most that is not above zero, NaN
   * included, refuses too, and so does one below the quantity at the stage `order`.
   */
  check(facts: RiskFacts, quantity: number, measures: Measures): number | Refusal;
}

/** Makes a limit of the options that its entry in `limits` gives. @throws for options that it cannot use. */
export type LimitFactory = (options: unknown) => Omit<Limit, "rule" | "name">;

/** What a check returns that has nothing to say. */
export const PASSES = Number.POSITIVE_INFINITY;
