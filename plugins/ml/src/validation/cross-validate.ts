import { createRng } from "@bellwether/core";
import { type Dataset, takeSamples } from "../dataset.js";
import { type Matrix, ShapeError, takeRows } from "../matrix.js";
import { BadTrainingSetError, type Model } from "../models/model.js";
import type { FoldScore, SampleRange } from "../training/training-report.js";
import { equalBlocks } from "./counts.js";
import { classificationMetrics } from "./metrics/classification-metrics.js";
import type { Metrics } from "./metrics/metrics.js";
import { regressionMetrics } from "./metrics/regression-metrics.js";
import type { PurgedSplit } from "./purge.js";
import { BadSplitError } from "./split.js";

export interface CrossValidationInput {
  readonly data: Dataset;
  readonly splits: readonly PurgedSplit[];
  /** Of a combinatorial division: for each path the split that tested each group. */
  readonly paths?: readonly (readonly number[])[] | null | undefined;
  /** Fits a model, with everything that learns before it, to some samples and nothing else. */
  readonly fit: (train: Dataset, seed: number) => Model | Promise<Model>;
  /** Default 1. Each split gets its own seed, made of this one. */
  readonly seed?: number | undefined;
  /** Told the share of splits that are done, and the last one's score. */
  readonly onProgress?: ((done: number, fold: FoldScore) => void) | undefined;
}

export interface CrossValidation {
  /** One score a split, in their order. */
  readonly folds: readonly FoldScore[];
  /** One score a whole history that combinatorial tests make up; empty without paths. */
  readonly paths: readonly FoldScore[];
  /**
   * What models said of samples that they were not fitted to: samples × classes, or a value a sample. NaN where a sample
   * was never tested, the mean where it was tested more than once.
   */
  readonly outOfFold: Float64Array;
  /** How often each sample was tested. */
  readonly tests: Int32Array;
}

/**
 * Fits a model a split and scores it on the split's test samples. Equal inputs and seeds give equal scores.
 * @throws {BadSplitError} for no splits, or one without samples to train on or to test.
 * @throws {BadTrainingSetError} for a fold that nothing can be learnt from.
 * @throws {ShapeError} for a model of another task or other classes than the data's.
 */
export async function crossValidate(input: CrossValidationInput): Promise<CrossValidation> {
  const { data, splits, fit, seed = 1, onProgress } = input;
  if (splits.length === 0) throw new BadSplitError("no splits to validate by");
  splits.forEach(assertUsable);
  const width = Math.max(1, data.classes.length);
  const sums = new Float64Array(data.y.length * width);
  const tests = new Int32Array(data.y.length);
  const said: Float64Array[] = [];
  const folds: FoldScore[] = [];
  for (const [k, split] of splits.entries()) {
    const own = createRng(seed)
      .fork(`split ${k}`)
      .int(2 ** 31);
    const model = await inFold(k, () => fit(takeSamples(data, split.train), own));
    const answers = predictions(model, data, takeRows(data.x, split.test));
    said.push(answers);
    for (let i = 0; i < split.test.length; i++) {
      const sample = split.test[i]!;
      tests[sample]!++;
      for (let j = 0; j < width; j++) sums[sample * width + j]! += answers[i * width + j]!;
    }
    const fold: FoldScore = {
      name: `fold ${k + 1}`,
      train: rangeOf(data, split.train),
      test: rangeOf(data, split.test),
      purged: split.purged + split.embargoed,
      metrics: score(data, split.test, answers),
    };
    folds.push(fold);
    onProgress?.((k + 1) / splits.length, fold);
  }
  const outOfFold = sums.map((sum, at) => sum / tests[Math.floor(at / width)]!); // 0 / 0 is NaN: never tested
  const paths = (input.paths ?? []).map((path, p) => pathScore(`path ${p + 1}`, data, splits, path, said));
  return { folds, paths, outOfFold, tests };
}

/** What cannot be learnt from says in which fold: all samples together may hold two classes where a fold holds one. */
async function inFold(k: number, fit: () => Model | Promise<Model>): Promise<Model> {
  try {
    return await fit();
  } catch (error) {
    if (!(error instanceof BadTrainingSetError)) throw error;
    throw new BadTrainingSetError(`fold ${k + 1}: ${error.message}`, { cause: error });
  }
}

function assertUsable({ train, test, purged, embargoed }: PurgedSplit, k: number): void {
  if (train.length === 0)
    throw new BadSplitError(
      `fold ${k + 1} has nothing to train on: purging took ${purged} samples, the embargo ${embargoed}; give fewer folds, a shorter embargo or more bars`,
    );
  if (test.length === 0) throw new BadSplitError(`fold ${k + 1} has nothing to test`);
}

function predictions(model: Model, data: Dataset, x: Matrix): Float64Array {
  if (model.task !== data.task) throw new ShapeError(`a ${model.task} was fitted to data for ${data.task}`);
  if (model.task === "regression") return model.predict(x);
  if (model.classes.join() !== data.classes.join())
    throw new ShapeError(
      `the model knows the classes ${model.classes.join(", ")}, the data ${data.classes.join(", ")}`,
    );
  return model.predictProba(x);
}

function score(data: Dataset, samples: Int32Array, answers: Float64Array): Metrics {
  const y = Float64Array.from(samples, (sample) => data.y[sample]!);
  return data.task === "regression" ? regressionMetrics(y, answers) : classificationMetrics(y, answers, data.classes);
}

/** A path takes each group from the split that it names for it. `purged` sums over its splits. */
function pathScore(
  name: string,
  data: Dataset,
  splits: readonly PurgedSplit[],
  path: readonly number[],
  said: readonly Float64Array[],
): FoldScore {
  const width = Math.max(1, data.classes.length);
  const groups = equalBlocks("groups", data.y.length, path.length);
  const samples = new Int32Array(data.y.length);
  const answers = new Float64Array(data.y.length * width);
  const trained = new Set<number>();
  for (const [group, k] of path.entries()) {
    const { from, to } = groups[group]!;
    const split = splits[k]!;
    const at = split.test.indexOf(from);
    if (at === -1) throw new BadSplitError(`${name} takes group ${group + 1} of fold ${k + 1}, which did not test it`);
    for (let i = from; i < to; i++) samples[i] = i;
    answers.set(said[k]!.subarray(at * width, (at + to - from) * width), from * width);
    for (const sample of split.train) trained.add(sample);
  }
  let purged = 0;
  for (const k of new Set(path)) purged += splits[k]!.purged + splits[k]!.embargoed;
  const train = Int32Array.from(trained).sort();
  return {
    name,
    train: rangeOf(data, train),
    test: rangeOf(data, samples),
    purged,
    metrics: score(data, samples, answers),
  };
}

function rangeOf({ time }: Dataset, samples: Int32Array): SampleRange {
  return { from: time[samples[0]!]!, to: time[samples[samples.length - 1]!]!, samples: samples.length };
}
