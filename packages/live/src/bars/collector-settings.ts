import { type Stream, timeframeMs } from "@bellwether/core";

/** How closed bars are gathered. Times in ms. */
export interface CollectorSettings {
  /** After a close, before an answer without a newer bar is believed. */
  readonly graceMs: number;
  /** Until a bar is asked for again that the exchange does not have yet. */
  readonly retryMs: number;
  /** How long a batch waits for its last bars once its first is there. */
  readonly laggardMs: number;
  /**
   * A run of missing bars while the exchange could not be reached: `halt` delivers what there is and holds new entries
   * until one bar has followed the gap; `fill` carries the last close on; `skip` goes on as if nothing were missing.
   */
  readonly gaps: "halt" | "fill" | "skip";
  /** Longest run of missing bars that counts as a time without trades even so. */
  readonly gapBars: number;
  /** A bar in which nobody traded: the last close carried on, or no bar. */
  readonly emptyBars: "flat" | "skip";
  /** Without any answer for so long, there is an outage. */
  readonly outageGraceMs: number;
  /** Silence of a stream's websocket, by the exchange's times, after which it is opened again; by timeframe unless given. */
  readonly stallMs?: number | undefined;
  /** A close further than `share` from the median of the last `window` closes is delivered, but held; null to hold none. */
  readonly spike: { readonly share: number; readonly window: number } | null;
  /** Waits after calls that failed: the first, doubling up to the longest. */
  readonly backoff: { readonly firstMs: number; readonly maxMs: number };
  /** Requests under way at a time. */
  readonly maxConcurrent: number;
}

/** Settings with defaults, for these streams. */
export function collectorSettings(
  streams: readonly Stream[],
  given: Partial<CollectorSettings> = {},
): CollectorSettings {
  const shortest = Math.min(...streams.map(({ timeframe }) => timeframeMs(timeframe)));
  return {
    graceMs: 1_000,
    retryMs: 500,
    laggardMs: Math.min(15_000, shortest / 4),
    gaps: "halt",
    gapBars: 2,
    emptyBars: "flat",
    outageGraceMs: 15 * 60_000,
    spike: { share: 0.5, window: 20 },
    backoff: { firstMs: 1_000, maxMs: 60_000 },
    maxConcurrent: 8,
    ...given,
  };
}

/** Silence after which a stream's websocket counts as stalled, ms. */
export function stallMsOf({ timeframe }: Stream, settings: CollectorSettings): number {
  return settings.stallMs ?? Math.max(20_000, 2 * timeframeMs(timeframe) + 5_000);
}
