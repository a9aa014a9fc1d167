import type { BarsOptions, BarsReport } from "./bars-report.js";
import { DataError, type DataProblem, named } from "./data-error.js";
import { jsonOffset, linePlace } from "./json-offset.js";
import { JSON_HINT, jsonTable } from "./json-table.js";
import { readTable } from "./read-table.js";

export interface BarJsonOptions extends BarsOptions {
  /** Longest text in bytes, since the whole document is held at once. Default {@link MAX_JSON_BYTES}. */
  readonly maxJsonBytes?: number;
}

export const MAX_JSON_BYTES = 128 * 2 ** 20;

/**
 * Reads bars from JSON: rows as arrays (the shape that ccxt returns), rows as objects, or columns as arrays.
 * Numbers may be written as strings. Checks and policies are those of CSV.
 * @throws {DataError} for text that is no JSON, no table, or holds what the options refuse.
 */
export function parseBarsJson(input: string | Uint8Array, options: BarJsonOptions = {}): BarsReport {
  const { maxJsonBytes = MAX_JSON_BYTES } = options;
  const fail = (issue: DataProblem, errorOptions?: ErrorOptions) =>
    new DataError({ ...named(options.file), ...issue }, errorOptions);
  if (input.length > maxJsonBytes)
    throw fail({ message: `is longer than ${maxJsonBytes} bytes`, hint: "write large histories as CSV" });
  const text = typeof input === "string" ? input : new TextDecoder().decode(input);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw fail({ ...linePlace(text, jsonOffset(text, [])), message: "is no JSON", hint: JSON_HINT }, { cause });
  }
  const table = jsonTable(data);
  if ("message" in table) throw fail(table);
  return readTable(table, options, fail, {
    placeOf: (path) => linePlace(text, jsonOffset(text, path)),
    hint: JSON_HINT,
  });
}
