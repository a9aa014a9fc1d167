import type { BarRow } from "@bellwether/live";
import { asFinite, asList, unreadable } from "./check.js";

const MOST_MS = 8.64e15;

/**
 * Rows of `fetchOHLCV`: copied, from `since` on, oldest first, one an opening time, `limit` at most. A row with a hole in
 * it condemns the page: an error page served as an answer reads as rows of holes.
 * @throws {ExchangeUnclearError}
 */
export function checkRows(answer: unknown, since: number, limit: number): readonly BarRow[] {
  const byTime = new Map<number, BarRow>();
  for (const row of asList(answer, "bars")) {
    const bar = checkRow(row);
    if (bar[0] >= since) byTime.set(bar[0], bar); // of two rows of one bar the later one counts
  }
  return [...byTime.values()].sort((a, b) => a[0] - b[0]).slice(0, limit);
}

/** @throws {ExchangeUnclearError} */
export function checkRow(row: unknown): BarRow {
  const cells = asList(row, "a bar");
  if (cells.length < 6) unreadable("a bar has 6 cells", cells.length);
  const openTime = asFinite(cells[0], "openTime");
  if (!(Number.isInteger(openTime) && openTime >= 0 && openTime <= MOST_MS))
    unreadable("openTime is no epoch ms", openTime);
  return [
    openTime,
    asFinite(cells[1], "open"),
    asFinite(cells[2], "high"),
    asFinite(cells[3], "low"),
    asFinite(cells[4], "close"),
    asFinite(cells[5], "volume"),
  ];
}
