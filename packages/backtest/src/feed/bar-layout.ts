import { BAR_FIELDS, type BarField, clip, didYouMean } from "@bellwether/core";
import type { BarsOptions } from "./bars-report.js";
import type { DataError, MissingColumns } from "./data-error.js";
import { SLOT } from "./row-problem.js";
import type { TimeUnit } from "./time-reader.js";

/** Which column of an input holds what. */
export interface BarLayout {
  /** Slot of each column, -1 for those that are not read. */
  readonly slots: Int32Array;
  /** The input's own name of each slot. */
  readonly names: readonly string[];
  /** The unit that the name of the time column states, as in `timestamp_ms`. */
  readonly timeUnit?: TimeUnit;
}

/** Names that inputs give the fields of a bar, letters and digits only; an earlier one beats a later one. */
const SYNONYMS: Record<BarField, readonly string[]> = {
  openTime: ["opentime", "timestamp", "datetime", "unix", "unixtime", "epoch", "gmttime", "date", "time", "ts", "t"],
  open: ["open", "openprice", "o"],
  high: ["high", "highprice", "h"],
  low: ["low", "lowprice", "l"],
  close: ["close", "closeprice", "last", "c"],
  volume: ["volume", "basevolume", "volumebase", "vol", "basevol", "v"],
};
/** `timestamp_ms`, `open time (s)`: the unit stands apart, so that "times" is no time in seconds. */
const STATED_UNIT = /^(?:open[ _-]?time|timestamp|unix(?:[ _-]?time)?|epoch|time|ts)[ _(-]+(s|ms|us|ns)\)?$/i;

/** Makes the error for a header, with its place. */
type Fail = (message: string, hint: string, option?: string, missing?: MissingColumns) => DataError;

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
/** Of names that people choose, in any script. */
const letters = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "");

/** The field that a column of this name holds, or undefined. */
export function fieldNamed(name: string): BarField | undefined {
  if (STATED_UNIT.test(name)) return "openTime";
  const word = plain(name);
  return BAR_FIELDS.find((field) => SYNONYMS[field].includes(word));
}

/** Tells a header from a row of values. */
export function isHeader(cells: readonly string[], options: BarsOptions): boolean {
  const own = Object.values(options.columns ?? {});
  return cells.some((cell) => fieldNamed(cell) !== undefined || own.includes(cell));
}

/**
 * Finds the bar fields and the extra columns asked for among the names of an input, whatever their order.
 * @throws {DataError} if one is missing, or two columns name it equally well.
 */
export function layoutOf(header: readonly string[], options: BarsOptions, fail: Fail): BarLayout {
  const slots = new Int32Array(header.length).fill(-1);
  const names: string[] = [];
  const words = header.map((name) => (STATED_UNIT.test(name) ? SYNONYMS.openTime[0]! : plain(name)));
  const take = (slot: number, column: number) => {
    if (slots[column] !== -1)
      throw fail(`column ${clip(header[column])} is asked for twice`, "name each column once, in columns or extra");
    slots[column] = slot;
    names[slot] = header[column] === "" ? BAR_FIELDS[slot]! : header[column]!;
  };
  for (const [slot, field] of BAR_FIELDS.entries()) {
    const own = options.columns?.[field];
    if (own === null) names[slot] = field;
    else take(slot, own === undefined ? columnOf(field, words, header, fail) : ownColumns([own], header, fail)[0]!);
  }
  const extra = ownColumns(options.extra ?? [], header, fail);
  for (const [at, column] of extra.entries()) take(SLOT.extra + at, column);
  const unit = STATED_UNIT.exec(names[SLOT.time]!)?.[1]?.toLowerCase() as TimeUnit | undefined;
  return unit === undefined ? { slots, names } : { slots, names, timeUnit: unit };
}

/** The layout of an input without names: time, open, high, low, close, volume, and what follows is not read. */
export function positionalLayout(width: number, options: BarsOptions, fail: Fail): BarLayout {
  const { extra = [] } = options;
  if (extra.length > 0)
    throw fail(`no ${columnsText(extra)}, as there is no header that names columns`, "add a header row", undefined, {
      columns: extra,
      header: [],
    });
  const fields = options.columns?.volume === null ? SLOT.volume : SLOT.extra;
  if (width < fields)
    throw fail(
      `the first row has ${width} ${width === 1 ? "cell" : "cells"}, and a bar has ${fields}`,
      "expected timestamp, open, high, low, close, volume; check the delimiter",
    );
  const slots = Int32Array.from({ length: width }, (_, column) => (column < fields ? column : -1));
  return { slots, names: ["timestamp", ...BAR_FIELDS.slice(1)] };
}

function columnOf(field: BarField, words: readonly string[], header: readonly string[], fail: Fail): number {
  const synonyms = SYNONYMS[field];
  const rank = (word: string) => synonyms.indexOf(word);
  const best = Math.min(...words.map(rank).filter((r) => r >= 0));
  const found = words.flatMap((word, column) => (rank(word) === best ? [column] : []));
  const split = field === "openTime" && synonyms[best] === "date" && words.includes("time");
  if (found.length > 1 || split) {
    const named = split ? ["date", "time"].map((word) => words.indexOf(word)) : found;
    throw fail(
      `columns ${named.map((column) => clip(header[column])).join(" and ")} both name ${field}`,
      split ? "join date and time in one column" : "rename all but one",
      split ? undefined : `, or say which one with columns: { ${field}: ... }`,
    );
  }
  if (found.length === 1) return found[0]!;
  // a table written with its index has no name above it
  if (field === "openTime" && header[0] === "") return 0;
  const without = field === "volume" ? "; without volumes pass columns: { volume: null }" : "";
  throw fail(
    `no column for ${field} among ${clip(header.join(", "), 120)}`,
    `name it ${synonyms.slice(0, 2).join(" or ")}`,
    `, or pass columns: { ${field}: ... }${without}`,
  );
}

/** Columns by names that were given for them: written alike, or else alike but for case, blanks and punctuation. */
function ownColumns(names: readonly string[], header: readonly string[], fail: Fail): number[] {
  const columns = names.map((name) => {
    const exact = header.indexOf(name);
    if (exact >= 0) return exact;
    const wanted = letters(name);
    const alike = header.flatMap((candidate, at) => (wanted !== "" && letters(candidate) === wanted ? [at] : []));
    if (alike.length > 1)
      throw fail(
        `columns ${alike.map((at) => clip(header[at])).join(" and ")} could both be ${clip(name)}`,
        "write the name as the header does",
      );
    return alike[0] ?? -1;
  });
  const missing = names.filter((_, at) => columns[at] === -1);
  if (missing.length === 0) return columns;
  const near = missing.map((name) => didYouMean(name, header)).find((meant) => meant !== "") ?? "";
  throw fail(
    `no ${columnsText(missing)} among ${clip(header.join(", "), 120)}`,
    `check the ${missing.length === 1 ? "name" : "names"}.${near}`,
    undefined,
    { columns: missing, header },
  );
}

/** `column "bid"`, `columns "bid", "ask"` */
const columnsText = (names: readonly string[]) =>
  `${names.length === 1 ? "column" : "columns"} ${names.map((name) => clip(name)).join(", ")}`;
