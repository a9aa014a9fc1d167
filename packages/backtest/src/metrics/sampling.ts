import { DAY_MS, dayEnds, dayOf, isWeekend } from "./calendar-days.js";

/** Fewest calendar days with closes for daily returns; shorter runs are measured bar by bar. */
const MIN_DAYS = 10;
/** A market whose bars fall on weekends more often than this trades all week; 2 / 7 is 0.29, Sunday evenings 0.04. */
const WEEKEND_SHARE = 0.17;
const YEAR_DAYS = 365.25;

/** How a curve is cut into returns, and how many of them make a year. */
export interface Sampling {
  readonly returnPeriod: "day" | "bar";
  /** Points of the curve between which returns are taken. */
  readonly points: Uint32Array;
  readonly periodsPerYear: number | null;
}

/** Whether the bars closing at `time` (epoch ms) belong to a market that trades at weekends. */
export function tradesWeekends(time: Float64Array): boolean {
  let weekend = 0;
  for (let i = 0; i < time.length; i++) if (isWeekend(dayOf(time[i]!))) weekend++;
  return weekend > WEEKEND_SHARE * time.length;
}

/** Days between two instants, less the weekend days that begin between them. */
function weekdaysBetween(from: number, to: number): number {
  let weekend = 0;
  for (let day = dayOf(from) + 1; day <= dayOf(to); day++) if (isWeekend(day)) weekend++;
  return (to - from) / DAY_MS - weekend;
}

/**
 * Daily (last close of each UTC calendar day) where at least {@link MIN_DAYS} days have closes and bars are no longer
 * than a day, with 365 periods a year for markets that trade at weekends and 252 for others; else bar by bar, with
 * the number of bars a year measured.
 * @param time - close times of bars, epoch ms UTC, ascending; @param startTime - when the first bar opened.
 */
export function sampleReturns(time: Float64Array, startTime: number): Sampling {
  const last = time[time.length - 1] ?? startTime;
  const days = dayEnds(time);
  const elapsed = (last - startTime) / DAY_MS;
  const longBars = days.length < elapsed / 2; // weekly bars and longer: most days have no close
  const allWeek = tradesWeekends(time);
  if (days.length >= MIN_DAYS && !longBars)
    return { returnPeriod: "day", points: days, periodsPerYear: allWeek ? 365 : 252 };
  const year = longBars ? YEAR_DAYS : allWeek ? 365 : 252;
  const open = longBars || allWeek ? elapsed : weekdaysBetween(startTime, last);
  return {
    returnPeriod: "bar",
    points: Uint32Array.from(time.keys()),
    periodsPerYear: open > 0 ? (time.length / open) * year : null,
  };
}
