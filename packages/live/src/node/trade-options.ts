import type {
  Broker,
  HoldingSpec,
  InstrumentRules,
  Logger,
  RiskEngine,
  StrategyDefinition,
  Timeframe,
} from "@bellwether/core";
import type { LiveConfig } from "../config.js";
import type { MarketData } from "../exchange/market-data.js";
import type { Exchange } from "../exchange/trading.js";
import type { Journal } from "../journal/journal.js";
import type { Notice } from "../ops/notice.js";
import type { Status } from "../ops/status.js";
import type { LiveRun } from "../runtime/live-run.js";
import type { LiveLane } from "../runtime/options.js";
import type { ExchangeClockSettings } from "../time/exchange-clock.js";
import type { Timers } from "../time/timers.js";

/** One strategy of a run. */
export interface TradedStrategy {
  readonly definition: StrategyDefinition;
  readonly params?: unknown;
  /** Parameters as a journal may show them; the parsed ones unless given. */
  readonly shownParams?: unknown;
  /** Name in the run: the definition's id unless given. */
  readonly name?: string;
  /** Symbols it trades; all of the run unless given. */
  readonly symbols?: readonly string[];
}

export interface TradeOptions {
  /** Default `paper`. The others need an {@link Exchange} with an account behind it. */
  readonly mode?: "paper" | "testnet" | "live";
  readonly exchange: MarketData | Exchange;
  /** Name of the account, part of the ids of its orders. Default `main`. */
  readonly account?: string;
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  /** One strategy, or several that share the account. */
  readonly strategy: StrategyDefinition | TradedStrategy | readonly TradedStrategy[];
  /** Makes the risk engine from the run's settings: `() => createRiskEngine({ riskPerTrade: 0.01 })`. */
  readonly risk: (settings: unknown) => RiskEngine;
  /** Makes what fills orders on paper: `() => new SimulatedBroker()` of `@bellwether/backtest`. */
  readonly paperBroker: () => Broker;
  /** Folder of the journal, or one that is open already; a run that it holds goes on. */
  readonly journal: string | Journal;
  /** Cash at the start, in quote currency. Default 10,000. */
  readonly startingBalance?: number;
  readonly quote?: string;
  readonly holdings?: readonly HoldingSpec[];
  /** Trading rules that take the place of the exchange's, by symbol. */
  readonly instruments?: Readonly<Record<string, InstrumentRules>>;
  /** As the `live` section of a run file. */
  readonly live?: Partial<LiveConfig>;
  /** The settings, secrets masked: kept in the journal, handed to `risk`. */
  readonly settings?: unknown;
  /** Hashes of plugin code, by plugin. */
  readonly code?: Readonly<Record<string, string>>;
  /** The definition of a strategy that an earlier part of the journal names. */
  readonly definitionOf?: (type: string) => StrategyDefinition | undefined;
  readonly log?: Logger;
  readonly timers?: Timers;
  /** Shown as the journal's place, where it is open already. */
  readonly journalFolder?: string;
  /** How the exchange's clock is followed. */
  readonly clock?: Partial<ExchangeClockSettings>;
  /** Told of everything that a person may want to know. */
  readonly onNotice?: (notice: Notice) => void;
}

/** A run that trades. */
export interface TradingRun extends LiveRun {
  status(): Status;
  /** Lanes of strategies, for {@link LiveRun.swap}. @throws {BadParamsError} */
  lanesOf(strategy: TradeOptions["strategy"]): LiveLane[];
}
