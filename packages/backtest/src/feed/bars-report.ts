import type { BarColumns, BarField, Timeframe } from "@bellwether/core";
import type { DataIssue } from "./data-error.js";
import type { TimeUnit } from "./time-reader.js";

/** How bars are read and what happens to those that break a promise; every default refuses. */
export interface BarsOptions {
  /** Name of the input in errors. */
  readonly file?: string;
  /** Length of a bar; otherwise the most common spacing decides. */
  readonly timeframe?: Timeframe;
  /** How open times are written; otherwise the first one decides by its magnitude. */
  readonly timeUnit?: TimeUnit;
  /** The input's own column names where they are unusual; `volume: null` if it has none (it then reads as 0). */
  readonly columns?: Partial<Record<Exclude<BarField, "volume">, string> & { readonly volume: string | null }>;
  /** Further columns to keep, by their names in the header; an empty cell of these is NaN. */
  readonly extra?: readonly string[];
  /** A row with a value that is no number, or that no bar can have. Default `"refuse"`. */
  readonly badRows?: "refuse" | "skip";
  /** A second row with the same open time. Default `"refuse"`. */
  readonly duplicates?: "refuse" | "first" | "last";
  /** A row that opens before the row above it. Default `"refuse"`. */
  readonly unsorted?: "refuse" | "sort";
  /** Missing bars; filled ones are flat at the close before, volume 0, extra columns NaN. Default `"keep"`. */
  readonly gaps?: "keep" | "refuse" | "fill";
  /** Accepts an input without any bar. Default false. */
  readonly allowEmpty?: boolean;
  /** Most bars to hold, filled ones included. Default {@link MAX_ROWS}. */
  readonly maxRows?: number;
}

/** 48 bytes a bar: 2.4 GB, or 19 months of one-second bars. */
export const MAX_ROWS = 50_000_000;

/** Bars that are missing between two that are there. */
export interface Gap {
  /** Open time of the last bar before the gap. */
  readonly after: number;
  /** Open time of the first bar after it. */
  readonly before: number;
  /** Whole bars that would fit between. */
  readonly missing: number;
}

export interface Gaps {
  readonly count: number;
  readonly missingBars: number;
  /** Bars missing in the largest gap; 0 without gaps. */
  readonly largest: number;
  /** The first thousand gaps, oldest first. */
  readonly list: readonly Gap[];
}

/** Bars as read, and what was found on the way. */
export interface BarsReport {
  readonly columns: BarColumns;
  readonly rows: number;
  /** Open time of the first bar; null without bars. */
  readonly from: number | null;
  /** First instant after the last bar, so that `sliceBars(columns, from, to)` keeps all; null without bars. */
  readonly to: number | null;
  /** As asked for, or inferred; null if a single bar, or an odd spacing, leaves it open. */
  readonly timeframe: Timeframe | null;
  readonly timeUnit: TimeUnit | null;
  /** Rows left out as bad; the first of them in full. */
  readonly badRows: { readonly count: number; readonly issues: readonly DataIssue[] };
  /** Rows left out because another has their open time. */
  readonly duplicates: number;
  /** Rows that stood below one that opens later. */
  readonly unsorted: number;
  readonly gaps: Gaps;
  /** Bars added to fill gaps. */
  readonly filled: number;
  /** Bars that do not open a whole number of bars after the first. */
  readonly misaligned: { readonly count: number; readonly first: number | null };
  /** Bars without volume, filled ones not counted. */
  readonly zeroVolume: number;
}
