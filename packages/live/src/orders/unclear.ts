import { ExchangeUnclearError } from "../exchange/errors.js";

/** What went wrong with a call, for the log. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "the answer does not fit the order";
}

/** How long the exchange asks to be left alone, ms. */
export function retryAfter(error: unknown): number {
  return error instanceof ExchangeUnclearError ? (error.retryAfterMs ?? 0) : 0;
}
