import { type Timeframe, timeframeMs } from "@bellwether/core";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Epoch day 0 was a Thursday; weeks start on Monday. */
const MONDAY_MS = 4 * DAY_MS;
/** Weeks of bars from which on hours are told from the bars rather than from the day of the week. */
const PROFILE_WEEKS = 4;
/** An hour of the week is a trading hour if it has bars this often, compared with the hour that has them most often. */
const OPEN_SHARE = 0.75;

/** When bars are expected. */
export interface TradingHours {
  readonly calendar: "24x7" | "weekdays";
  /** Bars expected between two open times, both exclusive. */
  between(earlier: number, later: number): number;
  /** Open times of those bars. */
  timesBetween(earlier: number, later: number): number[];
  /** The first and the last of them, where there are any, however many. */
  edges(earlier: number, later: number): readonly [first: number, last: number];
}

/**
 * When a market trades, as its bars show. `"auto"` is `"weekdays"` where Saturdays (UTC) were seen to pass without bars at
 * least twice, and bars of timeframes that fit into a day; else `"24x7"`. On weekdays the hours of the week in which bars
 * are rare are not expected to have any, so that a market that opens on Sunday evening or trades six hours a day is not
 * full of holes; from fewer than four weeks of bars only Saturday and Sunday are left out.
 * @param openTime - epoch ms, rising.
 */
export function tradingHours(
  openTime: Float64Array,
  timeframe: Timeframe,
  choice: "auto" | "24x7" | "weekdays",
): TradingHours {
  const step = timeframeMs(timeframe);
  const isMonths = timeframe.endsWith("M");
  const fits = !isMonths && step <= DAY_MS && WEEK_MS % step === 0 && openTime.length > 0;
  const weekdays = fits && (choice === "weekdays" || (choice === "auto" && restsOnSaturdays(openTime)));
  const open = weekdays ? openSlots(openTime, step) : null;
  const slotOf = (time: number) => Math.round(weekPart(time) / step) % (WEEK_MS / step);
  let openPerWeek = 0;
  if (open !== null) for (const isOpen of open) openPerWeek += isOpen;
  const isOpen = (time: number) => open === null || open[slotOf(time)] === 1;
  const stepsBetween = (earlier: number, later: number) =>
    isMonths ? monthsBetween(earlier, later) / Number.parseInt(timeframe, 10) : (later - earlier) / step;
  const after = (time: number, steps: number) => {
    if (!isMonths) return time + steps * step;
    const date = new Date(time);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + steps * Number.parseInt(timeframe, 10), 1);
  };
  const timesBetween = (earlier: number, later: number): number[] => {
    const found: number[] = [];
    const steps = Math.round(stepsBetween(earlier, later));
    for (let k = 1; k < steps; k++) if (isOpen(after(earlier, k))) found.push(after(earlier, k));
    return found;
  };
  return {
    calendar: weekdays ? "weekdays" : "24x7",
    between(earlier, later) {
      if (later - earlier === step) return 0;
      if (open === null) return Math.max(0, Math.round(stepsBetween(earlier, later)) - 1);
      const weeks = Math.max(0, Math.floor((later - earlier - step) / WEEK_MS));
      return weeks * openPerWeek + timesBetween(earlier + weeks * WEEK_MS, later).length;
    },
    timesBetween,
    edges(earlier, later) {
      const steps = Math.round(stepsBetween(earlier, later));
      let first = 1;
      let last = steps - 1;
      while (first < last && !isOpen(after(earlier, first))) first++;
      while (last > first && !isOpen(after(earlier, last))) last--;
      return [after(earlier, first), after(earlier, last)];
    },
  };
}

/** Months count by the calendar, on whichever day of its month a bar is stamped. */
function monthsBetween(earlier: number, later: number): number {
  const [from, to] = [new Date(earlier), new Date(later)];
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}

const weekPart = (time: number) => (((time - MONDAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS;

function restsOnSaturdays(openTime: Float64Array): boolean {
  const first = openTime[0]!;
  const last = openTime[openTime.length - 1]!;
  const saturdays = Math.floor((last - first) / WEEK_MS); // whole weeks hold one each
  if (saturdays < 2) return false;
  const withBars = new Set<number>();
  for (const time of openTime)
    if (weekPart(time) >= 5 * DAY_MS && weekPart(time) < 6 * DAY_MS) withBars.add(Math.floor(time / DAY_MS));
  return withBars.size <= 0.05 * saturdays;
}

/** 1 for each slot of the week that is expected to have a bar. */
function openSlots(openTime: Float64Array, step: number): Uint8Array {
  const slots = WEEK_MS / step;
  const first = openTime[0]!;
  const span = openTime[openTime.length - 1]! - first;
  if (span < PROFILE_WEEKS * WEEK_MS)
    return Uint8Array.from({ length: slots }, (_, slot) => (slot * step < 5 * DAY_MS ? 1 : 0));
  const bars = new Float64Array(slots);
  for (const time of openTime) bars[Math.round(weekPart(time) / step) % slots]!++;
  let most = 0;
  for (const count of bars) most = Math.max(most, count);
  return Uint8Array.from(bars, (count) => (count >= OPEN_SHARE * most ? 1 : 0));
}
