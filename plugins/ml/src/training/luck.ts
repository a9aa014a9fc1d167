import { deflatedSharpe, deviation, expectedMaximumSharpe, type SharpeSample } from "@bellwether/backtest";
import { distinctTrials, type TrialOutcome } from "../registry/index.js";
import type { LuckFigures } from "./training-report.js";

/** The record of a model name before this run. */
export interface PastTrials {
  readonly trials: readonly TrialOutcome[];
  /** Lines that could not be read; each was a trial. */
  readonly unreadable: number;
}

/**
 * How much of the Sharpe ratio that many trials explain. The same settings with the same outcome are one trial, however
 * often they were run: they chose nothing. The spread of the trials is that of their Sharpe ratios, this one included; with
 * one trial there is nothing to deflate by.
 */
export function luckOf(
  sample: Required<SharpeSample> | null,
  settingsHash: string,
  { trials, unreadable }: PastTrials,
): LuckFigures {
  const present: TrialOutcome = { settingsHash, sharpe: sample?.sharpe ?? null, periods: sample?.periods ?? 0 };
  const distinct = distinctTrials([...trials, present]);
  const known = distinct.flatMap(({ sharpe }) => (sharpe === null ? [] : [sharpe]));
  const count = distinct.length + unreadable;
  const sharpeDeviation = deviation(Float64Array.from(known)) ?? 0;
  return {
    trials: count,
    sharpe: present.sharpe,
    periods: present.periods,
    deflatedSharpe: sample === null ? null : deflatedSharpe(sample, { count, sharpeDeviation }),
    expectedMaximumSharpe: expectedMaximumSharpe({ count, sharpeDeviation }),
  };
}
