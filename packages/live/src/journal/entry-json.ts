import { TradingError } from "@bellwether/core";
import type { Entry } from "./entry.js";

/** An entry holds something that would not read back as it was written. */
export class BadEntryError extends TradingError {
  override readonly code = "BAD_ENTRY";
  constructor(
    readonly seq: number,
    /** Where in the entry, such as `out[0].signal.metadata.score`. */
    readonly path: string,
    found: string,
  ) {
    super(`entry ${seq}: ${path === "" ? "it" : path} is ${found}; a journal holds plain data and finite numbers only`);
  }
}

/** Deeper data are a cycle, or built to hurt. */
const MAX_DEPTH = 64;

/**
 * One entry as JSON on one line, which begins with its `seq`, `at` and `type` and reads back bit for bit, -0 included;
 * fields that are undefined are left out.
 * @throws {BadEntryError} for NaN, Infinity, undefined in a list, cycles, and whatever is no plain data.
 */
export function entryJson(entry: Entry): string {
  const look: Look = { found: "", minusZero: false };
  const path = flawIn(entry, 0, look);
  if (path !== null) throw new BadEntryError(entry.seq, path.replace(/^\./, ""), look.found);
  const { seq, at, type, ...rest } = entry;
  const ordered = { seq, at, type, ...rest };
  return look.minusZero ? written(ordered) : JSON.stringify(ordered);
}

/**
 * What of a value a journal would refuse, in words such as `metadata.score is NaN`, or null.
 * @param name - of the value, with which the words begin.
 */
export function journalFlaw(value: unknown, name: string): string | null {
  const look: Look = { found: "", minusZero: false };
  const path = flawIn(value, 0, look);
  return path === null ? null : `${name}${path} is ${look.found}`;
}

interface Look {
  found: string;
  minusZero: boolean;
}

/** Path of the first thing that JSON would change, or null. */
function flawIn(value: unknown, depth: number, look: Look): string | null {
  if (typeof value === "number") {
    if (value === 0) look.minusZero ||= Object.is(value, -0);
    return Number.isFinite(value) ? null : refuse(look, String(value));
  }
  if (typeof value === "string" || typeof value === "boolean" || value === null) return null;
  if (typeof value !== "object") return refuse(look, value === undefined ? "undefined" : `a ${typeof value}`);
  if (depth === MAX_DEPTH) return refuse(look, `more than ${MAX_DEPTH} levels deep, or a cycle`);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const path = flawIn(value[i], depth + 1, look);
      if (path !== null) return `[${i}]${path}`;
    }
    return null;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return refuse(look, "an object that is not plain");
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner === undefined) continue;
    const path = flawIn(inner, depth + 1, look);
    if (path !== null) return `.${key}${path}`;
  }
  return null;
}

function refuse(look: Look, found: string): string {
  look.found = found;
  return "";
}

/** JSON as JSON.stringify writes it, but for -0, which it would write as 0. */
function written(value: unknown): string {
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`).join(",")}}`;
}
