import { TradingError } from "@bellwether/core";
import { BadFeatureError } from "../features/feature.js";
import { type FeatureCatalogue, type FeatureColumn, parseColumn } from "../features/feature-column.js";
import { type ColumnIdentity, columnDiff, FeatureSet } from "../features/feature-set.js";
import type { FamilyCatalogue } from "../models/model.js";
import type { ModelRegistry, VersionRef } from "../registry/index.js";
import {
  FeatureMismatchError,
  type LoadedModel,
  type ModelReference,
  type ModelSource,
} from "../strategy/model-source.js";
import { fromBundle } from "../trained/bundle.js";
import type { TrainedModel } from "../trained/trained-model.js";

/** It is not clear which model a strategy means. */
class ModelChoiceError extends TradingError {
  override readonly code = "MODEL_CHOICE";
}

/**
 * Finds models in a registry. A name or an alias means one version for as long as the source lives, whatever is promoted
 * meanwhile: the strategies of a run trade the same. A version is read and checked once; those that name it share it.
 * @param registry - opened when the first strategy asks.
 */
export function registrySource(
  registry: () => ModelRegistry,
  features: FeatureCatalogue,
  families: FamilyCatalogue,
): ModelSource {
  const known = new Map<string, LoadedModel>();
  const meant = new Map<string, LoadedModel>();
  const find = (reference: ModelReference): LoadedModel => {
    const store = registry();
    const name = nameOf(reference, store);
    const { version, manifest, files } = store.load(name, refOf(reference));
    const found = known.get(version);
    if (found !== undefined) return found;
    const trained = fromBundle({ manifest, files }, families);
    const loaded = { trained, set: setOf(trained, features), version };
    known.set(version, loaded);
    return loaded;
  };
  return ({ modelName, alias, version }) => {
    const asked = JSON.stringify([modelName, alias, version]);
    const loaded = meant.get(asked) ?? find({ modelName, alias, version });
    meant.set(asked, loaded);
    return loaded;
  };
}

function nameOf({ modelName }: ModelReference, store: ModelRegistry): string {
  if (modelName !== undefined) return modelName;
  const names = store.list().map(({ name }) => name);
  if (names.length === 0)
    throw new ModelChoiceError(
      `the registry ${store.folder} holds no model; train one first: bellwether train config/ml.yaml`,
    );
  if (names.length > 1)
    throw new ModelChoiceError(`the registry holds ${names.join(", ")}; say which one with strategy.params.modelName`);
  return names[0]!;
}

function refOf({ alias, version }: ModelReference): VersionRef | undefined {
  if (alias !== undefined && version !== undefined)
    throw new ModelChoiceError("give an alias or a version of the model, not both");
  return alias !== undefined ? { alias } : version !== undefined ? { version } : undefined;
}

/**
 * The columns that a model was trained on, made of the features that there are.
 * @throws {FeatureMismatchError} where they are not the same features any more.
 */
function setOf({ name, columns, timeframe }: TrainedModel, features: FeatureCatalogue): FeatureSet {
  const present: FeatureColumn[] = [];
  const identities: ColumnIdentity[] = [];
  const lost: string[] = [];
  for (const [i, column] of columns.entries()) {
    try {
      const parsed = parseColumn(column.name, features);
      present.push(parsed);
      identities.push({ name: parsed.name, version: parsed.feature.version, needs: parsed.feature.needs });
    } catch (error) {
      if (!(error instanceof BadFeatureError)) throw error;
      lost.push(`column ${i + 1}: trained on ${column.name}: ${error.message}`);
      identities.push(column);
    }
  }
  const differences = [...lost, ...columnDiff(columns, identities)];
  if (differences.length > 0) throw new FeatureMismatchError(name, differences);
  return new FeatureSet(present, timeframe);
}
