import { BadTrainingSetError, type TrainingSet } from "../model.js";
import { checkTrainingSet, classWeightSums } from "../training-checks.js";
import { MAX_COLUMNS } from "./flat-forest.js";

/** @throws {BadTrainingSetError} unless trees can learn from the data, for this family and task. */
export function checkLearnable(family: string, tasks: readonly string[], data: TrainingSet): void {
  checkTrainingSet(family, tasks, data);
  const { x, y, task } = data;
  const refuse = (why: string) => new BadTrainingSetError(`${family} cannot be trained: ${why}`);
  if (x.columns > MAX_COLUMNS) throw refuse(`${x.columns} columns, where ${MAX_COLUMNS} are allowed`);
  if (task === "classification") {
    if (classWeightSums(data).filter((sum) => sum > 0).length < 2)
      throw refuse("all rows that weigh anything are of one class");
    return;
  }
  const row = y.findIndex((value) => Math.abs(value) > 1e100);
  if (row >= 0) throw refuse(`the label of row ${row} is ${y[row]}, too large to be squared`);
}
