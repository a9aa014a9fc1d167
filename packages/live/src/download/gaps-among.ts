import { closeTimeOf, type Timeframe } from "@bellwether/core";
import { barsBetween } from "../bars/bar-grid.js";
import type { BarGap } from "./bar-sink.js";

/** Everything missing among open times on the grid of a timeframe, oldest first. @param times - rising. */
export function gapsAmong(times: ArrayLike<number>, timeframe: Timeframe): BarGap[] {
  const gaps: BarGap[] = [];
  for (let i = 1; i < times.length; i++) {
    const after = times[i - 1]!;
    const before = times[i]!;
    const next = closeTimeOf(timeframe, after);
    if (next < before) gaps.push({ after, before, missing: barsBetween(timeframe, next, before) });
  }
  return gaps;
}
