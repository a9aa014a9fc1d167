import { returnsOf } from "../metrics/returns.js";
import { type Sampling, sampleReturns } from "../metrics/sampling.js";
import { MIN_RETURNS } from "./sample-size.js";

/** A curve's returns, and how they were cut. */
export interface PeriodReturns {
  readonly returnPeriod: Sampling["returnPeriod"];
  readonly periodsPerYear: number | null;
  /** Fractions, the first from the starting equity; null where equity reached zero or fell below. */
  readonly returns: Float64Array | null;
  /** How many returns there are, defined or not. */
  readonly count: number;
}

/**
 * Daily returns where at least {@link MIN_RETURNS} calendar days have closes, else one per bar: a range needs more
 * returns than a figure, so a run between ten and sixty days is cut finer here than in its metrics. Bars then count as
 * many to a year as its days would: 365 or 252 × the bars that a day with closes has.
 * @param time - close times, epoch ms UTC, ascending; @param startTime - when the first bar opened.
 */
export function periodReturns(
  time: Float64Array,
  equity: Float64Array,
  startEquity: number,
  startTime: number,
): PeriodReturns {
  const { returnPeriod, points, periodsPerYear } = enoughOf(sampleReturns(time, startTime), time);
  const curve = new Float64Array(points.length + 1);
  curve[0] = startEquity;
  for (let i = 0; i < points.length; i++) curve[i + 1] = equity[points[i]!]!;
  return {
    returnPeriod,
    periodsPerYear,
    returns: curve[points.length]! > 0 ? returnsOf(curve) : null,
    count: points.length,
  };
}

function enoughOf(sampling: Sampling, time: Float64Array): Sampling {
  const days = sampling.points.length;
  if (sampling.returnPeriod === "bar" || days >= MIN_RETURNS || days === time.length) return sampling;
  return {
    returnPeriod: "bar",
    points: Uint32Array.from(time.keys()),
    periodsPerYear: sampling.periodsPerYear! * (time.length / days),
  };
}
