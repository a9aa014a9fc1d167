import { createLagHistogram, type LagHistogram } from "../ops/lag-histogram.js";
import type { Timers } from "../time/timers.js";

/** What a process uses and how late it is. */
interface GaugeReading {
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** How late the event loop ran what was due, at worst in the last minute, ms; null before the first look. */
  readonly loopLagMs: number | null;
}

export interface Gauges {
  read(): GaugeReading;
  /** Of all looks so far. */
  readonly lags: LagHistogram;
  /** Stops looking; until then the process stays alive. */
  close(): void;
}

export interface GaugeOptions {
  /** Between two looks, ms; half a second unless given. */
  readonly everyMs?: number | undefined;
  /** Hears of each look that came late by more than `lateMs` (250 unless given). */
  readonly onLate?: ((lagMs: number) => void) | undefined;
  readonly lateMs?: number | undefined;
}

const MINUTE = 60_000;

/** Watches memory and the event loop. Keeps one number a look for a minute, and no more. */
export function startGauges(timers: Timers, { everyMs = 500, onLate, lateMs = 250 }: GaugeOptions = {}): Gauges {
  const recent = new Float64Array(Math.max(1, Math.ceil(MINUTE / everyMs)));
  const lags = createLagHistogram();
  let looks = 0;
  let cancel = () => {};
  const arm = () => {
    const due = timers.monotonic() + everyMs;
    cancel = timers.after(everyMs, () => {
      const lag = Math.max(0, timers.monotonic() - due);
      recent[looks++ % recent.length] = lag;
      lags.record(lag);
      arm();
      if (!(lag <= lateMs)) onLate?.(lag);
    });
  };
  arm();
  return {
    read() {
      const { rss, heapUsed } = process.memoryUsage();
      const seen = recent.subarray(0, Math.min(looks, recent.length));
      return { rssBytes: rss, heapBytes: heapUsed, loopLagMs: looks === 0 ? null : Math.max(...seen) };
    },
    lags,
    close: () => cancel(),
  };
}
