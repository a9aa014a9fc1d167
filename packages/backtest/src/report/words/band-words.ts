import { count, signedPercent } from "../format.js";
import type { BacktestReport, BandEdge } from "../report.js";

/** A run under one intrabar rule, as reports list it. */
export interface BandRow extends BandEdge {
  readonly label: string;
}

/** Pessimistic, this run, optimistic; empty where the band was turned off. */
export function bandRows({ band, metrics }: Pick<BacktestReport, "band" | "metrics">): BandRow[] {
  if (band === null) return [];
  const { endEquity, totalReturn, maxDrawdown, trades } = metrics;
  return [
    { label: "pessimistic", ...band.pessimistic },
    { label: "this run", endEquity, totalReturn, maxDrawdown, trades },
    { label: "optimistic", ...band.optimistic },
  ];
}

/** How much of the result the intrabar rule decided, in one sentence. */
export function bandSentence({ band, ambiguousBars }: Pick<BacktestReport, "band" | "ambiguousBars">): string {
  const decided = `${count(ambiguousBars, "fill")} ${ambiguousBars === 1 ? "was" : "were"} decided by the intrabar rule`;
  if (band === null)
    return `${ambiguousBars === 0 ? "No fill depended on the intrabar rule" : decided}; the band of its results was turned off.`;
  const { pessimistic, optimistic, rule } = band;
  const width = optimistic.endEquity - pessimistic.endEquity;
  if (width === 0 && pessimistic.trades === optimistic.trades)
    return ambiguousBars === 0
      ? `No fill depended on the intrabar rule (${rule}): the band is zero wide.`
      : `${decided} (${rule}), but pessimistic and optimistic end the same.`;
  const [low, high] = [pessimistic.totalReturn, optimistic.totalReturn].map((r) =>
    r === null ? "–" : signedPercent(r),
  );
  const bound = width < 0 ? "; no bounds, as optimistic ended lower" : "";
  return `${decided} (${rule}): total return ${low} pessimistic, ${high} optimistic${bound}.`;
}
