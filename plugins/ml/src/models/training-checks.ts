import { clip } from "@bellwether/core";
import { BadTrainingSetError, type TrainingSet } from "./model.js";

/** @throws {BadTrainingSetError} unless `family` has this task, and all its parts are there, of one length, and finite. */
export function checkTrainingSet(family: string, tasks: readonly string[], data: TrainingSet): void {
  const { x, y, weights, task, classes, columns } = data;
  const refuse = (why: string) => new BadTrainingSetError(`${family} cannot be trained: ${why}`);
  if (!tasks.includes(task)) throw refuse(`it learns ${tasks.join(" or ")}, the label is for ${task}`);
  if (x.rows === 0 || x.columns === 0) throw refuse(`the set has ${x.rows} rows of ${x.columns} columns`);
  if (columns.length !== x.columns) throw refuse(`${columns.length} names for ${x.columns} columns`);
  if (y.length !== x.rows) throw refuse(`${y.length} labels for ${x.rows} rows`);
  if (weights !== null && weights.length !== x.rows) throw refuse(`${weights.length} weights for ${x.rows} rows`);
  const bad = x.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw refuse(
      `row ${Math.floor(bad / x.columns)} of ${clip(columns[bad % x.columns])} is ${x.data[bad]}, not a number`,
    );
  for (let i = 0; i < x.rows; i++) {
    const label = y[i]!;
    if (task === "regression" ? !Number.isFinite(label) : !(Number.isInteger(label) && classes[label] !== undefined))
      throw refuse(`the label of row ${i} is ${label}, not ${task === "regression" ? "a number" : "a class"}`);
    if (weights !== null && !(weights[i]! >= 0 && Number.isFinite(weights[i]!)))
      throw refuse(`the weight of row ${i} is ${weights[i]}, not a number of at least 0`);
  }
  if (weights !== null && !weights.some((weight) => weight > 0)) throw refuse("every weight is 0");
}

/** Sum of the weights of each class. */
export function classWeightSums({ y, weights, classes }: TrainingSet): Float64Array {
  const sums = new Float64Array(classes.length);
  for (let i = 0; i < y.length; i++) sums[y[i]!]! += weights === null ? 1 : weights[i]!;
  return sums;
}
