import { TradingError } from "@bellwether/core";

/** A backtest was asked for something that does not fit together. */
export class BadBacktestError extends TradingError {
  override readonly code = "BAD_BACKTEST";
}
