import { returnsOf } from "../../metrics/returns.js";
import { sampleReturns } from "../../metrics/sampling.js";
import type { BacktestReport } from "../report.js";

/** The returns that a report's ratios were computed from. */
export interface PeriodReturns {
  /** When each period ended, epoch ms UTC. */
  readonly time: Float64Array;
  /** Fractions; null where equity reached zero or fell below. */
  readonly returns: Float64Array | null;
  readonly returnPeriod: "day" | "bar";
  readonly periodsPerYear: number | null;
}

/** Cut as `computeMetrics` cuts them: daily where the run spans days, else bar by bar; the first from the start. */
export function periodReturns({ equity, metrics }: Pick<BacktestReport, "equity" | "metrics">): PeriodReturns {
  const { points, returnPeriod } = sampleReturns(equity.time, metrics.startTime);
  const curve = new Float64Array(points.length + 1);
  curve[0] = metrics.startEquity;
  for (let i = 0; i < points.length; i++) curve[i + 1] = equity.equity[points[i]!]!;
  return {
    time: Float64Array.from(points, (i) => equity.time[i]!),
    returns: returnsOf(curve),
    returnPeriod,
    periodsPerYear: metrics.periodsPerYear,
  };
}
