import type { Entry } from "./entry.js";
import { BadEntryError, entryJson } from "./entry-json.js";
import type { Hash } from "./storage.js";

/** Hex digits of a hash that a line keeps: 64 bits. */
const DIGITS = 16;
/** What the first line of a journal is chained to. */
export const NO_DIGITS = "0".repeat(DIGITS);
/** Longest line that is read, in bytes; three times what is written, in UTF-16 units, so that any text fits. */
export const MAX_LINE = 48 * 1_024 * 1_024;
const MAX_WRITTEN = MAX_LINE / 3 - 64;

/** A line before its JSON is read. */
export interface Line {
  readonly digits: string;
  /** Place in its commit, from 0: lines of one commit reach the disk in any order until all have. */
  readonly place: number;
  readonly json: string;
}

/**
 * One entry as a line: 16 hex digits, `+n` on the n-th line after the first of a commit, a blank, JSON, a newline.
 * @throws {BadEntryError} for what JSON cannot hold.
 */
export function entryLine(entry: Entry, place: number, previous: string, hash: Hash): { line: string; digits: string } {
  const json = entryJson(entry);
  if (json.length > MAX_WRITTEN) throw new BadEntryError(entry.seq, "", `${json.length} characters long`);
  const digits = chained(previous, json, hash);
  return { line: `${digits}${place === 0 ? "" : `+${place}`} ${json}\n`, digits };
}

/** The digits of a line: they answer for all lines up to it. */
export function chained(previous: string, json: string, hash: Hash): string {
  return hash(previous + json).slice(0, DIGITS);
}

/** Splits a line (without its newline), or returns null if it has not the form of one. */
export function splitLine(text: string): Line | null {
  const digits = text.slice(0, DIGITS);
  if (text.charCodeAt(DIGITS) === 32) return { digits, place: 0, json: text.slice(DIGITS + 1) };
  const place = /^\+([1-9]\d{0,8}) /.exec(text.slice(DIGITS, DIGITS + 12));
  if (place === null) return null;
  return { digits, place: Number(place[1]), json: text.slice(DIGITS + place[0].length) };
}
