import type {
  Fill,
  Funding,
  Halt,
  InstrumentRules,
  OrderRequest,
  OrderUpdate,
  Signal,
  Stream,
  Trade,
  Verdict,
} from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";
import type { BrokerReport } from "../orders/broker-report.js";

/**
 * What a run has taken in and what it has done, step by step. An entry is one step: what came in, and in `out` all that
 * followed from it. The state of a run is a fold of its entries; a step is on disk before anything of it leaves the process.
 */
export type Entry =
  | StartEntry
  | HistoryEntry
  | BarsEntry
  | ReportsEntry
  | ControlEntry
  | SwapEntry
  | NoteEntry
  | StopEntry;

interface Step {
  /** Counts from 0 without gaps. */
  readonly seq: number;
  /** When it was written, by the exchange's clock, epoch ms UTC. */
  readonly at: number;
}

interface Applied extends Step {
  /** What followed, in order. */
  readonly out: readonly Output[];
}

/** Something that a step has led to. */
export type Output =
  | { readonly kind: "signal"; readonly lane: number; readonly signal: Signal | null }
  | { readonly kind: "verdict"; readonly lane: number; readonly verdict: Verdict; readonly facts: unknown }
  | { readonly kind: "request"; readonly request: OrderRequest }
  | { readonly kind: "order"; readonly update: OrderUpdate }
  | { readonly kind: "fill"; readonly fill: Fill }
  | { readonly kind: "funding"; readonly funding: Funding }
  | { readonly kind: "trade"; readonly lane: number; readonly trade: Trade }
  | { readonly kind: "halt"; readonly halt: Halt }
  | { readonly kind: "resume" }
  /** A strategy threw, or said what is no signal; the bar counts as one on which it had no opinion. */
  | { readonly kind: "failure"; readonly lane: number; readonly message: string };

/** A strategy at work on a symbol, as a run file describes it. */
export interface LaneSpec {
  /** Name in the run. */
  readonly name: string;
  /** Id of the strategy, and its parameters with secrets masked. */
  readonly type: string;
  readonly params: unknown;
  readonly stream: number;
  /** Hash of code and models that it stands on, by name. */
  readonly artifacts: Readonly<Record<string, string>>;
}

/** A process begins, or goes on, with these settings. */
export interface StartEntry extends Step {
  readonly type: "start";
  /** Of this format. */
  readonly format: 1;
  /** Of the package that wrote it. */
  readonly version: string;
  readonly mode: "paper" | "testnet" | "live";
  readonly exchange: string;
  readonly quote: string;
  readonly startingBalance: number;
  readonly streams: readonly Stream[];
  /** By stream. */
  readonly instruments: readonly InstrumentRules[];
  readonly lanes: readonly LaneSpec[];
  /** Rows that frames keep. */
  readonly history: number;
  /** The run file, secrets masked; what the simulated broker and risk are made from. */
  readonly settings: unknown;
  /** Hashes of plugin code, by plugin. */
  readonly code: Readonly<Record<string, string>>;
  readonly process: { readonly node: string; readonly platform: string };
}

/** Closed bars from before the run, which warm strategies up; one entry a stream, before the first bars. */
export interface HistoryEntry extends Step {
  readonly type: "history";
  readonly stream: number;
  readonly rows: readonly BarRow[];
}

/** Bars that have closed, and what strategies, risk and broker made of them. */
export interface BarsEntry extends Applied {
  readonly type: "bars";
  /** Close time of the batch, epoch ms UTC. */
  readonly time: number;
  /** From the close to the moment at which they were handed on. */
  readonly ageMs: number;
  /** Caught up on: fills and equity follow, but no strategy is asked. */
  readonly quiet: boolean;
  readonly bars: readonly BatchBar[];
  /** Streams on which nothing new may be opened at this step, and why. */
  readonly held: readonly { readonly stream: number; readonly reason: string }[];
  /** Equity at these closes. */
  readonly equity: number;
}

/** A bar of a batch; `flat` where nobody traded and the last close was carried on. */
export interface BatchBar {
  readonly stream: number;
  readonly row: BarRow;
  readonly flat?: true;
}

/** The exchange has told, or has been asked. */
export interface ReportsEntry extends Applied {
  readonly type: "reports";
  readonly reports: readonly BrokerReport[];
}

/** A person has spoken. */
export interface ControlEntry extends Applied {
  readonly type: "control";
  readonly command: "pause" | "resume" | "flatten";
  readonly by: string;
}

/** Strategies change at a bar's close. */
export interface SwapEntry extends Applied {
  readonly type: "swap";
  /** What becomes of open positions: old exits guard them to their end; the new strategy takes them over; they leave. */
  readonly handOff: HandOff;
  readonly lanes: readonly { readonly lane: number; readonly to: LaneSpec }[];
  /** Whether limits and sizing are those of `settings` from now on; what risk remembers of closed trades stays. */
  readonly risk: boolean;
  /** The run file from now on, secrets masked. */
  readonly settings: unknown;
}

export type HandOff = "keep" | "adopt" | "flatten";

/** Something worth knowing that changes nothing. */
export interface NoteEntry extends Step {
  readonly type: "note";
  readonly note: Note;
}

export interface Note {
  readonly kind:
    | "gap"
    | "revision"
    | "duplicate"
    | "bad-row"
    | "spike"
    | "stall"
    | "lost"
    | "connected"
    | "outage"
    | "recovered"
    | "clock"
    | "torn"
    | "swap-refused"
    | "reconciled"
    | "foreign"
    | "diverged"
    | "notifier";
  readonly message: string;
  readonly stream?: number | undefined;
  readonly details?: unknown;
}

/** The process ends in order. */
export interface StopEntry extends Step {
  readonly type: "stop";
  readonly reason: string;
  /** How each order that was not at its end was proven to stand; `unknown` where no answer came. */
  readonly orders: readonly { readonly id: string; readonly status: string }[];
}

/** An entry before it has its number and time. */
export type EntryContent = Entry extends infer E ? (E extends Step ? Omit<E, "seq" | "at"> : never) : never;
