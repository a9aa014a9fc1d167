import type {
  BarColumns,
  DatedRules,
  EventBus,
  InstrumentRules,
  RiskEngine,
  StrategyDefinition,
} from "@bellwether/core";
import type { FundingRates } from "../broker/funding.js";
import type { SimulatedBrokerOptions } from "../broker/simulated-broker.js";
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

/** Trading rules of a symbol, and what they were changed to in the past. */
export interface SymbolRules extends InstrumentRules {
  /** In rising order of `from`; each changes what it names and keeps the rest. */
  readonly history?: readonly DatedRules[];
}

/** An asset besides the quote currency in which the venue takes its fees while the account has some. */
export interface FeeAsset {
  readonly asset: string;
  /** Held at the start. */
  readonly amount: number;
  /** Of one unit, in quote currency. */
  readonly price: number;
  /** Symbol of the run whose closes move that price. */
  readonly symbol?: string;
  /** Share of the fee that paying in this asset saves; 0.25 is a quarter. */
  readonly discount?: number;
}

/** How fills are simulated. */
type Fills = Pick<SimulatedBrokerOptions, "slippage" | "intrabar" | "latency" | "volumeShare">;

export interface BacktestOptions extends Fills {
  /** Bars of one symbol, or of several that share the account. */
  readonly data: History | readonly History[];
  /**
   * Where the run begins, epoch ms UTC: bars that open earlier are shown to strategies from the first bar on, so that
   * they are warm, and count nowhere else. All bars are played unless given.
   */
  readonly from?: number;
  /** One strategy, or several that share the account. */
  readonly strategy: StrategyDefinition | StrategyRun | readonly StrategyRun[];
  /** Turns signals into orders; `createRiskEngine` of `@bellwether/risk`. */
  readonly risk: RiskEngine;
  /** Parameters, where `strategy` is a bare definition. */
  readonly params?: unknown;
  /** Trading rules by symbol; fine steps and 0.1 % fees unless given. */
  readonly instruments?: Readonly<Record<string, SymbolRules>>;
  /** In quote currency. Default 10,000. */
  readonly startingBalance?: number;
  /** Currency of the account; the first symbol's quote unless given. */
  readonly quote?: string;
  /** Bars of a lower timeframe by symbol: with `intrabar: "drilldown"` they decide what came first. */
  readonly detail?: Readonly<Record<string, BarColumns>>;
  /** Funding by symbol, for perpetuals. */
  readonly funding?: Readonly<Record<string, FundingRates>>;
  readonly feeAsset?: FeeAsset;
  /** Runs again under the pessimistic and the optimistic rule where any fill depended on the rule. Default true. */
  readonly band?: boolean;
  /** Bootstrap intervals and significance; a part of a second for a long run. Default true. */
  readonly statistics?: boolean;
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
