import { isTimeframe, type Timeframe, timeframeMs } from "@bellwether/core";
import * as z from "zod";

/** A span of time: in bars of the lane it is asked for, in ms, or as text such as `"4h"`. */
export const Duration = z.union([
  z.string().refine(isTimeframe, 'a span reads like "30m", "4h" or "7d"') as unknown as z.ZodType<Timeframe, string>,
  z.strictObject({ bars: z.int().positive() }),
  z.strictObject({ ms: z.int().positive() }),
]);
export type Duration = z.output<typeof Duration>;

/** Length in ms; NaN for bars of a lane that is not known. */
export function durationMs(duration: Duration, timeframe: Timeframe | undefined): number {
  if (typeof duration === "string") return timeframeMs(duration);
  if ("ms" in duration) return duration.ms;
  return timeframe === undefined ? Number.NaN : duration.bars * timeframeMs(timeframe);
}
