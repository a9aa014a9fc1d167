import { clip } from "@bellwether/core";
import type { DataIssue } from "./data-error.js";

/** Bars of a document, whichever way it arranges them, as rows of named or numbered cells. */
export interface BarTable {
  /** Names of the columns, or null where only the position tells. */
  readonly names: readonly string[] | null;
  /** Columns of the first row. */
  readonly width: number;
  readonly rows: number;
  cell(row: number, column: number): unknown;
  /** Path of a row in the document, or of one of its cells. */
  path(row: number, column?: number): (string | number)[];
  /** What keeps a row from having cells at all, or null. */
  problem(row: number): string | null;
}

export const JSON_HINT =
  "expected [[timestamp, open, high, low, close, volume], ...], [{ timestamp, open, ... }, ...] or { columns: { timestamp: [...], ... } }";

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The table in a parsed document, or what is wrong with it. */
export function jsonTable(data: unknown): BarTable | DataIssue {
  if (Array.isArray(data)) return rowsTable(data, [], null);
  if (!isObject(data)) return { message: `holds ${clip(data)}, which is no table of bars`, hint: JSON_HINT };
  const { columns, data: rows } = data;
  if (Array.isArray(columns) && Array.isArray(rows))
    return rowsTable(
      rows,
      ["data"],
      columns.map((name) => (typeof name === "string" ? name : "")),
    );
  if (isObject(columns)) return columnsTable(columns, ["columns"]);
  return columnsTable(data, []);
}

function rowsTable(rows: readonly unknown[], path: string[], named: readonly string[] | null): BarTable {
  const first = rows[0];
  const keys = named === null && isObject(first) ? Object.keys(first) : null;
  const at = (row: number, column?: number) =>
    column === undefined ? [...path, row] : [...path, row, keys === null ? column : keys[column]!];
  if (keys !== null)
    return {
      names: keys,
      width: keys.length,
      rows: rows.length,
      cell: (row, column) => {
        const object = rows[row] as Json;
        return Object.hasOwn(object, keys[column]!) ? object[keys[column]!] : undefined;
      },
      path: at,
      problem: (row) => (isObject(rows[row]) ? null : `row is ${kind(rows[row])}, where an object is expected`),
    };
  return {
    names: named,
    width: named?.length ?? (Array.isArray(first) ? first.length : 0),
    rows: rows.length,
    cell: (row, column) => (rows[row] as unknown[])[column],
    path: at,
    problem: (row) => (Array.isArray(rows[row]) ? null : `row is ${kind(rows[row])}, where an array is expected`),
  };
}

function columnsTable(columns: Json, path: string[]): BarTable | DataIssue {
  const names = Object.keys(columns).filter((name) => Array.isArray(columns[name]));
  if (names.length === 0) return { message: "holds an object without columns", hint: JSON_HINT };
  const arrays = names.map((name) => columns[name] as unknown[]);
  const rows = arrays[0]!.length;
  const uneven = arrays.findIndex((array) => array.length !== rows);
  if (uneven >= 0)
    return {
      message: `column ${clip(names[uneven])} has ${arrays[uneven]!.length} values, column ${clip(names[0])} has ${rows}`,
      hint: "columns are equally long",
    };
  return {
    names,
    width: names.length,
    rows,
    cell: (row, column) => arrays[column]![row],
    path: (row, column = 0) => [...path, names[column]!, row],
    problem: () => null,
  };
}

/** A value as an error shows it: its kind, never its content, when that may be long. */
function kind(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return isObject(value) ? "an object" : clip(value);
}
