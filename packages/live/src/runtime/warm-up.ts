import type { BarStore } from "@bellwether/core";
import type { LaneSpec } from "../journal/entry.js";

/** Bars of warm-up of a stream: the most that a strategy there or risk asks for. @param warmups - of each lane. */
export function rowsToWarm(
  stream: number,
  specs: readonly LaneSpec[],
  warmups: readonly number[],
  riskWarmup: number,
): number {
  return Math.max(1, riskWarmup, ...warmups.filter((_, lane) => specs[lane]!.stream === stream));
}

/** Strategies that do not speak yet, in words: the run holds fewer bars than they want. */
export function stillSilent(
  specs: readonly LaneSpec[],
  warmups: readonly number[],
  stores: readonly BarStore[],
): readonly string[] {
  return specs.flatMap(({ name, stream }, lane) => {
    const { symbol, timeframe, offset, visible } = stores[stream]!;
    const [wanted, held] = [warmups[lane]!, offset + visible];
    return wanted <= held
      ? []
      : [
          `${name} waits for ${wanted - held} more bars of ${symbol} ${timeframe}: its warm-up is ${wanted}, and the run holds ${held}`,
        ];
  });
}
