import type { Timeframe } from "@bellwether/core";
import type { Gap } from "../feed/bars-report.js";
import type { DataIssue } from "../feed/data-error.js";
import type { TimeUnit } from "../feed/time-reader.js";
import { type ReadBarsOptions, readBars } from "./read-bars.js";

/** What a file of bars holds and what is wrong with it. */
export interface BarsInspection {
  /** Good rows with an open time of their own. */
  readonly rows: number;
  /** Open time of the first bar and first instant after the last, epoch ms; null without bars. */
  readonly from: number | null;
  readonly to: number | null;
  readonly timeframe: Timeframe | null;
  /** How the file writes open times; null without bars. */
  readonly unit: TimeUnit | null;
  /** The first thousand gaps; {@link gapCount} counts all. */
  readonly gaps: readonly Gap[];
  readonly gapCount: number;
  readonly missingBars: number;
  readonly largestGap: number;
  /** Rows that are no bars, the first twenty in {@link issues}. */
  readonly badRows: number;
  readonly issues: readonly DataIssue[];
  readonly duplicates: number;
  readonly unsorted: number;
  /** Bars off the grid that the first one sets. */
  readonly misaligned: number;
  readonly zeroVolume: number;
}

/** How to read the file; the policies are fixed, since nothing is refused. */
export type InspectOptions = Omit<ReadBarsOptions, "badRows" | "duplicates" | "unsorted" | "gaps" | "allowEmpty">;

/**
 * Looks a file of bars over: bad rows, duplicates and disorder are reported, not refused.
 * @throws {DataError} only if there are no rows to tell of: no file, damaged gzip, no JSON, no header that names bars.
 */
export async function inspectBars(path: string, options: InspectOptions = {}): Promise<BarsInspection> {
  const report = await readBars(path, {
    ...options,
    badRows: "skip",
    duplicates: "first",
    unsorted: "sort",
    gaps: "keep",
    allowEmpty: true,
  });
  const { rows, from, to, timeframe, timeUnit: unit, gaps, badRows, duplicates, unsorted, misaligned } = report;
  return {
    rows,
    from,
    to,
    timeframe,
    unit,
    gaps: gaps.list,
    gapCount: gaps.count,
    missingBars: gaps.missingBars,
    largestGap: gaps.largest,
    badRows: badRows.count,
    issues: badRows.issues,
    duplicates,
    unsorted,
    misaligned: misaligned.count,
    zeroVolume: report.zeroVolume,
  };
}
