import type { ReportJson } from "../report/report-schema.js";
import { sameValue } from "./same-value.js";

/** What a run brought forth, part by part; the rest of a report says what it was made of. */
const PARTS = [
  "metrics",
  "trades",
  "equity",
  "costs",
  "refusals",
  "halts",
  "ambiguousBars",
  "band",
  "statistics",
  "warnings",
] as const;

export type ResultPart = (typeof PARTS)[number];

/** The parts of the result that differ to the last digit; band and statistics count only where both runs have them. */
export function differingResults(a: ReportJson, b: ReportJson): ResultPart[] {
  return PARTS.filter((part) => {
    if (part === "metrics") return !sameValue(figuresOf(a), figuresOf(b));
    const optional = part === "band" || part === "statistics";
    if (optional && (a[part] === null || b[part] === null)) return false;
    return !sameValue(a[part], b[part]);
  });
}

/** Without the reasons for missing ones, which are prose. */
function figuresOf({ metrics: { undefinedBecause: _reasons, ...figures } }: ReportJson): object {
  return figures;
}
