import type { EventBus, Loop } from "@bellwether/core";
import type { LaneSpec, Note } from "../journal/entry.js";
import type { LagHistogram } from "../ops/lag-histogram.js";
import type { SwapPlan } from "./swap.js";

/** A run on an exchange's bars: on paper, on its testnet, or with real money. */
export interface LiveRun {
  readonly loop: Loop;
  readonly bus: EventBus;
  /** Resolves when the run has ended in order; rejects with what ended it otherwise. */
  readonly done: Promise<void>;
  /** Resolves when the journal has been played and the first live bar is awaited. */
  readonly ready: Promise<void>;
  /** Steps with bars that were played from the journal at the start. */
  readonly replayed: number;
  /** From the close of a bar until all that was decided on it was on the disk, ms. */
  readonly lags: LagHistogram;
  /** Entries of the journal so far. */
  readonly entries: number;
  /** What each lane runs, as of now. */
  readonly lanes: readonly LaneSpec[];
  /** Who has paused it or flattened, and when, epoch ms UTC; null unless somebody has. */
  readonly paused: { readonly by: string; readonly since: number } | null;
  /** Strategies that failed so often that they are asked no more. */
  disabled(lane: number): boolean;
  /** Opens nothing more until {@link resume}; what is held stays guarded. */
  pause(by: string): Promise<void>;
  resume(by: string): Promise<void>;
  /** Pauses, and leaves every position at the market. */
  flatten(by: string): Promise<void>;
  /**
   * Lets other strategies speak from the next close of a bar on.
   * @throws {SwapRefusedError} if one of them fails on the bars at hand; nothing changes then.
   */
  swap(plan: SwapPlan): Promise<void>;
  /** Writes something worth knowing into the journal. */
  note(note: Note): void;
  /** Ends in order: every order's state is proven, and the journal says so. */
  stop(reason: string): Promise<void>;
}
