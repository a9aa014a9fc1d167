import * as z from "zod";
import { ClassNames, readArray, readMeta } from "../artifact-parts.js";
import { checkValues } from "../forest/check-forest.js";
import type { FlatForest } from "../forest/flat-forest.js";
import { type Facts, forestMeta, forestParts, readForest } from "../forest/forest-parts.js";
import { addLeaves } from "../forest/leaf-sums.js";
import { BadArtifactError, type Classifier, type Model, type ModelArtifact, type Regressor } from "../model.js";
import { roomFor } from "../outputs.js";

const FORMAT = 1;

export interface BoostingDetails {
  readonly family: string;
  /** Score before the first tree, one an output. */
  readonly base: Float64Array;
  readonly importances: Float64Array | null;
  readonly facts: Facts;
}

/** Two classes: one score, the log odds of the second. More: one a class, and their softmax. */
export function boostedClassifier(
  forest: FlatForest,
  classes: readonly string[],
  details: BoostingDetails,
): Classifier {
  const { family, base, importances, facts } = details;
  const width = classes.length;
  const outputs = base.length;
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
      for (let i = 0; i < end; i++) shares[i] = i % width < outputs ? base[i % width]! : 0;
      addLeaves(forest, x.data, x.rows, shares, width, outputs);
      if (outputs === 1) odds(shares, end);
      else softmax(shares, width, end);
      return shares;
    },
    toArtifact() {
      const { meta, arrays } = forestParts(forest, importances, facts);
      return {
        family,
        format: FORMAT,
        meta: { task: "classification", classes, ...meta },
        arrays: { ...arrays, base },
      };
    },
  };
}

/** The sum of the base and the leaves. */
export function boostedRegressor(forest: FlatForest, details: BoostingDetails): Regressor {
  const { family, base, importances, facts } = details;
  return {
    family,
    task: "regression",
    columns: forest.columns,
    importances,
    facts,
    predict(x, out) {
      const values = roomFor(x, forest.columns, 1, out);
      values.fill(base[0]!, 0, x.rows);
      addLeaves(forest, x.data, x.rows, values, 1, 1);
      return values;
    },
    toArtifact() {
      const { meta, arrays } = forestParts(forest, importances, facts);
      return { family, format: FORMAT, meta: { task: "regression", ...meta }, arrays: { ...arrays, base } };
    },
  };
}

const Meta = z.discriminatedUnion("task", [
  z.strictObject({ task: z.literal("classification"), classes: ClassNames, ...forestMeta }),
  z.strictObject({ task: z.literal("regression"), ...forestMeta }),
]);

/** @throws {BadArtifactError} for parts that break a promise of the format. */
export function boostedFromArtifact(artifact: ModelArtifact, family: string): Model {
  const meta = readMeta(artifact, family, FORMAT, Meta);
  const classes = meta.task === "classification" ? meta.classes : undefined;
  if (classes?.length === 1) throw new BadArtifactError(`${family}: a classifier has at least two classes`);
  const outputs = classes === undefined || classes.length === 2 ? 1 : classes.length;
  const { forest, importances } = readForest(artifact, meta, 1, Float64Array, ["base"]);
  checkValues(family, forest);
  if (meta.trees % outputs !== 0)
    throw new BadArtifactError(`${family}: ${meta.trees} trees are not whole rounds of ${outputs}`);
  const base = readArray(artifact, "base", Float64Array, outputs);
  if (base.some((score) => Math.abs(score) > 1e300)) throw new BadArtifactError(`${family}: base holds ${base.join()}`);
  const details = { family, base, importances, facts: meta.facts };
  return classes === undefined ? boostedRegressor(forest, details) : boostedClassifier(forest, classes, details);
}

/** Turns the log odds in the first of each two places into two probabilities. */
function odds(shares: Float64Array, end: number): void {
  for (let at = 0; at < end; at += 2) {
    const share = 1 / (1 + Math.exp(-shares[at]!));
    shares[at] = 1 - share;
    shares[at + 1] = share;
  }
}

function softmax(shares: Float64Array, width: number, end: number): void {
  for (let at = 0; at < end; at += width) {
    let top = -Infinity;
    for (let k = at; k < at + width; k++) top = Math.max(top, shares[k]!);
    let sum = 0;
    for (let k = at; k < at + width; k++) {
      shares[k] = Math.exp(shares[k]! - top);
      sum += shares[k]!;
    }
    for (let k = at; k < at + width; k++) shares[k] = shares[k]! / sum;
  }
}
