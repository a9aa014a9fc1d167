import { closeTimeOf, openTimeOf, type Timeframe } from "@bellwether/core";

/** Open time of the bar before the one that opens then. */
export function openBefore(timeframe: Timeframe, openTime: number): number {
  return openTimeOf(timeframe, openTime - 1);
}

/** Open time `count` bars later. */
export function openAfter(timeframe: Timeframe, openTime: number, count: number): number {
  if (!timeframe.endsWith("M")) return openTime + count * (closeTimeOf(timeframe, openTime) - openTime);
  let open = openTime;
  for (let i = 0; i < count; i++) open = closeTimeOf(timeframe, open);
  return open;
}

/** Bars that open from `from` on, before `to`. */
export function barsBetween(timeframe: Timeframe, from: number, to: number): number {
  if (!timeframe.endsWith("M")) return Math.max(0, Math.ceil((to - from) / (closeTimeOf(timeframe, from) - from)));
  let count = 0;
  for (let open = from; open < to; open = closeTimeOf(timeframe, open)) count++;
  return count;
}
