import * as z from "zod";

const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?Z?)?$/;

/** Epoch ms of `2024-01-31` or `2024-01-31T12:00:00Z`, always UTC; NaN for any other text or a day that does not exist. */
export function utcTime(text: string): number {
  const match = FORM.exec(text);
  if (match === null) return Number.NaN;
  const [year, month, day, hour, minute, second, ms] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const time = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  // Date.UTC rolls 30 February over into March, and reads the years 0 to 99 as 1900 to 1999
  const back = new Date(time);
  const exists = back.getUTCFullYear() === year && back.getUTCDate() === day && hour < 24;
  return exists && minute < 60 && second < 60 ? time : Number.NaN;
}

/** A date or time in UTC; epoch ms once parsed. */
export function utcTimeSchema(): z.ZodType<number, string> {
  return z
    .string()
    .refine((text) => !Number.isNaN(utcTime(text)), "expected a UTC date, such as 2024-01-31 or 2024-01-31T12:00:00Z")
    .transform(utcTime);
}
