import { performance } from "node:perf_hooks";
import type { Venue } from "@bellwether/live/venue";
import { LocalExchangeError } from "./api-error.js";
import type { Advance } from "./options.js";

/** Time of a local exchange, which moves its venue. */
export interface ExchangeClock {
  /** Epoch ms UTC, whole. */
  readonly now: number;
  /** Brings the venue up to now, before anything is read from it. */
  sync(): void;
  advance(by: Advance): number;
  stop(): void;
}

/** What must happen along the way. */
export interface Walk {
  /** The next moment besides a change of price at which something is due, such as the close of a bar; or Infinity. */
  due(): number;
  /** Something may have happened, at the venue's time of now. */
  step(): void;
}

/** Longest real wait: what is due may have changed meanwhile. */
const LONGEST_WAIT_MS = 1_000;

/**
 * @param speed - times real time, or stepped
 * @throws {LocalExchangeError} for a speed that is not above 0
 */
export function createExchangeClock(venue: Venue, speed: number | "stepped", walk: Walk): ExchangeClock {
  if (speed !== "stepped" && !(speed > 0 && speed < Infinity))
    throw new LocalExchangeError(`speed is ${speed}; give a number above 0, or "stepped"`);
  const start = venue.now;
  const origin = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let walking = false;
  const time = () => (speed === "stepped" ? venue.now : start + Math.floor((performance.now() - origin) * speed));

  const walkTo = (until: number) => {
    if (walking) return; // a listener asks for the time
    walking = true;
    try {
      for (;;) {
        const next = Math.min(venue.nextChange, walk.due());
        if (!(next <= until)) break;
        venue.advance(next);
        walk.step();
      }
      if (until > venue.now) venue.advance(until);
    } finally {
      walking = false;
    }
  };

  const pump = () => {
    if (stopped || speed === "stepped") return;
    walkTo(time());
    const next = Math.min(venue.nextChange, walk.due());
    timer = setTimeout(pump, Math.min(LONGEST_WAIT_MS, Math.max(0, (next - time()) / speed)));
  };
  pump();

  return {
    get now() {
      return time();
    },
    sync() {
      if (speed !== "stepped" && !stopped) walkTo(time());
    },
    advance(by) {
      if (speed !== "stepped")
        throw new LocalExchangeError(`the exchange runs at ${speed} times real time; only a stepped one is advanced`);
      const until = "ms" in by ? venue.now + by.ms : by.until;
      if (!(until >= venue.now && Number.isSafeInteger(until)))
        throw new LocalExchangeError(
          `cannot advance from ${venue.now} to ${until}; give a whole number of ms, forward`,
        );
      walkTo(until);
      return venue.now;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
