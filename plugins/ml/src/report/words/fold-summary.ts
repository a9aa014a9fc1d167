import { decimal, deviation, mean } from "@bellwether/backtest";
import type { FoldScore } from "../../training/training-report.js";
import { figureText } from "./figure-text.js";
import type { MetricInPrint } from "./metric-words.js";

/** A metric over folds. */
export interface FoldSummary {
  /** One a fold, null where undefined. */
  readonly values: readonly (number | null)[];
  /** Null where no fold defines it. */
  readonly mean: number | null;
  /** Sample standard deviation (n − 1) from fold to fold; null for fewer than two. */
  readonly sd: number | null;
}

export function foldSummary(folds: readonly FoldScore[], metric: MetricInPrint): FoldSummary {
  const values = folds.map((fold) => metric.value(fold.metrics));
  const known = Float64Array.from(values.filter((value) => value !== null));
  return { values, mean: mean(known), sd: deviation(known) };
}

/** `43.1% ± 2.0%`: mean and deviation from fold to fold, with as many decimals, or a dash. */
export function meanAndSd({ mean, sd }: FoldSummary, { print }: MetricInPrint): string {
  const text = figureText(mean, print);
  if (sd === null) return text;
  const decimals = /^-?[\d,]+\.(\d+)$/.exec(text)?.[1]?.length;
  return `${text} ± ${figureText(sd, decimals === undefined ? print : (value) => decimal(value, decimals))}`;
}
