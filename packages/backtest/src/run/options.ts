import type { EventBus, InstrumentSpec, RiskEngine, StrategyDefinition } from "@bellwether/core";
import type { Slippage } from "../broker/costs.js";
import type { IntrabarRule } from "../broker/intrabar.js";
import type { History } from "../feed/history-feed.js";

/** One strategy of a run. */
export interface StrategyRun {
  readonly definition: StrategyDefinition;
  /** Parsed by the definition's schema; defaults where absent. */
  readonly params?: unknown;
  /** Name in the run: the definition's id unless given. */
  readonly name?: string;
  /** Symbols it trades; all of the run unless given. */
  readonly symbols?: readonly string[];
}

export interface BacktestOptions {
  /** Bars of one symbol, or of several that share the account. */
  readonly data: History | readonly History[];
  /** One strategy, or several that share the account. */
  readonly strategy: StrategyDefinition | StrategyRun | readonly StrategyRun[];
  /** Turns signals into orders; `createRiskEngine` of `@bellwether/risk`. */
  readonly risk: RiskEngine;
  /** Parameters, where `strategy` is a bare definition. */
  readonly params?: unknown;
  /** Trading rules by symbol; fine steps and 0.1 % fees unless given. */
  readonly instruments?: Readonly<Record<string, Partial<Omit<InstrumentSpec, "symbol">>>>;
  /** In quote currency. Default 10,000. */
  readonly startingBalance?: number;
  /** Currency of the account; the first symbol's quote unless given. */
  readonly quote?: string;
  readonly slippage?: Slippage;
  /** Who wins when stop and target lie inside one bar. Default `pessimistic`. */
  readonly intrabar?: IntrabarRule;
  /** Lets SHORT open positions; without margin, borrowing costs or liquidation. Default false, as on spot. */
  readonly shortSelling?: boolean;
  /** Bars, and as many decisions, at which each strategy must say the same on a prefix. Default 8; 0 turns it off. */
  readonly prefixChecks?: number;
  /** Closes what is open at the last close, so that every result is realised. Default true. */
  readonly finalize?: boolean;
  readonly seed?: number;
  /** Settings to show in the report and to put into the fingerprint; the options themselves unless given. */
  readonly config?: unknown;
  /** Further things that decide the result, such as the hash of a plugin file; part of the fingerprint. */
  readonly code?: Readonly<Record<string, string>>;
  /** Listeners to events of the run. */
  readonly bus?: EventBus;
  /** Told the share of bars done, from 0 to 1, about a hundred times. */
  readonly onProgress?: (done: number) => void;
  readonly warnings?: readonly string[];
}
