import { TradingError } from "@bellwether/core";
import type { FeatureSet } from "../features/feature-set.js";
import type { TrainedModel } from "../trained/trained-model.js";

/** Which model of the registry: all of it may be left out where there is but one. */
export interface ModelReference {
  readonly modelName?: string | undefined;
  readonly alias?: string | undefined;
  /** sha256 of the version, or how it begins. */
  readonly version?: string | undefined;
}

export interface LoadedModel {
  readonly trained: TrainedModel;
  /** The columns of the model, made of the features that there are now; equal to those it was trained on. */
  readonly set: FeatureSet;
  /** sha256; it stands in each signal. */
  readonly version: string;
}

/**
 * Finds a model for a strategy, when the strategy is created.
 * @throws {TradingError} for a model that is not there, damaged, or trained on other features.
 */
export type ModelSource = (reference: ModelReference) => LoadedModel;

/** Differences that a message names. */
const SHOWN = 5;

/** The features of a model are not those that there are: a column-by-column list says how they differ. */
export class FeatureMismatchError extends TradingError {
  override readonly code = "FEATURE_MISMATCH";
  constructor(
    readonly model: string,
    readonly differences: readonly string[],
  ) {
    const shown = differences.slice(0, SHOWN).join("; ");
    const more = differences.length > SHOWN ? `; and ${differences.length - SHOWN} more` : "";
    super(`model ${model} was trained on other features: ${shown}${more}. Train it again`);
  }
}

/** A model cannot serve this strategy: wrong classes, wrong roles, another timeframe. */
export class UnsuitableModelError extends TradingError {
  override readonly code = "UNSUITABLE_MODEL";
}
