import { clip, TradingError } from "./errors.js";

/** The value has no canonical JSON: a number that is not finite, a cycle, or something that is no plain data. */
export class NotCanonicalError extends TradingError {
  override readonly code = "NOT_CANONICAL";
  constructor(
    readonly path: string,
    found: string,
  ) {
    super(`${path === "" ? "the value" : path} has no canonical JSON: found ${found}`);
  }
}

const MAX_DEPTH = 256;

function kindOf(value: object): string {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === "string" && name !== "" ? `an instance of ${clip(name)}` : "an object that is not plain";
}

function write(value: unknown, path: string, around: readonly object[]): string {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new NotCanonicalError(path, String(value));
    return JSON.stringify(value);
  }
  if (typeof value !== "object")
    throw new NotCanonicalError(path, value === undefined ? "undefined" : `a ${typeof value}`);
  if (around.includes(value)) throw new NotCanonicalError(path, "a cycle");
  if (around.length === MAX_DEPTH) throw new NotCanonicalError(path, `more than ${MAX_DEPTH} levels`);
  const inside = [...around, value];
  if (Array.isArray(value))
    return `[${Array.from(value, (item, i) => write(item, `${path}[${i}]`, inside)).join(",")}]`;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonicalError(path, kindOf(value));
  const fields = Object.keys(value)
    .sort() // by UTF-16 unit, whatever the locale
    .filter((key) => (value as Record<string, unknown>)[key] !== undefined)
    .map((key) => {
      const inner = write((value as Record<string, unknown>)[key], path === "" ? key : `${path}.${key}`, inside);
      return `${JSON.stringify(key)}:${inner}`;
    });
  return `{${fields.join(",")}}`;
}

/**
 * JSON with sorted keys and no blanks: equal data give equal text, whoever built it. Fields that are undefined are left out.
 * @throws {NotCanonicalError} for NaN, Infinity, undefined in a list, cycles, and anything but plain data.
 * @see RFC 8785, whose form this is
 */
export function canonicalJson(value: unknown): string {
  return write(value, "", []);
}
