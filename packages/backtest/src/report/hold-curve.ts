import { closeTimeOf } from "@bellwether/core";
import type { ReportedBars } from "./report.js";

/**
 * What `startEquity`, split equally between the symbols, was worth at `times` (close times, ascending) when bought at
 * each symbol's first open and held, without fees. Quote currency; null without bars.
 */
export function holdCurve(
  bars: readonly ReportedBars[],
  times: Float64Array,
  startEquity: number,
): Float64Array | null {
  const held = bars.filter(({ columns }) => columns.close.length > 0);
  if (held.length === 0) return null;
  const worth = new Float64Array(times.length);
  for (const { columns, timeframe } of held) {
    const share = startEquity / held.length / columns.open[0]!;
    let next = 0;
    for (let i = 0; i < times.length; i++) {
      while (next < columns.close.length && closeTimeOf(timeframe, columns.openTime[next]!) <= times[i]!) next++;
      worth[i]! += share * (next === 0 ? columns.open[0]! : columns.close[next - 1]!);
    }
  }
  return worth;
}
