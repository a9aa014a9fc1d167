import type { Timers } from "@bellwether/live";

/** Holds back every request to an exchange that has asked for silence. One for all symbols: the limit is the account's. */
export interface RateGate {
  /** Milliseconds until requests may go out again; 0 while they may. */
  left(): number;
  /** @returns whether it is open, after waiting at most that long for it. */
  pass(withinMs: number): Promise<boolean>;
  /** Shuts for as long as the exchange asks, ms; without its word for 1 s, twice as long each time up to a minute. */
  shut(retryAfterMs?: number): number;
  /** An answer has come: the next silence is short again. */
  answered(): void;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

export function rateGate(timers: Timers): RateGate {
  let openAt = Number.NEGATIVE_INFINITY;
  let next = FIRST_MS;
  const left = () => Math.max(0, openAt - timers.monotonic());
  return {
    left,
    async pass(withinMs) {
      const wait = left();
      if (!(wait <= withinMs)) return false;
      if (wait > 0) await timers.sleep(wait);
      return left() === 0;
    },
    shut(retryAfterMs) {
      const asked = retryAfterMs !== undefined && retryAfterMs > 0 && Number.isFinite(retryAfterMs);
      const ms = asked ? retryAfterMs : next;
      if (!asked) next = Math.min(LONGEST_MS, next * 2);
      openAt = Math.max(openAt, timers.monotonic() + ms);
      return ms;
    },
    answered() {
      if (left() === 0) next = FIRST_MS;
    },
  };
}
