import type { BarColumns } from "@bellwether/core";
import type { CleaningPolicies } from "./cleaning-policies.js";
import { createTally, type Finding } from "./finding.js";
import { ownBars, withoutMarked } from "./pick-bars.js";
import { createRollingMedian } from "./rolling-median.js";
import type { TradingHours } from "./trading-hours.js";

/** Turns the median absolute deviation of a normal variable into its standard deviation. */
const NORMAL_MAD = 1.482602218505602;
/** What was clipped to the limit is not found again for the last bit of a logarithm. */
const SLACK = 1e-9;

/**
 * Log returns from close to close that are further from the median of the `outlierWindow` returns before them than
 * `outlierMultiple` standard deviations (1.4826 × the median absolute deviation). Only earlier bars are looked at, as cleaned
 * so far; the returns that follow a gap are not judged, nor are those of a window that stands still, nor the first ones.
 *
 * `clip` moves the prices of the bar to the limit; a price that really has jumped is followed bar by bar. `drop` leaves the
 * bar out; the next one follows a gap, and is not judged.
 */
export function outliers(
  bars: BarColumns,
  hours: TradingHours,
  { outliers: policy, outlierMultiple, outlierWindow }: CleaningPolicies,
  of: number,
): { readonly bars: BarColumns; readonly finding: Finding } {
  const { openTime } = bars;
  const rows = openTime.length;
  const own = policy === "clip" ? ownBars(bars) : null;
  const { open, high, low, close } = own ?? bars;
  const dropped = new Uint8Array(rows);
  const tally = createTally();
  const before = createRollingMedian(outlierWindow);
  let last = -1; // newest row that was kept
  for (let row = 0; row < rows; row++) {
    if (last < 0 || hours.between(openTime[last]!, openTime[row]!) > 0) {
      last = row;
      continue;
    }
    let move = Math.log(close[row]! / close[last]!);
    const limit = before.full ? outlierMultiple * NORMAL_MAD * before.deviation() : 0;
    const middle = before.median();
    if (limit > 0 && Math.abs(move - middle) > limit * (1 + SLACK)) {
      tally.add(openTime[row]!);
      if (policy === "drop") {
        dropped[row] = 1;
        continue;
      }
      if (own !== null) {
        const least = close[last]! * Math.exp(middle - limit);
        const most = close[last]! * Math.exp(middle + limit);
        for (const column of [open, high, low, close]) column[row] = Math.min(most, Math.max(least, column[row]!));
        move = Math.log(close[row]! / close[last]!);
      }
    }
    before.push(move);
    last = row;
  }
  const action = policy === "keep" ? "kept" : policy === "clip" ? "clipped" : "dropped";
  const finding = tally.finding("outliers", action, of);
  if (tally.count === 0) return { bars, finding };
  return { bars: own ?? withoutMarked(bars, dropped), finding };
}
