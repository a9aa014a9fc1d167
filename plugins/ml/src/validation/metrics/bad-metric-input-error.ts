import { TradingError } from "@bellwether/core";

/** Predictions and outcomes that no figure can be made of. */
export class BadMetricInputError extends TradingError {
  override readonly code = "BAD_METRIC_INPUT";
}

/** @throws {BadMetricInputError} unless there is a value, as many in each, all of them finite. */
export function assertPairs(name: string, values: Float64Array, outcomes: Float64Array): void {
  if (values.length !== outcomes.length)
    throw new BadMetricInputError(
      `${values.length} of ${name} and ${outcomes.length} outcomes; give one of each a sample`,
    );
  if (values.length === 0) throw new BadMetricInputError(`no ${name} to judge; give at least one sample`);
  assertFinite(name, values);
  assertFinite("outcomes", outcomes);
}

/** @throws {BadMetricInputError} unless outcomes are 0 and 1, and probabilities lie between them. */
export function assertBinary(probabilities: Float64Array, outcomes: Float64Array): void {
  assertPairs("probabilities", probabilities, outcomes);
  assertProbabilities(probabilities);
  assertOutcomes(outcomes);
}

/** @throws {BadMetricInputError} unless outcomes are 0 and 1. */
export function assertOutcomes(outcomes: Float64Array): void {
  for (let i = 0; i < outcomes.length; i++)
    if (outcomes[i] !== 0 && outcomes[i] !== 1)
      throw new BadMetricInputError(`outcome ${i} is ${outcomes[i]}; give 1 for what happened, 0 for what did not`);
}

/** @throws {BadMetricInputError} unless there is a weight a sample, none below zero or without end, some above zero. */
export function assertWeights(weights: Float64Array | null, samples: number): void {
  if (weights === null) return;
  if (weights.length !== samples)
    throw new BadMetricInputError(`${weights.length} weights for ${samples} samples; give one a sample`);
  let sum = 0;
  for (let i = 0; i < samples; i++) {
    if (!(weights[i]! >= 0 && weights[i]! < Infinity))
      throw new BadMetricInputError(`weight ${i} is ${weights[i]}; give a finite number of at least 0`);
    sum += weights[i]!;
  }
  if (!(sum > 0)) throw new BadMetricInputError("all weights are 0; give some sample a weight above it");
}

/** Single precision may carry a probability this far past its bounds. */
const SLACK = 1e-6;

/** @throws {BadMetricInputError} for a value outside [0, 1], NaN included. */
export function assertProbabilities(probabilities: Float64Array): void {
  for (let i = 0; i < probabilities.length; i++)
    if (!(probabilities[i]! >= -SLACK && probabilities[i]! <= 1 + SLACK))
      throw new BadMetricInputError(`probability ${i} is ${probabilities[i]}; give numbers from 0 to 1`);
}

function assertFinite(name: string, values: Float64Array): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]!))
      throw new BadMetricInputError(`value ${i} of ${name} is ${values[i]}; give finite numbers`);
}
