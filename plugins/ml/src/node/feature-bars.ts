import { DataError } from "@bellwether/backtest";
import type { FeatureColumn } from "../features/feature-column.js";
import { whoNeeds } from "../features/needed-columns.js";

/**
 * Throws what reading bars for features threw, with the features that need the columns that are not there.
 * @throws {DataError} for those; anything else as it is.
 */
export function throwWithFeatures(error: unknown, columns: readonly FeatureColumn[]): never {
  if (!(error instanceof DataError) || error.missing === undefined) throw error;
  const missing = error.missing.columns;
  const needed = missing.filter((name) => columns.some(({ feature }) => feature.needs.includes(name)));
  const who = needed.length > 0 ? whoNeeds(columns, needed) : `data.columns asks for ${missing.join(", ")}`;
  throw new DataError({ ...error.problem, hint: `${who}; ${error.problem.hint}` });
}
