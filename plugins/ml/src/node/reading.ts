import { basename } from "node:path";
import type { BarsReport } from "@bellwether/backtest";
import type { ReadBarsOptions } from "@bellwether/backtest/node";
import type { CleaningPolicies } from "../data/index.js";

/**
 * How a file is read for cleaning: what its reader alone can see (rows that are no bars, two of one time, out of order) is
 * left out, kept or refused as the policies say of bars; {@link readingFindings} counts it.
 */
export function readingOptions({
  times,
  prices,
  volumes,
  relations,
  order,
  duplicates,
}: CleaningPolicies): Required<Pick<ReadBarsOptions, "badRows" | "duplicates" | "unsorted">> {
  const refuses = [times, prices, volumes, relations].includes("refuse");
  return { badRows: refuses ? "refuse" : "skip", duplicates, unsorted: order === "sort" ? "sort" : "refuse" };
}

/** What reading a file left out or put right, as sentences; none for a clean one. */
export function readingFindings(
  file: string,
  { badRows, duplicates, unsorted }: Pick<BarsReport, "badRows" | "duplicates" | "unsorted">,
  kept: "first" | "last" | "refuse",
): string[] {
  const rows = (count: number) => `${count} ${count === 1 ? "row" : "rows"} of ${basename(file)}`;
  const found: string[] = [];
  if (badRows.count > 0) {
    const [first] = badRows.issues;
    const where = first?.line === undefined ? "" : `, the first in line ${first.line}: ${first.message}`;
    found.push(`${rows(badRows.count)} ${badRows.count === 1 ? "is no bar" : "are no bars"}${where}; left out`);
  }
  if (duplicates > 0)
    found.push(`${rows(duplicates)} ${duplicates === 1 ? "has" : "have"} the time of another; the ${kept} kept`);
  if (unsorted > 0) found.push(`${rows(unsorted)} ${unsorted === 1 ? "stands" : "stand"} after later ones; sorted in`);
  return found;
}
