import { type Frame, UnknownColumnError } from "@bellwether/core";
import type { FeatureColumn } from "./feature-column.js";

/** Features said by name at most; the rest is counted. */
const NAMED = 3;

/** Extra columns of bars that features read, sorted. */
export function neededColumns(columns: readonly FeatureColumn[]): string[] {
  return [...new Set(columns.flatMap(({ feature }) => feature.needs))].sort();
}

/** Those that a frame has not. */
export function lackingColumns(df: Frame, columns: readonly FeatureColumn[]): string[] {
  return neededColumns(columns).filter((name) => {
    try {
      df.column(name);
      return false;
    } catch (error) {
      if (error instanceof UnknownColumnError) return true;
      throw error;
    }
  });
}

/** Which features read any of `wanted`: `book-imbalance, book-pressure(5), book-pressure(20) and 2 more need bid, ask`. */
export function whoNeeds(columns: readonly FeatureColumn[], wanted: readonly string[]): string {
  const names = columns.flatMap(({ name, feature }) =>
    feature.needs.some((need) => wanted.includes(need)) ? [name] : [],
  );
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return `${names.slice(0, NAMED).join(", ")}${more} ${names.length === 1 ? "needs" : "need"} ${wanted.join(", ")}`;
}
