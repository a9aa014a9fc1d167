import type { RiskInput, RiskLane, Trade } from "@bellwether/core";
import type { Lock } from "../decision/facts.js";
import { Protections } from "../protections/protections.js";
import type { RiskConfig } from "../settings/config.js";
import type { Rules } from "../settings/rules.js";
import { Capital } from "./capital.js";
import { DayWatch } from "./day-watch.js";
import { type ClosedTrades, TradeHistory } from "./trade-history.js";

const NO_LOCKS: readonly Lock[] = Object.freeze([]);

/** What an engine remembers of a run, beside the portfolio. */
export class RiskState {
  readonly #rules: Rules;
  readonly #lanes: readonly RiskLane[];
  readonly #protections: Protections | null;
  readonly #capital: Capital | null;
  readonly #histories = new Map<string, TradeHistory>();
  readonly #noHistory = new TradeHistory(0);
  readonly day: DayWatch | null;

  /** @throws {BadAllocationError} for weights that do not fit the lanes. */
  constructor(rules: Rules, lanes: readonly RiskLane[]) {
    const { dailyLoss, protections, allocation }: RiskConfig = rules.config;
    this.#rules = rules;
    this.#lanes = lanes;
    this.#protections = protections === undefined ? null : new Protections(protections);
    this.#capital = allocation === undefined ? null : new Capital(allocation, lanes);
    this.day = dailyLoss === undefined ? null : new DayWatch();
    rules.approvals.clear();
  }

  /** Share of the equity that the lane may use. */
  share(input: RiskInput): number {
    return this.#capital === null ? 1 : this.#capital.share(input);
  }

  /** Of the UTC day so far; null where nobody watches. */
  dayResult(time: number | null, equity: number): number | null {
    return this.day === null ? null : this.day.see(time ?? Number.NaN, equity);
  }

  locks(symbol: string, stance: string, time: number | null): readonly Lock[] {
    if (this.#protections === null || stance === "FLAT") return NO_LOCKS;
    return this.#protections.locks(symbol, stance === "SHORT" ? "short" : "long", time ?? Number.NaN);
  }

  /** The closed trades of the strategy that asks. */
  history({ strategy }: RiskInput): ClosedTrades {
    return (strategy === undefined ? undefined : this.#histories.get(strategy)) ?? this.#noHistory;
  }

  /** The account's money at the start, before the first trade closes. */
  start(equity: number): void {
    this.#protections?.start(equity);
  }

  approved({ time = Number.NaN }: RiskInput): void {
    this.#rules.approvals.push(time);
  }

  closed(trade: Trade, lane: number, time: number): void {
    if (this.#rules.trades > 0) {
      const history = this.#histories.get(trade.strategy) ?? new TradeHistory(this.#rules.trades);
      this.#histories.set(trade.strategy, history);
      history.push(trade);
    }
    this.#protections?.closed(
      trade,
      this.#lanes.find((one) => one.lane === lane),
      time,
    );
  }
}
