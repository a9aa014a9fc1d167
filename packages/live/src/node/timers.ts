import type { Timers } from "../time/timers.js";

/** Longest single wait, ms: longer ones are looked at again every hour. A `setTimeout` beyond 2^31 ms would fire at once. */
const SLICE_MS = 3_600_000;

/**
 * The time of this machine. Waits are measured by the clock that never jumps. A wait keeps the process alive until it has
 * ended or been called off, and leaves nothing behind.
 */
export function systemTimers(): Timers {
  const monotonic = () => performance.now();

  /** @returns what calls it off. Waits of no length, and of NaN, end in the next round of the event loop. */
  function after(ms: number, run: () => void): () => void {
    const due = monotonic() + Math.max(0, ms || 0);
    let timer: NodeJS.Timeout | undefined;
    const arm = (rest: number) => {
      // rounded up: a timer may fire a little before its millisecond is over
      timer = setTimeout(look, Math.min(SLICE_MS, Math.ceil(rest)));
    };
    const look = () => {
      const rest = due - monotonic();
      if (rest > 0) arm(rest);
      else run();
    };
    arm(due - monotonic());
    return () => clearTimeout(timer);
  }

  return {
    now: () => Date.now(),
    monotonic,
    after,
    sleep(ms, signal) {
      if (signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const end = () => {
          cancel();
          signal?.removeEventListener("abort", end);
          resolve();
        };
        const cancel = after(ms, end);
        signal?.addEventListener("abort", end, { once: true });
      });
    },
  };
}
