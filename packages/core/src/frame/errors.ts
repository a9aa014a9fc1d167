import { clip, TradingError } from "../errors.js";
import { didYouMean } from "../nearest.js";

/** A strategy asked for a row that has not closed yet. */
export class FutureAccessError extends TradingError {
  override readonly code = "FUTURE_ACCESS";
  constructor(
    readonly row: number,
    readonly length: number,
  ) {
    super(`row ${row} has not closed: ${length} rows have, so at(${length - 1}) or at(-1) is the newest`);
  }
}

/** The frame has no column of this name. */
export class UnknownColumnError extends TradingError {
  override readonly code = "UNKNOWN_COLUMN";
  constructor(
    readonly column: string,
    readonly available: readonly string[],
  ) {
    super(`no column ${clip(column)}; the frame has ${available.join(", ")}.${didYouMean(column, available)}`);
  }
}

/** The run has no other symbol of this name. */
export class UnknownSymbolError extends TradingError {
  override readonly code = "UNKNOWN_SYMBOL";
  constructor(
    readonly symbol: string,
    readonly available: readonly string[],
  ) {
    super(`the run has no symbol ${clip(symbol)}; it has ${available.join(", ")}.${didYouMean(symbol, available)}`);
  }
}

/** Bars break a promise of the frame: order, length, or a value it cannot hold. */
export class BadFrameError extends TradingError {
  override readonly code = "BAD_FRAME";
}
