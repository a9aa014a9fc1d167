import type { Timers } from "../time/timers.js";

/** Nobody sleeps longer without looking again: clocks jump. */
const LONGEST_MS = 3_600_000;

/** Something to wait on, for one waiter at a time, with a timer of its own. */
export interface Bell {
  /** Wakes who waits. Rung while nobody does, it ends the next wait at once. */
  ring(): void;
  /** Resolves after `ms` (at most an hour), or when the bell is rung. */
  wait(ms: number): Promise<void>;
}

export function createBell(timers: Timers): Bell {
  let rung = false;
  let waiting: AbortController | null = null;
  return {
    ring() {
      rung = true;
      waiting?.abort();
    },
    async wait(ms) {
      if (!rung) {
        waiting = new AbortController();
        // whole milliseconds: what is left may be less than the clock can tell
        await timers.sleep(Math.ceil(Math.min(Math.max(ms, 1), LONGEST_MS)), waiting.signal);
        waiting = null;
      }
      rung = false;
    },
  };
}
