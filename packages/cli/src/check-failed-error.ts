import { TradingError } from "@bellwether/core";

/** Promises of a contract are broken; the output says which. */
export class CheckFailedError extends TradingError {
  override readonly code = "CHECK_FAILED";
}
