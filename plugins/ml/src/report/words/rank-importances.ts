import type { ImportanceRow } from "../../training/training-report.js";

export interface RankedImportances {
  /** Largest first; what is undefined comes last, and equal ones keep their order. */
  readonly rows: readonly ImportanceRow[];
  /** What they are sorted by: permutation where any is known, else impurity; null where nothing is known. */
  readonly by: "permutation" | "impurity" | null;
}

export function rankImportances(importances: readonly ImportanceRow[]): RankedImportances {
  const known = (kind: "permutation" | "impurity") =>
    importances.some((row) => row[kind] !== null && Number.isFinite(row[kind]));
  const by = known("permutation") ? "permutation" : known("impurity") ? "impurity" : null;
  if (by === null) return { rows: importances, by };
  const size = (row: ImportanceRow) => (Number.isFinite(row[by] ?? NaN) ? row[by]! : -Number.MAX_VALUE);
  return { rows: [...importances].sort((a, b) => size(b) - size(a)), by };
}
