import type { BarColumns } from "@bellwether/core";
import { BadBarsError } from "./bad-bars-error.js";
import type { CleaningPolicies } from "./cleaning-policies.js";
import { createTally, type Finding, timeText } from "./finding.js";
import { pickBars, withoutMarked } from "./pick-bars.js";

/** Furthest instant from 1970 that a date can name, ms. */
const LAST_TIME = 8.64e15;

type Step = { readonly bars: BarColumns; readonly findings: readonly Finding[] };

/**
 * Open times that are times, rise, and stand once. Rows of one time keep the order in which they were given.
 * @throws {BadBarsError} where a policy refuses what it finds.
 */
export function inOrder(given: BarColumns, { times, order, duplicates }: CleaningPolicies): Step {
  const rows = given.openTime.length;
  const timeless = createTally();
  const late = createTally();
  const marked = new Uint8Array(rows);
  let newest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    const time = given.openTime[row]!;
    if (!(Math.abs(time) <= LAST_TIME)) {
      timeless.add(time);
      marked[row] = 1;
    } else if (time < newest) {
      late.add(time);
      if (order === "drop") marked[row] = 1;
    } else newest = time;
  }
  if (times === "refuse" && timeless.count > 0)
    throw new BadBarsError(`${timeless.count} rows have no open time; mend the file, or set times: drop`);
  if (order === "refuse" && late.count > 0)
    throw new BadBarsError(`${late.count} rows stand after later ones; mend the file, or set order: sort`);
  let bars = withoutMarked(given, marked);
  if (order === "sort" && late.count > 0) {
    const { openTime } = bars;
    bars = pickBars(
      bars,
      Int32Array.from(openTime, (_, row) => row).sort((a, b) => openTime[a]! - openTime[b]! || a - b),
    );
  }
  const twice = createTally();
  const { openTime } = bars;
  const again = new Uint8Array(openTime.length);
  for (let row = 1; row < openTime.length; row++) {
    if (openTime[row] !== openTime[row - 1]) continue;
    twice.add(openTime[row]!);
    again[duplicates === "last" ? row - 1 : row] = 1;
  }
  if (duplicates === "refuse" && twice.count > 0) {
    const { first } = twice.finding("duplicates", "dropped", rows);
    throw new BadBarsError(
      `${twice.count} bars stand twice, the first ${timeText(first)}; mend the file, or set duplicates: first`,
    );
  }
  const findings = [
    timeless.finding("times", "dropped", rows),
    late.finding("order", order === "drop" ? "dropped" : "sorted", rows),
    twice.finding("duplicates", "dropped", rows),
  ];
  return { bars: withoutMarked(bars, again), findings };
}
