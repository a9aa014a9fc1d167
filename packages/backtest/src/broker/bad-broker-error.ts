import { TradingError } from "@bellwether/core";

/** The simulated broker was set up with something out of range. */
export class BadBrokerError extends TradingError {
  override readonly code = "BAD_BROKER";
}
