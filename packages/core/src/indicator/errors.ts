import { clip, TradingError } from "../errors.js";

/** An indicator's parameter is out of its range or of the wrong kind. */
export class BadPeriodError extends TradingError {
  override readonly code: string = "BAD_PERIOD";
  constructor(
    readonly indicator: string,
    readonly parameter: string,
    readonly value: unknown,
    wanted: string,
  ) {
    super(`${indicator}: ${parameter} must be ${wanted}, got ${clip(value)}`);
  }
}

/** An indicator was called with something it cannot memoise or read. */
export class BadIndicatorCallError extends TradingError {
  override readonly code = "BAD_INDICATOR_CALL";
}
