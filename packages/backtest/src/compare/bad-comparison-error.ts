import { TradingError } from "@bellwether/core";

/** These runs cannot be laid side by side. */
export class BadComparisonError extends TradingError {
  override readonly code = "BAD_COMPARISON";
}
