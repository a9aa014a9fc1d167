/** What is looked at, in the order in which it is. */
export const CHECKS = [
  "times",
  "order",
  "duplicates",
  "off-grid",
  "prices",
  "volumes",
  "relations",
  "outliers",
  "zero-volume",
  "stale",
  "missing",
] as const;
export type Check = (typeof CHECKS)[number];

/** What was done about it. */
export type CleaningAction = "kept" | "dropped" | "sorted" | "filled" | "zeroed" | "repaired" | "clipped";

/** A stretch of missing bars: from the open time of the first to that of the last, epoch ms UTC. */
export interface BarGap {
  readonly from: number;
  readonly to: number;
  readonly bars: number;
}

/** What one check found, JSON-able; a check that found nothing has a count of 0. */
export interface Finding {
  readonly check: Check;
  /** Bars concerned. */
  readonly count: number;
  /** Of all rows given; of missing bars, of those expected. */
  readonly share: number;
  readonly action: CleaningAction;
  /** Open times of the first and the last bar concerned, epoch ms UTC; null where there is none. */
  readonly first: number | null;
  readonly last: number | null;
  /** Of missing bars: their gaps. */
  readonly gaps?: { readonly count: number; readonly longest: BarGap | null; readonly filledBars: number };
  /** Of stale bars: their runs. */
  readonly runs?: number;
}

/** Counts what a check finds, bar by bar. */
export interface Tally {
  readonly count: number;
  /** @param time - open time of the bar, epoch ms. */
  add(time: number): void;
  finding(check: Check, action: CleaningAction, of: number): Finding;
}

export function createTally(): Tally {
  let count = 0;
  let first: number | null = null;
  let last: number | null = null;
  return {
    get count() {
      return count;
    },
    add(time) {
      count++;
      if (!Number.isFinite(time)) return;
      if (first === null || time < first) first = time;
      if (last === null || time > last) last = time;
    },
    finding: (check, action, of) => ({ check, count, share: of === 0 ? 0 : count / of, action, first, last }),
  };
}

/** `2017-12-25 00:00`, UTC. */
export function timeText(time: number | null): string {
  if (time === null || !(Math.abs(time) <= 8.64e15)) return "an unknown time";
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}
