import { DAY_MS, dayOf } from "../metrics/calendar-days.js";
import type { Figure } from "../metrics/metrics.js";

/** The returns of one calendar year, UTC; null for months without closes, or that began with nothing to lose. */
export interface YearOfReturns {
  readonly year: number;
  /** January first, always twelve. */
  readonly months: readonly Figure[];
  readonly total: Figure;
}

/** Month by month, each from the last close of the month before (at first, from the start) to its own last close. */
export function monthlyReturns(time: Float64Array, equity: Float64Array, startEquity: number): YearOfReturns[] {
  const years: { year: number; months: Figure[]; total: Figure }[] = [];
  const growth = (from: number, to: number): Figure => (from > 0 ? to / from - 1 : null);
  let monthStart = startEquity;
  let yearStart = startEquity;
  for (let i = 0; i < time.length; i++) {
    const today = dayOf(time[i]!);
    // most neighbours share a day, which needs no calendar
    if (i + 1 < time.length && dayOf(time[i + 1]!) === today) continue;
    const month = monthOf(today);
    if (i + 1 < time.length && monthOf(dayOf(time[i + 1]!)) === month) continue;
    const year = Math.floor(month / 12);
    let row = years[years.length - 1];
    if (row?.year !== year) {
      yearStart = monthStart;
      row = { year, months: new Array<Figure>(12).fill(null), total: null };
      years.push(row);
    }
    row.months[month - 12 * year] = growth(monthStart, equity[i]!);
    row.total = growth(yearStart, equity[i]!);
    monthStart = equity[i]!;
  }
  return years;
}

/** Months from year 0 to the month of a UTC calendar day, which midnight ends. */
function monthOf(day: number): number {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
