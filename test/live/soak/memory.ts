import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What a process holds after its garbage has been collected. */
export interface Footprint {
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Timers, sockets and files that are open. */
  readonly handles: number;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Collects all garbage, and measures. */
export function footprint(): Footprint {
  collect();
  collect();
  const { rss, heapUsed } = process.memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed, handles: process.getActiveResourcesInfo().length };
}

/** Slope of the line through equally spaced values, per step. */
export function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let above = 0;
  let below = 0;
  for (const [i, value] of values.entries()) {
    above += (i - middle) * (value - mean);
    below += (i - middle) ** 2;
  }
  return above / below;
}
