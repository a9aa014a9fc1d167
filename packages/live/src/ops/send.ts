import { TradingError } from "@bellwether/core";

/** One request to a server outside. */
export interface SendRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** For all of it, from the look-up of the name to the last byte. */
  readonly timeoutMs: number;
}

/** What a server said, whatever it said: a refusal is an answer too. Redirects are answers, they are not followed. */
export interface SendResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8, cut off where it grows too long. */
  readonly text: string;
}

/**
 * The way out to other people's servers. Nothing is sent twice by itself.
 * @throws {SendRefusedError} for an address that it must not reach, before anything is sent.
 * @throws {SendFailedError} if no answer came; it may have been heard all the same.
 */
export type Send = (url: string, request: SendRequest) => Promise<SendResponse>;

/** The address is not one that a run may send to; trying again does not help. */
export class SendRefusedError extends TradingError {
  override readonly code = "SEND_REFUSED";
}

/** No answer came. Names the server at most: paths and queries may hold tokens. */
export class SendFailedError extends TradingError {
  override readonly code = "SEND_FAILED";
}

/** Longest wait that a server is believed to want, ms. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * The wait that a `Retry-After` header asks for, in ms: whole seconds, or a date.
 * @param now - epoch ms UTC.
 * @returns undefined where there is none, or none that can be read.
 * @see RFC 9110, section 10.2.3
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  // an HTTP date begins with a weekday; whatever else Date.parse would guess is no answer
  const ms = /^\d{1,9}$/.test(text)
    ? Number(text) * 1_000
    : /^[A-Z][a-z]{2}, /.test(text)
      ? Date.parse(text) - now
      : NaN;
  return ms >= 0 ? Math.min(ms, LONGEST_WAIT_MS) : ms < 0 ? 0 : undefined;
}
