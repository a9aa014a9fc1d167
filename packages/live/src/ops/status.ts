import type { Stream } from "@bellwether/core";
import type { Health } from "./health.js";

/** Bars of one stream, as a running run sees them. */
export interface StreamStatus extends Stream {
  /** Open time of the newest closed bar, epoch ms UTC; null before the first. */
  readonly lastBar: number | null;
  /** Since the close of that bar, ms; null before the first. */
  readonly ageMs: number | null;
  /** Length of a bar, ms. */
  readonly barMs: number;
  /** Bars that the exchange never delivered. */
  readonly missing: number;
}

/** A position, in quote currency and base units. */
export interface PositionStatus {
  readonly symbol: string;
  readonly strategy: string;
  /** Signed base units: negative is short. */
  readonly quantity: number;
  readonly entryPrice: number;
  /** Result at the last price, before exit costs. */
  readonly unrealised: number;
}

/** An order that is not at its end. `unknown`: nobody has said yet whether the exchange has it. */
export interface OpenOrderStatus {
  readonly id: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly type: string;
  readonly status: string;
  /** Base units in all, and filled so far. */
  readonly quantity: number;
  readonly filled: number;
  /** When it was sent, epoch ms UTC. */
  readonly since: number;
}

export interface StrategyStatus {
  /** Name in the run. */
  readonly name: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly state: "ok" | "failed" | "disabled";
  /** Since when it fails or is disabled, epoch ms UTC. */
  readonly since?: number | undefined;
  /** Why, in words. */
  readonly reason?: string | undefined;
}

/** What has become of the notices for one notifier. */
export interface NotifierStatus {
  readonly name: string;
  readonly waiting: number;
  readonly sent: number;
  /** Tries that failed and were followed by another. */
  readonly retried: number;
  /** Repeats that were told of by number only. */
  readonly merged: number;
  readonly dropped: number;
}

/** How a run stands, as plain JSON. What is not known yet is null. Money in quote currency, times in epoch ms UTC. */
export interface Status {
  readonly mode: "paper" | "testnet" | "live";
  readonly exchange: string;
  /** Quote currency, and a name of the account where it has one. */
  readonly account: { readonly quote: string; readonly name?: string | undefined };
  /** When this was measured. */
  readonly at: number;
  /** Start of this process. */
  readonly since: number;
  readonly uptimeMs: number;
  readonly version: string;
  readonly pid: number;
  readonly journal: {
    readonly folder: string;
    readonly entries: number;
    readonly bytes: number;
    /** Why it cannot be written, if it cannot. */
    readonly failed: string | null;
  };
  readonly streams: readonly StreamStatus[];
  /** The machine's clock less the exchange's, ms; null until it was measured. */
  readonly clockOffsetMs: number | null;
  /** From the close of a bar to the decision on it, ms. */
  readonly lag: { readonly p50Ms: number | null; readonly p99Ms: number | null; readonly bars: number };
  readonly reconnects: number;
  /** Since when the exchange cannot be reached, and why; null while it can. */
  readonly outage: { readonly since: number; readonly reason: string } | null;
  /** What risk has halted on; `until` where it goes on by itself. */
  readonly halted: { readonly rule: string; readonly since: number; readonly until?: number | undefined } | null;
  readonly paused: { readonly by: string; readonly since: number } | null;
  readonly equity: number | null;
  /** 1 − equity ÷ running peak: positive, 0 at the peak. */
  readonly drawdown: number | null;
  readonly positions: readonly PositionStatus[];
  readonly orders: readonly OpenOrderStatus[];
  /** How often each rule of risk has refused. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly strategies: readonly StrategyStatus[];
  readonly memory: { readonly rssBytes: number; readonly heapBytes: number };
  /** How late the event loop ran what was due in the last minute, at worst, ms. */
  readonly loopLagMs: number | null;
  readonly notifiers: readonly NotifierStatus[];
  readonly health: Health;
}
