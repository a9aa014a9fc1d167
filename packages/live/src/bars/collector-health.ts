import type { Stream } from "@bellwether/core";
import type { Outage } from "./reachability.js";

export interface StreamHealth {
  readonly stream: Stream;
  /** Of the bar handed on last, epoch ms UTC; null before the first. */
  readonly lastOpenTime: number | null;
  /** Since the newest thing that the exchange has shown of it, by the exchange's own times, ms; Infinity before the first. */
  readonly dataAgeMs: number;
  /** Bars that the exchange never had. */
  readonly missing: number;
  /** Bars that have closed and are not handed on yet. */
  readonly due: number;
}

/** How a collector is doing. Counts are since it was made. */
export interface CollectorHealth {
  readonly streams: readonly StreamHealth[];
  /** Since the first call that failed, once that is longer ago than the grace. */
  readonly outage: Outage | null;
  /** Whether the exchange has asked everyone to wait. */
  readonly paused: boolean;
  readonly requests: number;
  readonly failures: number;
  /** Times that the websocket showed a newer bar. */
  readonly wakes: number;
  readonly reconnects: number;
  readonly stalls: number;
  /** Websockets open now. */
  readonly handles: number;
  readonly rejectedRows: number;
  readonly duplicates: number;
  readonly revisions: number;
}
