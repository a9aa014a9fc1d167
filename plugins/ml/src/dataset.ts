import type { Labels, Task } from "./labels/labels.js";
import { type Matrix, takeRows } from "./matrix.js";

/** Samples to learn from: features known at the close of a bar, and what came after it. In rising order of time. */
export interface Dataset {
  readonly x: Matrix;
  /** Names of the columns of `x`. */
  readonly columns: readonly string[];
  readonly task: Task;
  /** Names of classes, or empty for a regression. */
  readonly classes: readonly string[];
  /** Number of the class, or the value to learn. */
  readonly y: Float64Array;
  /** Weight of each sample; null where all weigh 1. */
  readonly weights: Float64Array | null;
  /** Row of the bar at whose close the sample's decision is made. */
  readonly row: Int32Array;
  /** Close time of that bar, epoch ms UTC. */
  readonly time: Float64Array;
  /** Rows of the bars that decided the label, first and last, inclusive. */
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** Some samples, in the order given. */
export function takeSamples(data: Dataset, samples: ArrayLike<number>): Dataset {
  return {
    ...data,
    x: takeRows(data.x, samples),
    y: take(data.y, samples, Float64Array),
    weights: data.weights === null ? null : take(data.weights, samples, Float64Array),
    row: take(data.row, samples, Int32Array),
    time: take(data.time, samples, Float64Array),
    start: take(data.start, samples, Int32Array),
    end: take(data.end, samples, Int32Array),
  };
}

/** The samples of labels, by their place. */
export function takeLabels(labels: Labels, samples: ArrayLike<number>): Labels {
  return {
    ...labels,
    row: take(labels.row, samples, Int32Array),
    value: take(labels.value, samples, Float64Array),
    start: take(labels.start, samples, Int32Array),
    end: take(labels.end, samples, Int32Array),
  };
}

type Column = Float64Array | Int32Array;

function take<T extends Column>(from: T, samples: ArrayLike<number>, Type: new (length: number) => T): T {
  const taken = new Type(samples.length);
  for (let i = 0; i < samples.length; i++) taken[i] = from[samples[i]!]!;
  return taken;
}
