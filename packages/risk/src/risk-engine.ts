import type { Halt, PortfolioView, RiskEngine, RiskInput, RiskLane, Trade, Verdict } from "@bellwether/core";
import { decide } from "./decision/decide.js";
import { toJournal } from "./decision/journalled-facts.js";
import { observe } from "./decision/observe.js";
import { HaltWatch } from "./memory/halt-watch.js";
import { RiskState } from "./memory/risk-state.js";
import type { RiskConfig, RiskOptions } from "./settings/config.js";
import type { RiskExtensions } from "./settings/extensions.js";
import { type Rules, rulesOf } from "./settings/rules.js";
import { settingsOf } from "./settings/settings.js";

/**
 * A RiskEngine: sizes an entry, cuts it to the limits, or refuses it with the rule, its limit and what it saw. It measures
 * first and decides then, so that a verdict can be replayed from what it had measured. Every comparison is written so
 * that NaN fails it.
 * @param extensions - sizers and limits that plugins bring.
 * @throws {BadRiskConfigError} with every violation of {@link RiskConfig}, or for a sizer or limit that nobody brings.
 * @see docs/risk.md for the order in which limits are asked
 */
export function createRiskEngine(options: RiskOptions = {}, extensions: RiskExtensions = {}): RiskEngine {
  return new Engine(rulesOf(settingsOf(options), extensions));
}

class Engine implements RiskEngine {
  readonly reentry: RiskConfig["reentry"];
  readonly warmup: number;
  readonly #rules: Rules;
  #state: RiskState;
  #watch: HaltWatch;
  #started = false;

  constructor(rules: Rules) {
    this.#rules = rules;
    this.reentry = rules.config.reentry;
    this.warmup = rules.warmup;
    this.#state = new RiskState(rules, []);
    this.#watch = new HaltWatch(rules.config, this.#state.day);
  }

  describe(): RiskConfig {
    return this.#rules.config;
  }

  open(lanes: readonly RiskLane[]): void {
    this.#state = new RiskState(this.#rules, lanes);
    this.#watch = new HaltWatch(this.#rules.config, this.#state.day);
    this.#started = false;
  }

  applyRiskToSignal(input: RiskInput): Verdict {
    const verdict = decide(this.#observe(input), this.#rules);
    if (verdict.status === "approved" && input.signal.signal !== "FLAT") this.#state.approved(input);
    return verdict;
  }

  facts(input: RiskInput): unknown {
    return toJournal(this.#observe(input));
  }

  #observe(input: RiskInput) {
    if (!this.#started) this.#start(input.portfolio);
    return observe(input, this.#state, this.#rules);
  }

  #start({ startEquity }: PortfolioView): void {
    this.#started = true;
    this.#state.start(startEquity);
  }

  inspect(portfolio: PortfolioView, time: number): Halt | null {
    if (!this.#started) this.#start(portfolio);
    return this.#watch.inspect(portfolio, time);
  }

  closed(trade: Trade, lane: number, time: number): void {
    this.#state.closed(trade, lane, time);
  }
}
