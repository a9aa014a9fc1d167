import { clip, TradingError } from "../errors.js";

/** Length of a bar: a count and a unit; `m` is minutes, `M` calendar months. */
export type Timeframe = `${number}${"s" | "m" | "h" | "d" | "w" | "M"}`;

/** The text is no timeframe, or the two timeframes do not fit together. */
export class BadTimeframeError extends TradingError {
  override readonly code = "BAD_TIMEFRAME";
}

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, M: 2_592_000_000 } as const;
/** Epoch day 0 was a Thursday; weeks start on Monday. */
const WEEK_ORIGIN_MS = 4 * UNIT_MS.d;

interface Parsed {
  readonly count: number;
  readonly unit: keyof typeof UNIT_MS;
}

const parsed = new Map<string, Parsed>();

function parse(timeframe: string): Parsed {
  const known = parsed.get(timeframe);
  if (known !== undefined) return known;
  const match = /^([1-9]\d{0,3})([smhdwM])$/.exec(timeframe);
  if (match === null)
    throw new BadTimeframeError(
      `no timeframe: ${clip(timeframe)}; write a count and one of s, m, h, d, w, M, such as "15m" or "1h"`,
    );
  const fresh = { count: Number(match[1]), unit: match[2] as Parsed["unit"] };
  parsed.set(timeframe, fresh);
  return fresh;
}

export function isTimeframe(text: unknown): text is Timeframe {
  return typeof text === "string" && /^[1-9]\d{0,3}[smhdwM]$/.test(text);
}

/** Nominal length in milliseconds; a month counts 30 days here and its true length in {@link closeTimeOf}. */
export function timeframeMs(timeframe: Timeframe): number {
  const { count, unit } = parse(timeframe);
  return count * UNIT_MS[unit];
}

/** Open time of the bar that holds `time`: UTC-aligned, weeks from Monday, months from the first. */
export function openTimeOf(timeframe: Timeframe, time: number): number {
  const { count, unit } = parse(timeframe);
  if (unit === "M") {
    const date = new Date(time);
    const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
    const first = months - (months % count);
    return Date.UTC(Math.floor(first / 12), first % 12, 1);
  }
  const ms = count * UNIT_MS[unit];
  const origin = originOf({ count, unit });
  return Math.floor((time - origin) / ms) * ms + origin;
}

/** First instant after the bar that opens at `openTime`. */
export function closeTimeOf(timeframe: Timeframe, openTime: number): number {
  const { count, unit } = parse(timeframe);
  if (unit !== "M") return openTime + count * UNIT_MS[unit];
  const date = new Date(openTime);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1);
}

/** @throws {BadTimeframeError} unless every bar of `higher` is made of whole bars of `base`. */
export function assertMultiple(higher: Timeframe, base: Timeframe): void {
  if (!holdsWholeBars(parse(higher), parse(base)))
    throw new BadTimeframeError(
      `cannot resample ${base} bars to ${higher}: a ${higher} bar must hold a whole number of ${base} bars`,
    );
}

/** Lengths must divide, and so must the distance of the origins: a week starts on Monday, seven days on a Thursday. */
function holdsWholeBars(higher: Parsed, base: Parsed): boolean {
  if (base.unit === "M") return higher.unit === "M" && higher.count % base.count === 0;
  const baseMs = base.count * UNIT_MS[base.unit];
  if (higher.unit === "M") return UNIT_MS.d % baseMs === 0;
  const higherMs = higher.count * UNIT_MS[higher.unit];
  return higherMs % baseMs === 0 && (originOf(higher) - originOf(base)) % baseMs === 0;
}

function originOf({ unit }: Parsed): number {
  return unit === "w" ? WEEK_ORIGIN_MS : 0;
}

const YEAR_MS = 365.25 * UNIT_MS.d;

/** Bars in a year of a market that never closes; reports measure the real number instead. */
export function barsPerYear(timeframe: Timeframe): number {
  return YEAR_MS / timeframeMs(timeframe);
}
