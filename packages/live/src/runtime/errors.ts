import { TradingError } from "@bellwether/core";

/** The journal holds another run than the one that is to go on. */
export class RunMismatchError extends TradingError {
  override readonly code = "RUN_MISMATCH";
}

/** Played again, the journal led to something else than it says: it was written by other code, or by another machine's rules. */
export class ReplayDivergedError extends TradingError {
  override readonly code = "REPLAY_DIVERGED";
  constructor(
    /** Number of the entry. */
    readonly seq: number,
    problem: string,
  ) {
    super(`entry ${seq} of the journal: ${problem}`);
  }
}

/** A swap that was asked for cannot be made; the run goes on as it was. */
export class SwapRefusedError extends TradingError {
  override readonly code = "SWAP_REFUSED";
}

/** The run has ended, and takes no more orders from anyone. */
export class RunEndedError extends TradingError {
  override readonly code = "RUN_ENDED";
}
