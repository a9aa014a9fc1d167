/** A loss, as boosting needs it. Scores are row-major, `outputs` a row; weights and targets one a row. */
export interface Loss {
  /** Scores of a row, and trees of a round. */
  readonly outputs: number;
  /** Score of every row before the first round. */
  readonly base: Float64Array;
  /** Writes, for one output of all rows up to `rows`, minus the first derivative and the second one of the loss. */
  derive(scores: Float64Array, output: number, rows: number, first: Float64Array, second: Float64Array): void;
  /** Weighted mean over rows `[from, to)`. */
  mean(scores: Float64Array, from: number, to: number): number;
}

/** Keeps the second derivative of rows that are all but certain above 0. */
const LEAST = 1e-16;
/** Least share of a class to start from: one that does not occur starts here. */
const RARE = 1e-6;

const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));

/** Log loss of two classes; the score is the log odds of class 1. @param prior - weighted share of class 1. */
export function binaryLogLoss(y: Float64Array, weights: Float64Array, prior: number): Loss {
  return {
    outputs: 1,
    base: Float64Array.of(Math.log(prior / (1 - prior))),
    derive(scores, _output, rows, first, second) {
      for (let i = 0; i < rows; i++) {
        const p = sigmoid(scores[i]!);
        first[i] = weights[i]! * (y[i]! - p);
        second[i] = weights[i]! * Math.max(LEAST, p * (1 - p));
      }
    },
    mean(scores, from, to) {
      let sum = 0;
      let weight = 0;
      for (let i = from; i < to; i++) {
        const margin = y[i] === 1 ? scores[i]! : -scores[i]!;
        // log(1 + exp(-m)), without overflow
        sum += weights[i]! * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))));
        weight += weights[i]!;
      }
      return sum / weight;
    },
  };
}

/**
 * Log loss of three or more classes, softmax of a score a class. As classes only count against one another, second
 * derivatives are scaled by K / (K − 1) (Friedman, Greedy Function Approximation, 2001, section 4.6).
 * @param priors - weighted shares of the classes.
 */
export function multinomialLogLoss(y: Float64Array, weights: Float64Array, priors: Float64Array): Loss {
  const classes = priors.length;
  const scale = classes / (classes - 1);
  return {
    outputs: classes,
    base: priors.map((share) => Math.log(Math.max(RARE, share))),
    derive(scores, output, rows, first, second) {
      for (let i = 0; i < rows; i++) {
        const p = Math.exp(scores[i * classes + output]! - logSum(scores, i * classes, classes));
        first[i] = weights[i]! * ((y[i] === output ? 1 : 0) - p);
        second[i] = weights[i]! * Math.max(LEAST, scale * p * (1 - p));
      }
    },
    mean(scores, from, to) {
      let sum = 0;
      let weight = 0;
      for (let i = from; i < to; i++) {
        sum += weights[i]! * (logSum(scores, i * classes, classes) - scores[i * classes + y[i]!]!);
        weight += weights[i]!;
      }
      return sum / weight;
    },
  };
}

/** Squared error. @param mean - weighted mean of the values. */
export function squaredError(y: Float64Array, weights: Float64Array, mean: number): Loss {
  return {
    outputs: 1,
    base: Float64Array.of(mean),
    derive(scores, _output, rows, first, second) {
      for (let i = 0; i < rows; i++) {
        first[i] = weights[i]! * (y[i]! - scores[i]!);
        second[i] = weights[i]!;
      }
    },
    mean(scores, from, to) {
      let sum = 0;
      let weight = 0;
      for (let i = from; i < to; i++) {
        sum += weights[i]! * (y[i]! - scores[i]!) ** 2;
        weight += weights[i]!;
      }
      return sum / weight;
    },
  };
}

/** Logarithm of the sum of the exponentials of a row. */
function logSum(scores: Float64Array, from: number, count: number): number {
  let top = -Infinity;
  for (let k = from; k < from + count; k++) top = Math.max(top, scores[k]!);
  let sum = 0;
  for (let k = from; k < from + count; k++) sum += Math.exp(scores[k]! - top);
  return top + Math.log(sum);
}
