import { TradingError } from "@bellwether/core";

/** Capital cannot be shared out as asked: bad settings or weights, unequal series, or a rule that breaks its promise. */
export class BadAllocationError extends TradingError {
  override readonly code = "BAD_ALLOCATION";
}
