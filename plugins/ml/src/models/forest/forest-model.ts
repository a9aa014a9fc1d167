import * as z from "zod";
import { ClassNames, readMeta } from "../artifact-parts.js";
import { BadArtifactError, type Classifier, type ModelArtifact, type Regressor } from "../model.js";
import { roomFor } from "../outputs.js";
import { checkShares, checkValues } from "./check-forest.js";
import type { FlatForest } from "./flat-forest.js";
import { type Facts, forestMeta, forestParts, readForest } from "./forest-parts.js";
import { addLeaves } from "./leaf-sums.js";

const FORMAT = 1;

/** What a forest is besides its trees. */
export interface ForestDetails {
  readonly family: string;
  readonly importances: Float64Array | null;
  readonly facts: Facts;
}

/**
 * A classifier whose probabilities are the means of the leaves' shares. Leaves are float32, so that their sum is 1 only to
 * about seven digits: rows are scaled to sum to 1 in double precision.
 */
export function forestClassifier(forest: FlatForest, classes: readonly string[], details: ForestDetails): Classifier {
  const { family, importances, facts } = details;
  const width = classes.length;
  return {
    family,
    task: "classification",
    columns: forest.columns,
    classes,
    importances,
    facts,
    predictProba(x, out) {
      const shares = roomFor(x, forest.columns, width, out);
      const end = x.rows * width;
      shares.fill(0, 0, end);
      addLeaves(forest, x.data, x.rows, shares, width, 1);
      for (let at = 0; at < end; at += width) {
        let sum = 0;
        for (let k = at; k < at + width; k++) sum += shares[k]!;
        for (let k = at; k < at + width; k++) shares[k] = shares[k]! / sum;
      }
      return shares;
    },
    toArtifact() {
      const { meta, arrays } = forestParts(forest, importances, facts);
      return { family, format: FORMAT, meta: { task: "classification", classes, ...meta }, arrays };
    },
  };
}

/** A regressor that answers with the mean of the leaves. */
export function forestRegressor(forest: FlatForest, details: ForestDetails): Regressor {
  const { family, importances, facts } = details;
  const trees = forest.roots.length;
  return {
    family,
    task: "regression",
    columns: forest.columns,
    importances,
    facts,
    predict(x, out) {
      const values = roomFor(x, forest.columns, 1, out);
      values.fill(0, 0, x.rows);
      addLeaves(forest, x.data, x.rows, values, 1, 1);
      for (let i = 0; i < x.rows; i++) values[i] = values[i]! / trees;
      return values;
    },
    toArtifact() {
      const { meta, arrays } = forestParts(forest, importances, facts);
      return { family, format: FORMAT, meta: { task: "regression", ...meta }, arrays };
    },
  };
}

const ClassifierMeta = z.strictObject({ task: z.literal("classification"), classes: ClassNames, ...forestMeta });
const RegressorMeta = z.strictObject({ task: z.literal("regression"), ...forestMeta });

/** @throws {BadArtifactError} for parts that break a promise of the format. */
export function classifierFromArtifact(artifact: ModelArtifact, family: string): Classifier {
  const meta = readMeta(artifact, family, FORMAT, ClassifierMeta);
  if (meta.classes.length < 2) throw new BadArtifactError(`${family}: a classifier has at least two classes`);
  const { forest, importances } = readForest(artifact, meta, meta.classes.length, Float32Array);
  checkShares(family, forest);
  return forestClassifier(forest, meta.classes, { family, importances, facts: meta.facts });
}

/** @throws {BadArtifactError} for parts that break a promise of the format. */
export function regressorFromArtifact(artifact: ModelArtifact, family: string): Regressor {
  const meta = readMeta(artifact, family, FORMAT, RegressorMeta);
  const { forest, importances } = readForest(artifact, meta, 1, Float64Array);
  checkValues(family, forest);
  return forestRegressor(forest, { family, importances, facts: meta.facts });
}
