import type { BarColumns } from "@bellwether/core";
import type { Figure } from "./metrics.js";

/**
 * What buying at the open of the first bar and holding to the close of the last would have returned, a fraction,
 * without fees; with several symbols the money is split equally between them at the start. Null without bars.
 */
export function buyAndHold(bars: readonly BarColumns[]): Figure {
  const held = bars.filter(({ close }) => close.length > 0);
  if (held.length === 0) return null;
  let growth = 0;
  for (const { open, close } of held) growth += close[close.length - 1]! / open[0]!;
  const result = growth / held.length - 1;
  return Number.isFinite(result) ? result : null;
}
