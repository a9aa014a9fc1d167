import type { LiveOrder } from "./live-order.js";

/** What is to be done about one order at the exchange, and when. Moments by the monotonic clock, ms; Infinity is never. */
export interface Errand {
  readonly order: LiveOrder;
  /** Waits to be sent. */
  toSend: boolean;
  /** It may be at the exchange: sent by this process, or perhaps by the one before. */
  out: boolean;
  /** Nobody knows how it stands. */
  unknown: boolean;
  lookUpAt: number;
  /** Look-ups without an answer, and answers in a row that it is not known. */
  failures: number;
  absences: number;
  /** The journal holds the wish for its end, or the run is stopping: when to ask for it. */
  cancelAt: number;
  cancels: number;
  /** When its time in force is over. */
  expiresAt: number;
}

export function errandFor(order: LiveOrder): Errand {
  return {
    order,
    toSend: false,
    out: false,
    unknown: false,
    lookUpAt: Number.POSITIVE_INFINITY,
    failures: 0,
    absences: 0,
    cancelAt: Number.POSITIVE_INFINITY,
    cancels: 0,
    expiresAt: Number.POSITIVE_INFINITY,
  };
}

/** Twice as long each time, up to a limit, ms. */
export function backoff(firstMs: number, mostMs: number, tries: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(tries, 30));
}
