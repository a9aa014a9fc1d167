import { createRng } from "@bellwether/core";
import { type Matrix, matrix, ShapeError } from "../matrix.js";
import type { Model, TrainingSet } from "../models/model.js";

/** How a model's answers are judged; a larger score is better. */
export type Score = "accuracy" | "log-loss" | "r2";

export interface PermutationOptions {
  /** Shuffles of each column. */
  readonly repeats?: number;
  readonly seed?: number;
  /** `"log-loss"` counts below zero. Accuracy for classifiers and r2 for regressions unless given. */
  readonly score?: Score;
  /** Of each row; null where all weigh 1. */
  readonly weights?: Float64Array | null;
  /** Told the share of the work that is done. */
  readonly onProgress?: (done: number) => void;
}

export interface PermutationImportance {
  /** Score of the rows as they are. */
  readonly score: number;
  /** Mean fall of the score when the column is shuffled, and its standard deviation (of the population) over repeats. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/**
 * How much a model leans on each column: the fall of its score on rows that it was not trained on, when the column's values
 * change places among them. Columns that repeat one another share what they are worth, and all look weak.
 * @param subject - a model, or what it answers: probabilities, one row of classes a row, or values.
 * @param data - the rows and their labels; not those of training.
 * @throws {ShapeError} for no rows, lengths that do not fit, a score that the task has not, or values that do not vary.
 * @see Breiman (2001), "Random forests", section 10
 */
export function permutationImportance(
  subject: Model | ((x: Matrix) => Float64Array),
  { x, y, task, classes }: Pick<TrainingSet, "x" | "y" | "task" | "classes">,
  options: PermutationOptions = {},
): PermutationImportance {
  const { repeats = 5, seed = 0, weights = null, onProgress } = options;
  const score = options.score ?? (task === "regression" ? "r2" : "accuracy");
  if (x.rows === 0 || y.length !== x.rows || (weights !== null && weights.length !== x.rows))
    throw new ShapeError(
      `importance needs a label a row: ${x.rows} rows, ${y.length} labels, ${weights?.length ?? "no"} weights`,
    );
  if (!(Number.isInteger(repeats) && repeats >= 1)) throw new ShapeError(`importance needs repeats, got ${repeats}`);
  if ((score === "r2") !== (task === "regression")) throw new ShapeError(`${task} has no score ${score}`);
  const width = task === "regression" ? 1 : classes.length;
  const answer = answerOf(subject);
  const scoreOf = (rows: Matrix) => SCORES[score](answer(rows), width, y, weights);
  const whole = scoreOf(x);
  if (!Number.isFinite(whole)) throw new ShapeError("importance needs values that vary, and answers that are numbers");
  const shuffled = matrix(x.rows, x.columns, x.data.slice());
  const mean = new Float64Array(x.columns);
  const deviation = new Float64Array(x.columns);
  const falls = new Float64Array(repeats);
  const rng = createRng(seed);
  for (let j = 0; j < x.columns; j++) {
    for (let r = 0; r < repeats; r++) {
      const draw = rng.fork(`column ${j} repeat ${r}`);
      for (let i = x.rows - 1; i > 0; i--) {
        const a = i * x.columns + j;
        const b = draw.int(i + 1) * x.columns + j;
        const held = shuffled.data[a]!;
        shuffled.data[a] = shuffled.data[b]!;
        shuffled.data[b] = held;
      }
      falls[r] = whole - scoreOf(shuffled);
    }
    for (let at = j; at < x.data.length; at += x.columns) shuffled.data[at] = x.data[at]!;
    mean[j] = falls.reduce((sum, fall) => sum + fall, 0) / repeats;
    deviation[j] = Math.sqrt(falls.reduce((sum, fall) => sum + (fall - mean[j]!) ** 2, 0) / repeats);
    onProgress?.((j + 1) / x.columns);
  }
  return { score: whole, mean, deviation };
}

function answerOf(subject: Model | ((x: Matrix) => Float64Array)): (x: Matrix) => Float64Array {
  if (typeof subject === "function") return subject;
  return (x) => (subject.task === "regression" ? subject.predict(x) : subject.predictProba(x));
}

type Scorer = (answers: Float64Array, width: number, y: ArrayLike<number>, weights: Float64Array | null) => number;

const SCORES: Readonly<Record<Score, Scorer>> = {
  accuracy(answers, width, y, weights) {
    let right = 0;
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      let best = 0;
      for (let k = 1; k < width; k++) if (answers[i * width + k]! > answers[i * width + best]!) best = k;
      const weight = weights === null ? 1 : weights[i]!;
      total += weight;
      if (best === y[i]) right += weight;
    }
    return right / total;
  },
  "log-loss"(answers, width, y, weights) {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      total += weight;
      sum += weight * Math.log(Math.max(1e-15, answers[i * width + y[i]!]!));
    }
    return sum / total;
  },
  r2(answers, _, y, weights) {
    let total = 0;
    let mean = 0;
    for (let i = 0; i < y.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      total += weight;
      mean += weight * y[i]!;
    }
    mean /= total;
    let rest = 0;
    let all = 0;
    for (let i = 0; i < y.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      rest += weight * (y[i]! - answers[i]!) ** 2;
      all += weight * (y[i]! - mean) ** 2;
    }
    return 1 - rest / all; // NaN or -Infinity where the outcome does not vary
  },
};
