import type { Stream } from "@bellwether/core";
import { ExchangeRefusalError, ExchangeUnclearError } from "../exchange/errors.js";
import type { BarRow, MarketData } from "../exchange/market-data.js";
import type { Timers } from "../time/timers.js";
import { DownloadError } from "./errors.js";

/** How long to wait after an answer that did not come. */
const BACKOFF = { firstMs: 1_000, mostMs: 60_000 };

/** What asks for pages of bars. */
export interface BarAsker {
  /**
   * Asks until there is an answer, and waits longer from one failure to the next.
   * @returns null as soon as the signal aborts.
   * @throws {ExchangeRefusalError} at once; {DownloadError} after too many failures in a row.
   */
  ask(since: number): Promise<readonly BarRow[] | null>;
  /** Requests sent, and those among them that had no clear answer. */
  readonly requests: number;
  readonly failures: number;
}

/** @param attempts - failures in a row that end it. */
export function createBarAsker(
  data: MarketData,
  stream: Stream,
  {
    timers,
    signal,
    attempts,
  }: { readonly timers: Timers; readonly signal?: AbortSignal | undefined; readonly attempts: number },
): BarAsker {
  const counts = { requests: 0, failures: 0 };
  const aborted = whenAborted(signal);
  return {
    get requests() {
      return counts.requests;
    },
    get failures() {
      return counts.failures;
    },
    async ask(since) {
      for (let failed = 1; ; failed++) {
        if (signal?.aborted === true) return null;
        counts.requests++;
        try {
          // the answer to a request that nobody waits for any more is dropped
          return await Promise.race([data.bars(stream, since, data.barsPerRequest), aborted]);
        } catch (cause) {
          if (cause instanceof ExchangeRefusalError) throw cause;
          counts.failures++;
          if (failed >= attempts) throw gaveUp(stream, failed, cause);
          await timers.sleep(pause(failed, cause), signal);
        }
      }
    },
  };
}

function whenAborted(signal: AbortSignal | undefined): Promise<null> {
  return new Promise((resolve) => signal?.addEventListener("abort", () => resolve(null), { once: true }));
}

/** What the exchange asks for, and no less than the backoff. */
function pause(failed: number, cause: unknown): number {
  const asked = cause instanceof ExchangeUnclearError ? (cause.retryAfterMs ?? 0) : 0;
  const backoff = Math.min(BACKOFF.mostMs, BACKOFF.firstMs * 2 ** (failed - 1));
  return Number.isFinite(asked) ? Math.max(asked, backoff) : backoff;
}

function gaveUp({ symbol, timeframe }: Stream, failed: number, cause: unknown): DownloadError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DownloadError(
    `${symbol} ${timeframe}: no clear answer ${failed} times in a row, the last: ${why}; what has come is stored, so start again later`,
    { cause },
  );
}
