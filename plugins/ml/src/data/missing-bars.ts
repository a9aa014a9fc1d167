import type { BarColumns } from "@bellwether/core";
import { BadBarsError } from "./bad-bars-error.js";
import type { CleaningPolicies } from "./cleaning-policies.js";
import { type BarGap, createTally, type Finding, timeText } from "./finding.js";
import { mapColumns } from "./pick-bars.js";
import type { TradingHours } from "./trading-hours.js";

/** Bars that are expected and not there. */
export interface Gaps {
  readonly bars: number;
  readonly count: number;
  readonly longest: BarGap | null;
}

/** Rows that a gap follows. */
function gapRows({ openTime }: BarColumns, hours: TradingHours): { readonly after: number; readonly bars: number }[] {
  const found: { after: number; bars: number }[] = [];
  for (let row = 1; row < openTime.length; row++) {
    const bars = hours.between(openTime[row - 1]!, openTime[row]!);
    if (bars > 0) found.push({ after: row - 1, bars });
  }
  return found;
}

export function gapsOf(bars: BarColumns, hours: TradingHours): Gaps {
  const found = gapRows(bars, hours);
  let total = 0;
  let longest: (typeof found)[number] | null = null;
  for (const gap of found) {
    total += gap.bars;
    if (gap.bars > (longest?.bars ?? 0)) longest = gap;
  }
  return { bars: total, count: found.length, longest: longest === null ? null : placed(bars, hours, longest) };
}

function placed(
  { openTime }: BarColumns,
  hours: TradingHours,
  { after, bars }: { after: number; bars: number },
): BarGap {
  const [from, to] = hours.edges(openTime[after]!, openTime[after + 1]!);
  return { from, to, bars };
}

/**
 * Fills gaps of at most `maxFill` bars with flat bars at the last close and a volume of 0; extra columns are NaN there.
 * @throws {BadBarsError} where missing bars are refused.
 */
export function missingBars(
  bars: BarColumns,
  hours: TradingHours,
  { missing, maxFill }: Pick<CleaningPolicies, "missing" | "maxFill">,
): { readonly bars: BarColumns; readonly finding: Finding } {
  const { count, longest, bars: total } = gapsOf(bars, hours);
  const expected = bars.openTime.length + total;
  if (missing === "refuse" && longest !== null)
    throw new BadBarsError(
      `${total} bars are missing in ${count} gaps, the longest from ${timeText(longest.from)} on; mend them, or set missing: keep`,
    );
  const found = gapRows(bars, hours);
  const fills = missing === "fill" ? found.filter((gap) => gap.bars <= maxFill) : [];
  const filledBars = fills.reduce((sum, gap) => sum + gap.bars, 0);
  const tally = createTally();
  const firstGap = found[0];
  const lastGap = found.at(-1);
  if (firstGap !== undefined) tally.add(placed(bars, hours, firstGap).from);
  if (lastGap !== undefined) tally.add(placed(bars, hours, lastGap).to);
  const finding: Finding = {
    ...tally.finding("missing", filledBars > 0 ? "filled" : "kept", expected),
    count: total,
    share: expected === 0 ? 0 : total / expected,
    gaps: { count, longest, filledBars },
  };
  return { bars: filledBars === 0 ? bars : filled(bars, hours, fills), finding };
}

function filled(
  bars: BarColumns,
  hours: TradingHours,
  fills: readonly { readonly after: number; readonly bars: number }[],
): BarColumns {
  const { openTime, open, high, low, close, volume } = bars;
  const rows = openTime.length + fills.reduce((sum, gap) => sum + gap.bars, 0);
  /** Row that each new row is, or -1 less the row before it where it is new. */
  const from = new Int32Array(rows);
  const times = new Float64Array(rows);
  let at = 0;
  let next = 0;
  for (let row = 0; row < openTime.length; row++) {
    from[at] = row;
    times[at++] = openTime[row]!;
    if (fills[next]?.after !== row) continue;
    next++;
    for (const time of hours.timesBetween(openTime[row]!, openTime[row + 1]!)) {
      from[at] = -1 - row;
      times[at++] = time;
    }
  }
  const spread = (column: Float64Array, fresh: (row: number) => number) =>
    Float64Array.from(from, (row) => (row >= 0 ? column[row]! : fresh(-1 - row)));
  const last = (row: number) => close[row]!;
  const unknown = mapColumns(bars, (column) => spread(column, () => Number.NaN));
  return {
    ...unknown,
    openTime: times,
    open: spread(open, last),
    high: spread(high, last),
    low: spread(low, last),
    close: spread(close, last),
    volume: spread(volume, () => 0),
  };
}
