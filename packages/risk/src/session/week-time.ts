import * as z from "zod";

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Day = (typeof DAYS)[number];

/** Epoch day 0 was a Thursday; the week of sessions begins on Monday. */
const MONDAY_MS = 4 * DAY_MS;

/** A time of day in UTC, `"00:00"` to `"24:00"`. */
export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day reads like "09:30"');
/** A moment of the week in UTC, such as `"fri 21:00"`. */
export const WeekTime = z
  .string()
  .regex(/^(?:mon|tue|wed|thu|fri|sat|sun) (?:[01]\d|2[0-3]):[0-5]\d$/, 'a moment of the week reads like "fri 21:00"');

/** Ms since midnight. */
export function timeOfDayMs(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * MINUTE_MS;
}

/** Ms since the beginning of Monday. */
export function weekTimeMs(text: string): number {
  return DAYS.indexOf(text.slice(0, 3) as Day) * DAY_MS + timeOfDayMs(text.slice(4));
}

/** The beginning of the Monday before or at a time, epoch ms UTC. */
export function weekStart(time: number): number {
  return Math.floor((time - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS;
}
