import type { Timeframe } from "@bellwether/core";
import { SLOT } from "./row-problem.js";
import { missingTimes } from "./spacing.js";

/**
 * Puts a flat bar wherever one is missing: every price is the close before, volume is 0, extra columns are NaN.
 * @param columns - by slot; the first holds rising open times.
 */
export function fillGaps(columns: readonly Float64Array[], timeframe: Timeframe): Float64Array[] {
  const times = columns[SLOT.time]!;
  const inserts: { row: number; times: number[] }[] = [];
  let added = 0;
  for (let row = 1; row < times.length; row++) {
    const missing = missingTimes({ after: times[row - 1]!, before: times[row]! }, timeframe);
    if (missing.length === 0) continue;
    inserts.push({ row, times: missing });
    added += missing.length;
  }
  const closes = columns[SLOT.close]!;
  return columns.map((column, slot) => {
    const filled = new Float64Array(times.length + added);
    let [from, to] = [0, 0];
    for (const insert of inserts) {
      filled.set(column.subarray(from, insert.row), to);
      to += insert.row - from;
      from = insert.row;
      const end = to + insert.times.length;
      if (slot === SLOT.time) filled.set(insert.times, to);
      else filled.fill(slot < SLOT.volume ? closes[from - 1]! : slot === SLOT.volume ? 0 : Number.NaN, to, end);
      to = end;
    }
    filled.set(column.subarray(from), to);
    return filled;
  });
}
