import type { Check, Finding } from "./finding.js";
import type { Gaps } from "./missing-bars.js";

/** How whole and how sound bars are, before cleaning; JSON-able. */
export interface QualityReport {
  /** From 0 to 1: {@link qualityOf}. */
  readonly score: number;
  /** Rows given, and bars that the calendar expects between the first and the last. */
  readonly rows: number;
  readonly expected: number;
  readonly calendar: "24x7" | "weekdays";
  /** Shares that the score is made of. */
  readonly shares: Readonly<Record<QualityPart, number>>;
  /** Bars by check. */
  readonly counts: Readonly<Record<Check, number>>;
  readonly worstGap: Gaps["longest"];
}

/** What a share of 1 takes away from the score. */
const WEIGHTS = { missing: 1, invalid: 1, outliers: 1, duplicates: 0.5, stale: 0.5, zeroVolume: 0.25 } as const;
export type QualityPart = keyof typeof WEIGHTS;

/**
 * The product over all parts of `1 - weight × share`. Parts and weights: missing bars of those expected (1), rows without a
 * time, with prices or volumes that are none, or a high and low that do not fit (1), outliers (1), rows that stand twice or
 * out of order (0.5), stale runs (0.5), bars without volume (0.25; none where no bar has any: such a market tells none).
 * 0.99 is about one flawed bar in a hundred.
 */
export function qualityOf(
  rows: number,
  gaps: Gaps,
  calendar: QualityReport["calendar"],
  findings: readonly Finding[],
): QualityReport {
  const counts = { missing: gaps.bars } as Record<Check, number>;
  for (const { check, count } of findings) if (check !== "missing") counts[check] = count;
  const dropped = counts.times + counts.duplicates;
  const expected = rows - dropped + gaps.bars;
  const share = (count: number, of: number) => (of <= 0 ? 0 : Math.min(1, count / of));
  const shares: Record<QualityPart, number> = {
    missing: share(gaps.bars, expected),
    invalid: share(counts.times + counts.prices + counts.volumes + counts.relations, rows),
    outliers: share(counts.outliers, rows),
    duplicates: share(counts.duplicates + counts.order, rows),
    stale: share(counts.stale, rows),
    zeroVolume: counts["zero-volume"] >= rows - dropped - counts.prices ? 0 : share(counts["zero-volume"], rows),
  };
  let score = 1;
  for (const part of Object.keys(WEIGHTS) as QualityPart[]) score *= 1 - WEIGHTS[part] * shares[part];
  return { score, rows, expected, calendar, shares, counts, worstGap: gaps.longest };
}
