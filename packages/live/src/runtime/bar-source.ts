import type { BarRow } from "../exchange/market-data.js";
import type { BatchBar } from "../journal/entry.js";

/** Bars that have closed together. */
export interface Delivery {
  /** Close time of the batch, epoch ms UTC. */
  readonly time: number;
  /** From the close until now, ms. */
  readonly ageMs: number;
  /** Caught up on: nobody is asked what to do. */
  readonly quiet: boolean;
  readonly bars: readonly BatchBar[];
  /** Streams on which nothing new may be opened now, and why. */
  readonly held: readonly { readonly stream: number; readonly reason: string }[];
}

/** Where a run gets its closed bars: each once, in order. */
export interface BarSource {
  /** So many closed bars of each stream from before now, oldest first; fewer where the exchange has no more. */
  history(rows: readonly number[]): Promise<readonly (readonly BarRow[])[]>;
  /**
   * Before the first {@link next}.
   * @param next - open time of the first bar that is wanted, by stream.
   * @param after - time of the batch before, NaN for none: no batch falls behind it.
   * @param recent - the last bars that the run has seen, by stream: what empty bars carry on, and spikes are measured by.
   */
  start(next: readonly number[], after: number, recent?: readonly (readonly BarRow[])[]): void;
  /** Waits for the next batch. @returns null once stopped. */
  next(): Promise<Delivery | null>;
  stop(): Promise<void>;
}
