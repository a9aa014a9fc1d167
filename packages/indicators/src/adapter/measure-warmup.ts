import { BadIndicatorCallError } from "@bellwether/core";
import type { Feed } from "./technical-indicator-class.js";

/**
 * Counts the rows before an instance has given a number for every output, by feeding it made-up waves: these classes
 * do not declare their warm-up.
 * @param feed - a fresh instance; it is used up.
 * @param rows - rows after which to give up.
 * @param tick - turns one row of waves into the arguments of `nextValue`.
 * @param outputs - names of the result's fields, or null where the result is one value.
 * @throws {BadIndicatorCallError} if there is none in `rows` rows; says what it answered instead.
 */
export function measureWarmup(
  name: string,
  feed: Feed,
  rows: number,
  tick: (read: (column: string) => number) => readonly unknown[],
  outputs: readonly string[] | null,
): number {
  let seen: unknown;
  for (let row = 0; row < rows; row++) {
    const value = feed.nextValue(...tick((column) => wave(column, row)));
    seen = value ?? seen;
    if (outputs === null ? typeof value === "number" || typeof value === "boolean" : hasNumbers(value, outputs))
      return row;
  }
  throw new BadIndicatorCallError(`${name}: no value in ${rows} rows; ${hint(seen, outputs)}`);
}

function hasNumbers(value: unknown, outputs: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return outputs.every((output) => Number.isFinite((value as Readonly<Record<string, unknown>>)[output]));
}

function hint(seen: unknown, outputs: readonly string[] | null): string {
  if (typeof seen === "object" && seen !== null)
    return `it answers with ${Object.keys(seen).join(", ")}; name those you want in \`outputs\``;
  if (outputs !== null && seen !== undefined) return "it answers with one value, so leave `outputs` out";
  return "check its inputs and parameters, or state `warmup`";
}

/** Bars that rise and fall, never flat and never zero, with some volume. */
function wave(column: string, row: number): number {
  const close = (i: number) => 100 + 10 * Math.sin(i * 0.7) + 3 * Math.sin(i * 0.11);
  switch (column) {
    case "high":
      return Math.max(close(row), close(row - 1)) + 1;
    case "low":
      return Math.min(close(row), close(row - 1)) - 1;
    case "open":
      return close(row - 1);
    case "volume":
      return 1_000 + 100 * Math.cos(row);
    case "lineB":
      return 100 + 5 * Math.cos(row * 0.5);
    default:
      return close(row);
  }
}
