import type { Broker, HoldingSpec, InstrumentRules, Logger, RiskEngine, Strategy, Stream } from "@bellwether/core";
import type { HandOff, LaneSpec, Note } from "../journal/entry.js";
import type { Journal } from "../journal/journal.js";
import type { Inbox, LiveBroker } from "../orders/live-broker.js";
import type { Timers } from "../time/timers.js";
import type { BarSource } from "./bar-source.js";

/** A strategy at work on a symbol: as the run file describes it, and made. */
export interface LiveLane extends LaneSpec {
  readonly strategy: Strategy;
}

/** Money that a run begins with. */
export interface StartingAccount {
  readonly quote: string;
  readonly startingBalance: number;
  /** Assets that pay fees. */
  readonly holdings?: readonly HoldingSpec[];
}

export interface LiveOptions {
  readonly mode: "paper" | "testnet" | "live";
  /** Name of the exchange. */
  readonly exchange: string;
  readonly streams: readonly Stream[];
  /** One a stream. */
  readonly instruments: readonly InstrumentRules[];
  readonly lanes: readonly LiveLane[];
  readonly account: StartingAccount;
  /** Where closed bars come from. */
  readonly source: BarSource;
  readonly journal: Journal;
  readonly timers: Timers;
  /** The exchange's clock, epoch ms UTC. */
  readonly now: () => number;
  readonly log: Logger;
  /** Bars of warm-up, by stream; what its strategies and risk need, unless given. */
  readonly warmup?: readonly number[];
  /** Rows that frames keep. Default 5,000, and at least twice the warm-up. */
  readonly history?: number;
  /** Closed trades and points of equity that stay in memory. Default 10,000. */
  readonly retain?: number;
  /** The run file, secrets masked. */
  readonly settings: unknown;
  /** Hashes of plugin code, by plugin. */
  readonly code?: Readonly<Record<string, string>>;
  readonly process?: { readonly node: string; readonly platform: string };
  /** Makes what `settings`, of now or of an earlier part of the journal, say of limits and sizing. */
  readonly makeRisk: (settings: unknown) => RiskEngine;
  /** Makes the broker: the simulated one on paper; on an exchange, one that learns through `inbox`. */
  readonly makeBroker: (inbox: Inbox) => Broker | LiveBroker;
  /** Makes a strategy that an earlier part of the journal names; null where that is impossible now. */
  readonly makeStrategy?: (spec: LaneSpec) => Strategy | null;
  /** What becomes of open positions when strategies have changed while the run was down. Default `keep`. */
  readonly handOff?: HandOff;
  /** Told of everything that a person may want to know; it goes to the log without. */
  readonly onNotice?: (notice: RunNotice) => void;
}

/** Something that a person may want to know. */
export interface RunNotice {
  readonly level: "info" | "warn" | "error";
  readonly kind:
    | "started"
    | "stopped"
    | "halt"
    | "resume"
    | "paused"
    | "flattened"
    | "swapped"
    | "swap-refused"
    | "strategy-failed"
    | "order-rejected"
    | "order-unknown"
    | "lag"
    | "fill"
    | "trade"
    | "risk"
    | "journal"
    | Note["kind"];
  readonly message: string;
  readonly at: number;
  readonly details?: unknown;
}
