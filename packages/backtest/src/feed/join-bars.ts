import { BAR_FIELDS, type BarColumns } from "@bellwether/core";
import { DataError } from "./data-error.js";

/** Files whose rows follow each other, and what names them: a key of a config file, or a flag. */
export interface NamedFiles {
  readonly source: string;
  readonly files: readonly string[];
}

/** @throws {DataError} unless each part, one a file, starts after the one before. */
export function assertInOrder(symbol: string, times: readonly Float64Array[], { source, files }: NamedFiles): void {
  for (let i = 1; i < times.length; i++) {
    const end = times[i - 1]!.at(-1);
    const start = times[i]![0];
    if (end !== undefined && start !== undefined && !(start > end))
      throw new DataError({
        source,
        file: files[i]!,
        message: `starts at ${new Date(start).toISOString()}, inside the rows of ${files[i - 1]}`,
        hint: `list the files of ${symbol} oldest first, without overlap`,
      });
  }
}

/** Bars of several parts as one, extra columns too: NaN over a part that has none of that name. */
export function joinBars(parts: readonly BarColumns[]): BarColumns {
  if (parts.length === 1) return parts[0]!;
  const column = (name: (typeof BAR_FIELDS)[number]) => joinColumns(parts.map((part) => part[name]));
  const fields = Object.fromEntries(BAR_FIELDS.map((name) => [name, column(name)])) as unknown as BarColumns;
  const names = new Set(parts.flatMap(({ extra = {} }) => Object.keys(extra)));
  if (names.size === 0) return fields;
  const extra = (name: string) =>
    joinColumns(
      parts.map((part) =>
        part.extra !== undefined && Object.hasOwn(part.extra, name)
          ? part.extra[name]!
          : new Float64Array(part.openTime.length).fill(Number.NaN),
      ),
    );
  return { ...fields, extra: Object.fromEntries([...names].map((name) => [name, extra(name)])) };
}

/** Columns in one, in order. */
export function joinColumns(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
