import { openTimeOf, type Timeframe } from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";

/** What an answer of the exchange is worth. */
export interface CheckedRows {
  /** Good rows, oldest first, each open time once. */
  readonly rows: readonly BarRow[];
  /** Rows that are no bars, and what is wrong with the first. */
  readonly bad: number;
  readonly problem: string | null;
  /** Rows that came a second time with the same content. */
  readonly duplicates: number;
  /** No row of it may have been lost: what it lacks may be believed to be missing. */
  readonly clean: boolean;
}

/**
 * Keeps what can be bars of `timeframe`: open times on the grid, no earlier than `since`, no later than `until`.
 * Earlier rows are passed over, as not every exchange heeds `since`. Rows that contradict each other are all bad.
 */
export function checkRows(timeframe: Timeframe, answer: unknown, since: number, until: number): CheckedRows {
  if (!Array.isArray(answer))
    return { rows: [], bad: 1, problem: "the answer is no list", duplicates: 0, clean: false };
  const byOpenTime = new Map<number, BarRow | null>();
  let bad = 0;
  let problem: string | null = null;
  let duplicates = 0;
  let lost = false;
  let newest = Number.NEGATIVE_INFINITY;
  let rising = true;
  for (const row of answer as readonly unknown[]) {
    const fault = problemOf(timeframe, row);
    if (fault !== null) {
      bad++;
      lost = true;
      problem ??= fault;
      continue;
    }
    const good = row as BarRow;
    const openTime = good[0];
    rising &&= openTime >= newest;
    newest = openTime;
    if (openTime < since) continue;
    if (!(openTime <= until)) {
      // no row is lost by it: after a suspension it is our clock that is wrong
      bad++;
      problem ??= `the row that opens at ${openTime} is from the future`;
      continue;
    }
    const other = byOpenTime.get(openTime);
    // a copy: the exchange's library may go on to change what it has handed out
    if (other === undefined) byOpenTime.set(openTime, copyOf(good));
    else if (other !== null && isSame(other, good)) duplicates++;
    else {
      bad++;
      lost = true;
      problem ??= `two rows that differ open at ${openTime}`;
      byOpenTime.set(openTime, null);
    }
  }
  const rows = [...byOpenTime.values()].filter((row) => row !== null);
  if (!rising) {
    problem ??= "rows are not in order of time";
    rows.sort((a, b) => a[0] - b[0]);
  }
  return { rows, bad, problem, duplicates, clean: !lost && rising };
}

export function isSame(a: BarRow, b: BarRow): boolean {
  return a.every((value, i) => value === b[i]);
}

/** Written so that NaN fails. */
function problemOf(timeframe: Timeframe, row: unknown): string | null {
  if (!(Array.isArray(row) && row.length >= 6)) return "a row does not hold six numbers";
  const values = row.slice(0, 6) as unknown[];
  if (!values.every((value) => typeof value === "number" && Number.isFinite(value)))
    return "a row holds what is no finite number";
  const [openTime, open, high, low, close, volume] = values as unknown as BarRow;
  const at = `the row that opens at ${openTime}`;
  if (openTimeOf(timeframe, openTime) !== openTime) return `${at} is off the grid of ${timeframe}`;
  if (!(low > 0)) return `${at} has a price of ${low}`;
  if (!(high >= Math.max(open, close))) return `${at} has a high of ${high} below its open or close`;
  if (!(low <= Math.min(open, close))) return `${at} has a low of ${low} above its open or close`;
  if (!(volume >= 0)) return `${at} has a volume of ${volume}`;
  return null;
}

function copyOf([openTime, open, high, low, close, volume]: BarRow): BarRow {
  return Object.freeze([openTime, open, high, low, close, volume] as const);
}
