import { dayNumber } from "./instant.js";

/** How a file writes its open times: a count since the epoch, or ISO 8601 dates. */
export type TimeUnit = "s" | "ms" | "us" | "ns" | "iso";

type Notation = TimeUnit | "yyyymmdd";

/** Counts of a unit between 1973 and 5138, and milliseconds per unit; the ranges do not touch. */
const EPOCHS = {
  s: { low: 1e8, high: 1e11, ms: 1_000 },
  ms: { low: 1e11, high: 1e14, ms: 1 },
  us: { low: 1e14, high: 1e17, ms: 1e-3 },
  ns: { low: 1e17, high: 1e20, ms: 1e-6 },
} as const;
const WORDS: Record<Notation, string> = {
  s: "seconds",
  ms: "milliseconds",
  us: "microseconds",
  ns: "nanoseconds",
  iso: "ISO 8601 dates",
  yyyymmdd: "dates as YYYYMMDD",
};
/** Largest distance from 1970 that a JavaScript date can hold. */
const MAX_TIME_MS = 8.64e15;
const YEAR_MS = 366 * 86_400_000;

/** Turns the open times of one file into epoch milliseconds; the first one settles the unit for all. */
export class TimeReader {
  #notation: Notation | null = null;
  /** Whether the unit was stated, so that no magnitude is suspicious. */
  #stated = false;
  #low = 0;
  #high = 0;
  #ms = Number.NaN;
  #last = Number.NaN;

  /** Settles the unit before the first time. */
  state(unit: TimeUnit): void {
    this.#notation = unit;
    this.#stated = true;
    if (unit === "iso") return;
    this.#ms = EPOCHS[unit].ms;
    this.#high = MAX_TIME_MS / this.#ms;
    this.#low = -this.#high;
  }

  get unit(): TimeUnit | null {
    return this.#notation === "yyyymmdd" ? "iso" : this.#notation;
  }

  /**
   * @param raw - a number as written, or epoch ms if it was written as an ISO date.
   * @returns whole epoch milliseconds, or NaN if it is no time in the notation of this file.
   */
  toMs(raw: number, written: "number" | "iso"): number {
    const ms =
      raw >= this.#low && raw < this.#high && written === "number"
        ? Math.round(raw * this.#ms)
        : this.#rare(raw, written);
    if (!Number.isNaN(ms)) this.#last = ms;
    return ms;
  }

  #rare(raw: number, written: "number" | "iso"): number {
    if (!(Math.abs(raw) < Number.POSITIVE_INFINITY)) return Number.NaN;
    if (written === "iso" && this.#notation === "iso") return raw;
    const notation = notationOf(raw, written);
    if (this.#notation === null) this.#settle(notation);
    if (written === "iso") return this.#notation === "iso" ? raw : Number.NaN;
    if (this.#notation === "yyyymmdd" || (this.#notation === "iso" && this.#stated)) return compactDateMs(raw);
    const ms = Math.round(raw * this.#ms);
    // around 1970 a count is small in any unit: what goes on where the last row stood is no other unit
    const fits = !this.#stated && (notation === this.#notation || Math.abs(ms - this.#last) <= YEAR_MS);
    return fits && Math.abs(ms) <= MAX_TIME_MS ? ms : Number.NaN;
  }

  #settle(notation: Notation): void {
    this.#notation = notation;
    if (notation === "iso" || notation === "yyyymmdd") return;
    ({ low: this.#low, high: this.#high, ms: this.#ms } = EPOCHS[notation]);
  }

  /** Why {@link toMs} refused, when the value is a time but in another notation; else null. */
  clash(raw: number, written: "number" | "iso"): string | null {
    if (!(Math.abs(raw) < Number.POSITIVE_INFINITY) || this.#notation === null) return null;
    const notation = notationOf(raw, written);
    if (notation === this.#notation) return null;
    return `reads as ${WORDS[notation]}, but this file writes ${WORDS[this.#notation]}`;
  }
}

function notationOf(raw: number, written: "number" | "iso"): Notation {
  if (written === "iso") return "iso";
  if (!Number.isNaN(compactDateMs(raw))) return "yyyymmdd";
  const magnitude = Math.abs(raw);
  if (magnitude < EPOCHS.s.high) return "s";
  return magnitude < EPOCHS.ms.high ? "ms" : magnitude < EPOCHS.us.high ? "us" : "ns";
}

/** 20170817 is a date of 2017, not a second of 1970. */
function compactDateMs(raw: number): number {
  if (!(raw >= 1900_01_01 && raw <= 2200_12_31 && Number.isInteger(raw))) return Number.NaN;
  return dayNumber(Math.floor(raw / 10_000), Math.floor(raw / 100) % 100, raw % 100) * 86_400_000;
}
