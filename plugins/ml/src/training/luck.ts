import { deflatedSharpe, deviation, expectedMaximumSharpe, type SharpeSample } from "@bellwether/backtest";
import type { LuckFigures } from "./training-report.js";

/** A training run of the same model name before this one. */
export interface PastTrial {
  /** A period, not annualised; null where it was undefined. */
  readonly sharpe: number | null;
}

/**
 * How much of the Sharpe ratio that many trials explain. The spread of the trials is that of the Sharpe ratios on record,
 * this one included; with one trial there is nothing to deflate by.
 */
export function luckOf(
  sample: Required<SharpeSample> | null,
  past: readonly PastTrial[],
  unreadable: number,
): LuckFigures {
  const trials = past.length + unreadable + 1;
  const known = [...past.map(({ sharpe }) => sharpe), sample?.sharpe ?? null].filter((sharpe) => sharpe !== null);
  const sharpeDeviation = deviation(Float64Array.from(known)) ?? 0;
  return {
    trials,
    sharpe: sample?.sharpe ?? null,
    periods: sample?.periods ?? 0,
    deflatedSharpe: sample === null ? null : deflatedSharpe(sample, { count: trials, sharpeDeviation }),
    expectedMaximumSharpe: expectedMaximumSharpe({ count: trials, sharpeDeviation }),
  };
}
