import type { Exchange } from "../exchange/trading.js";
import type { Venue, VenueOptions } from "./venue.js";

/** A fault that strikes once: the next request, or every stream. */
export type OneFault = "request-lost" | "answer-lost" | "server-error" | "rate-limited" | "disconnect";

/** An exchange over a venue, and the handles that its tests need. */
export interface ExchangeUnderTest {
  /** Opened already. */
  readonly exchange: Exchange;
  /** The truth behind it. */
  readonly venue: Venue;
  /** Lets the venue's clock go on, and whatever follows from it arrive. */
  advance(ms: number): Promise<void>;
  /** Waits for a call, while as much time passes as it takes; the venue's prices stay. */
  run<T>(call: Promise<T>): Promise<T>;
  /** Waits until it is so, for events that are on their way. @throws when it does not come about */
  until(isSo: () => boolean): Promise<void>;
  inject(fault: OneFault): void | Promise<void>;
  /** Requests so far that placed, or were to place, an order, and those that were to cancel one, as the venue's side counted them. */
  arrivals(): { readonly submits: number; readonly cancels: number };
  close(): Promise<void>;
}

/** Makes an exchange over a venue of these options. */
export type MakeExchange = (options: VenueOptions) => Promise<ExchangeUnderTest>;
