import type { BarStore } from "@bellwether/core";
import type { LaneSpec } from "../journal/entry.js";

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
