import { closeTimeOf, type Timeframe, timeframeMs } from "@bellwether/core";
import type { Gap, Gaps } from "./bars-report.js";

/** Gaps kept in a report's list; further ones are counted. */
const MAX_LISTED = 1_000;
/** Different spacings that are told apart; a file with more has no timeframe to speak of. */
const MAX_SPACINGS = 4_096;
const SECOND_MS = 1_000;
const UNITS = [
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", SECOND_MS],
] as const;
/** Months by their usual lengths in days; 91 days are left to weeks. */
const MONTHS: Record<number, number> = { 30: 1, 31: 1, 61: 2, 62: 2, 92: 3, 184: 6, 365: 12, 366: 12 };

/** Milliseconds between most neighbours in rising `times`, the smaller on a tie; null below two rows. */
export function commonSpacing(times: Float64Array): number | null {
  const counts = new Map<number, number>();
  let run = 0;
  for (let i = 1; i < times.length; i++) {
    const spacing = times[i]! - times[i - 1]!;
    run++;
    if (i + 1 < times.length && times[i + 1]! - times[i]! === spacing) continue;
    const known = counts.get(spacing);
    if (known !== undefined || counts.size < MAX_SPACINGS) counts.set(spacing, (known ?? 0) + run);
    run = 0;
  }
  let best: number | null = null;
  for (const [spacing, count] of counts) {
    const most = best === null ? 0 : counts.get(best)!;
    if (best === null || count > most || (count === most && spacing < best)) best = spacing;
  }
  return best;
}

/** The timeframe whose bars are `ms` apart; 30 and 31 days are a month. Null if no timeframe is. */
export function timeframeOfSpacing(ms: number): Timeframe | null {
  const months = MONTHS[ms / 86_400_000];
  if (months !== undefined) return `${months}M`;
  for (const [unit, length] of UNITS) {
    const count = ms / length;
    if (Number.isInteger(count) && count >= 1 && count <= 9_999) return `${count}${unit}`;
  }
  return null;
}

/** What the open times of a frame tell. */
export interface SpacingSurvey {
  readonly gaps: Gaps;
  readonly misaligned: { readonly count: number; readonly first: number | null };
}

/**
 * Finds the gaps in rising `times`, and the bars off the grid that the first one sets. Months are never off it.
 * @param maxListed - gaps to list; all are counted.
 */
export function surveySpacing(times: Float64Array, timeframe: Timeframe | null, maxListed = MAX_LISTED): SpacingSurvey {
  const list: Gap[] = [];
  let count = 0;
  let missingBars = 0;
  let largest = 0;
  let misaligned = 0;
  let first: number | null = null;
  const monthly = timeframe?.endsWith("M") ?? false;
  const ms = timeframe === null ? Number.POSITIVE_INFINITY : timeframeMs(timeframe);
  const months = monthly ? Number.parseInt(timeframe!, 10) : 1;
  for (let i = 1; i < times.length; i++) {
    const after = times[i - 1]!;
    const before = times[i]!;
    const spacing = before - after;
    if (spacing === ms && misaligned === 0) continue;
    const steps = monthly ? (monthOf(before) - monthOf(after)) / months : spacing / ms;
    const missing = Math.floor(steps) - 1;
    if (missing > 0) {
      if (count++ < maxListed) list.push({ after, before, missing });
      missingBars += missing;
      if (missing > largest) largest = missing;
    }
    if (!monthly && timeframe !== null && (before - times[0]!) % ms !== 0 && misaligned++ === 0) first = before;
  }
  return { gaps: { count, missingBars, largest, list }, misaligned: { count: misaligned, first } };
}

function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Open times of the bars missing in `gap`, oldest first. */
export function missingTimes(gap: Pick<Gap, "after" | "before">, timeframe: Timeframe): number[] {
  const times: number[] = [];
  for (let time = closeTimeOf(timeframe, gap.after); ; ) {
    const next = closeTimeOf(timeframe, time);
    if (!(next <= gap.before)) return times;
    times.push(time);
    time = next;
  }
}
