import type { Timers } from "../time/timers.js";

/** The longest ban that Binance documents; what asks for more is taken for an error. */
const LONGEST_PAUSE_MS = 3 * 86_400_000;

/** Where every request passes: so many at a time, and none while the exchange asks everyone to wait. */
export interface RequestGate {
  /** Resolves when a request may be sent, in the order of the calls. @returns false once stopped: send nothing. */
  enter(): Promise<boolean>;
  /** A request that has entered is over. */
  leave(): void;
  /** The exchange asks everyone to wait for so long, ms. */
  pause(ms: number): void;
  /** Whether it does now. */
  readonly paused: boolean;
  stop(): void;
}

export function createRequestGate(timers: Timers, maxConcurrent: number): RequestGate {
  const waiting: ((open: boolean) => void)[] = [];
  let underWay = 0;
  let until = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  let stopped = false;
  const isPaused = () => timers.monotonic() < until;
  const admit = () => {
    cancel?.();
    cancel = null;
    if (isPaused()) {
      if (waiting.length > 0) cancel = timers.after(Math.ceil(until - timers.monotonic()), admit);
      return;
    }
    while (waiting.length > 0 && underWay < maxConcurrent) {
      underWay++;
      waiting.shift()!(true);
    }
  };
  return {
    enter() {
      if (stopped) return Promise.resolve(false);
      return new Promise((resolve) => {
        waiting.push(resolve);
        admit();
      });
    },
    leave() {
      underWay--;
      admit();
    },
    pause(ms) {
      const length = ms > 0 ? Math.min(ms, LONGEST_PAUSE_MS) : 0;
      until = Math.max(until, timers.monotonic() + length);
    },
    get paused() {
      return isPaused();
    },
    stop() {
      stopped = true;
      cancel?.();
      cancel = null;
      for (const resolve of waiting.splice(0)) resolve(false);
    },
  };
}
