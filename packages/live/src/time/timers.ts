import type { Clock } from "@bellwether/core";

/**
 * Time as a runtime lives in it: the machine's in production, virtual in a simulation. Nothing else in this package
 * measures or waits.
 */
export interface Timers extends Clock {
  /** Wall time of this machine, epoch ms UTC; it may jump. */
  now(): number;
  /** Milliseconds since some start; never jumps, never falls. */
  monotonic(): number;
  /** Resolves after that long, or as soon as `signal` aborts; it never rejects. Any length is allowed. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `run` once, later. @returns what calls it off. */
  after(ms: number, run: () => void): () => void;
}
