import { assertBinary, assertWeights } from "./bad-metric-input-error.js";
import { type Binning, type Bins, binned } from "./bins.js";
import type { ReliabilityBin } from "./metrics.js";

export interface ReliabilityOptions {
  /** Default 10. */
  readonly bins?: number | undefined;
  /** Default `"uniform"`. */
  readonly binning?: Binning | undefined;
  readonly weights?: Float64Array | null | undefined;
}

/**
 * What was predicted against what happened, bin by bin, empty bins included.
 * @param outcomes - 1 or 0.
 * @throws {BadMetricInputError} for lengths, values or weights that cannot be.
 */
export function reliabilityTable(
  probabilities: Float64Array,
  outcomes: Float64Array,
  options: ReliabilityOptions = {},
): ReliabilityBin[] {
  const { edges, counts, weights, predicted, happened } = binsOf(probabilities, outcomes, options);
  return Array.from(counts, (count, k) => ({
    from: edges[k]!,
    to: edges[k + 1]!,
    count,
    meanPredicted: weights[k]! > 0 ? predicted[k]! / weights[k]! : null,
    observed: weights[k]! > 0 ? happened[k]! / weights[k]! : null,
  }));
}

/**
 * Expected calibration error: distance between predicted and observed, averaged over bins by their weight. With few
 * samples it is above zero even for a perfect model.
 * @throws {BadMetricInputError} for lengths, values or weights that cannot be.
 */
export function expectedCalibrationError(
  probabilities: Float64Array,
  outcomes: Float64Array,
  options: ReliabilityOptions = {},
): number {
  const { weights, predicted, happened } = binsOf(probabilities, outcomes, options);
  let error = 0;
  let total = 0;
  for (let k = 0; k < weights.length; k++) {
    error += Math.abs(predicted[k]! - happened[k]!);
    total += weights[k]!;
  }
  return error / total;
}

/** Parts of the Brier score: reliability − resolution + uncertainty + withinBins. */
export interface BrierParts {
  readonly brier: number;
  /** How far predictions are from what happened in their bin; 0 is best. */
  readonly reliability: number;
  /** How far bins are from one another in what happened; the more the better. */
  readonly resolution: number;
  /** Variance of what happened: not the model's doing. */
  readonly uncertainty: number;
  /** What predictions that differ inside a bin add; 0 where they do not. */
  readonly withinBins: number;
}

/**
 * The Brier score of probabilities of one class, taken apart over bins.
 * @throws {BadMetricInputError} for lengths, values or weights that cannot be.
 * @see Murphy (1973); Stephenson, Coelho & Jolliffe (2008) for the part inside bins
 */
export function brierParts(
  probabilities: Float64Array,
  outcomes: Float64Array,
  options: ReliabilityOptions = {},
): BrierParts {
  const bins = binsOf(probabilities, outcomes, options);
  const given = options.weights ?? null;
  let total = 0;
  let base = 0;
  for (let k = 0; k < bins.weights.length; k++) {
    total += bins.weights[k]!;
    base += bins.happened[k]!;
  }
  base /= total;
  let reliability = 0;
  let resolution = 0;
  let spread = 0; // squared distance of outcomes from what happened in their bin
  for (let k = 0; k < bins.weights.length; k++) {
    const weight = bins.weights[k]!;
    if (weight === 0) continue;
    const observed = bins.happened[k]! / weight;
    reliability += weight * (bins.predicted[k]! / weight - observed) ** 2;
    resolution += weight * (observed - base) ** 2;
    spread += weight * observed * (1 - observed);
  }
  let brier = 0;
  for (let i = 0; i < probabilities.length; i++)
    brier += (given === null ? 1 : given[i]!) * (probabilities[i]! - outcomes[i]!) ** 2;
  return {
    brier: brier / total,
    reliability: reliability / total,
    resolution: resolution / total,
    uncertainty: base * (1 - base),
    withinBins: (brier - reliability - spread) / total,
  };
}

function binsOf(probabilities: Float64Array, outcomes: Float64Array, options: ReliabilityOptions): Bins {
  const { bins = 10, binning = "uniform", weights = null } = options;
  assertBinary(probabilities, outcomes);
  assertWeights(weights, probabilities.length);
  return binned(probabilities, outcomes, weights, bins, binning);
}
