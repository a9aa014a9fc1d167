import { type Check, type Finding, timeText } from "./finding.js";
import type { PreparationReport } from "./prepare-bars.js";

const WORDS: Readonly<Record<Check, readonly [one: string, many: string]>> = {
  times: ["row without an open time", "rows without an open time"],
  order: ["row out of order", "rows out of order"],
  duplicates: ["bar that stands twice", "bars that stand twice"],
  "off-grid": ["bar off the grid of the first", "bars off the grid of the first"],
  prices: ["bar with prices that are no positive number", "bars with prices that are no positive number"],
  volumes: ["bar with a volume that is none", "bars with a volume that is none"],
  relations: ["bar whose high or low lies inside its prices", "bars whose high or low lies inside their prices"],
  outliers: ["outlier", "outliers"],
  "zero-volume": ["bar without volume", "bars without volume"],
  stale: ["stale bar", "stale bars"],
  missing: ["bar missing", "bars missing"],
};

/** What was found and done, a short sentence each, such as `3 outliers, 2020-03-12 10:00 to 2020-03-13 02:00; kept`. */
export function findingsText({ findings }: Pick<PreparationReport, "findings">): string[] {
  return findings.filter(({ count }) => count > 0).map(sentence);
}

/**
 * What cleaning did that makes the bars other than those that were given, such as `3 outliers clipped`; null if nothing.
 * Sorting is no such thing.
 */
export function changesText({ findings }: Pick<PreparationReport, "findings">): string | null {
  const changes = findings.flatMap(({ check, count, action, gaps }) => {
    const bars = gaps?.filledBars ?? count;
    if (bars === 0 || action === "kept" || action === "sorted") return [];
    return [`${bars} ${WORDS[check][bars === 1 ? 0 : 1]} ${action}`];
  });
  return changes.length === 0 ? null : changes.join(", ");
}

function sentence({ check, count, action, first, last, gaps, runs }: Finding): string {
  const what = `${count} ${WORDS[check][count === 1 ? 0 : 1]}`;
  if (gaps !== undefined && gaps.longest !== null) {
    const { from, to, bars } = gaps.longest;
    const where = `in ${gaps.count} ${gaps.count === 1 ? "gap" : "gaps"}, longest ${stretch(from, to)} (${bars})`;
    const { filledBars } = gaps;
    const done = filledBars === 0 ? "kept" : filledBars === count ? "filled" : `${filledBars} filled, the rest kept`;
    return `${what} ${where}; ${done}`;
  }
  const inRuns = runs === undefined ? "" : ` in ${runs} ${runs === 1 ? "run" : "runs"}`;
  return `${what}${inRuns}${first === null ? "" : `, ${stretch(first, last)}`}; ${action}`;
}

function stretch(from: number, to: number | null): string {
  return to === null || from === to ? timeText(from) : `${timeText(from)} to ${timeText(to)}`;
}
