import { columnSpread } from "../transforms/moments.js";
import { spearman } from "../validation/metrics/correlation.js";

/** How a figure of a column fared over blocks of time. */
export interface Stability {
  /** Of the blocks where the figure is defined; null where it is in none. */
  readonly mean: number | null;
  /** Standard deviation over those blocks (of the population). */
  readonly sd: number | null;
  /** Share of all blocks where the figure has the sign of its mean; a block without one counts against it. */
  readonly sameSign: number;
}

/** Sums up one figure a block. */
export function stabilityOf(figures: readonly (number | null)[]): Stability {
  const known = figures.filter((figure) => figure !== null);
  if (known.length === 0) return { mean: null, sd: null, sameSign: 0 };
  const { mean, deviation } = columnSpread(known);
  const same = known.filter((figure) => figure !== 0 && Math.sign(figure) === Math.sign(mean)).length;
  return { mean, sd: deviation, sameSign: same / figures.length };
}

/** First row of each of `blocks` stretches of about equal length, and the end of the last. */
export function blockEdges(rows: number, blocks: number): readonly number[] {
  return Array.from({ length: blocks + 1 }, (_, k) => Math.round((k * rows) / blocks));
}

/**
 * Information coefficient, the rank correlation of a column with what came after it, block by block in order of time: a
 * column that helps now and hurts later has no sign to rely on.
 * @param y - numbers of classes in a meaningful order, or values.
 */
export function informationStability(x: Float64Array, y: Float64Array, blocks: number): Stability {
  const edges = blockEdges(x.length, blocks);
  return stabilityOf(
    edges.slice(1).map((end, k) => {
      const from = edges[k]!;
      return end - from < 2 ? null : spearman(x.subarray(from, end), y.subarray(from, end));
    }),
  );
}
