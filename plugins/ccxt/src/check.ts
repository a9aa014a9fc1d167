import { clip } from "@bellwether/core";
import { ExchangeUnclearError } from "@bellwether/live";

/** @throws {ExchangeUnclearError} an answer that cannot be read: whatever it means, it is not acted on. */
export function unreadable(what: string, value: unknown): never {
  throw new ExchangeUnclearError(`unreadable answer: ${what}, got ${clip(value)}`);
}

export function asObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) unreadable(`${what} is no object`, value);
  return value as Readonly<Record<string, unknown>>;
}

export function asList(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) unreadable(`${what} is no list`, value);
  return value;
}

/** A text of 1 to `max` printable characters. */
export function asText(value: unknown, what: string, max = 128): string {
  if (typeof value !== "string" || !(value.length >= 1 && value.length <= max) || /\p{Cc}/u.test(value))
    unreadable(`${what} is no text of 1 to ${max} characters`, value);
  return value;
}

export function asPositive(value: unknown, what: string): number {
  if (typeof value !== "number" || !(value > 0 && value < Number.POSITIVE_INFINITY))
    unreadable(`${what} is no positive number`, value);
  return value;
}

export function asAmount(value: unknown, what: string): number {
  if (typeof value !== "number" || !(value >= 0 && value < Number.POSITIVE_INFINITY))
    unreadable(`${what} is no number from 0 on`, value);
  return value;
}

export function asFinite(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) unreadable(`${what} is no finite number`, value);
  return value;
}

/** Bitcoin's first block, 2009: a time before it is in the wrong unit, or none. */
const EARLIEST = 1_230_768_000_000;
const LATEST = 4_102_444_800_000;

/** Epoch ms, UTC, from 2009 to 2100. */
export function asTime(value: unknown, what: string): number {
  if (typeof value !== "number" || !(value >= EARLIEST && value < LATEST))
    unreadable(`${what} is no time in epoch ms`, value);
  return Math.floor(value);
}

export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
