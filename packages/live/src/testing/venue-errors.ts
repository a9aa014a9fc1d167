import { TradingError } from "@bellwether/core";
import type { VenueRefusal } from "./venue.js";

/** A venue has said no to an order: nothing has changed there. */
export class VenueRefusalError extends TradingError {
  override readonly code = "VENUE_REFUSAL";
  constructor(
    /** The number and the words that Binance would answer. */
    readonly refusal: VenueRefusal,
  ) {
    super(refusal.message);
  }
}

/** A test asks of a venue what makes no sense: bars out of order, time that runs back, a balance below zero. */
export class BadVenueError extends TradingError {
  override readonly code = "BAD_VENUE";
}

/** @throws {VenueRefusalError} always */
export function refuse(code: VenueRefusal["code"], message: string): never {
  throw new VenueRefusalError({ code, message });
}
