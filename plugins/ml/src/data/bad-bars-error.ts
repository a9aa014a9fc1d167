import { TradingError } from "@bellwether/core";

/** Bars are so flawed that a policy refuses them, or are no bars at all. */
export class BadBarsError extends TradingError {
  override readonly code = "BAD_BARS";
}
