import type { LabelSettings } from "../labels/index.js";
import type { Task } from "../labels/labels.js";
import { BadTrainingSetError } from "../models/model.js";
import { BadSplitError } from "../validation/split.js";
import type { Cuts } from "./ranges.js";
import type { MemberRecipe } from "./recipe.js";

/**
 * A recipe that asks for calibration has probabilities to calibrate, and rows to do it on.
 * @throws {BadTrainingSetError} {BadSplitError}
 */
export function assertCalibrable({ calibration, label }: MemberRecipe, task: Task, cuts: Cuts): void {
  if (calibration === "none") return;
  if (task === "regression")
    throw new BadTrainingSetError(
      `calibration: ${calibration} is for classifiers, and the label ${label.type} is a number; set calibration: none, and a family that learns numbers`,
    );
  if (cuts.calibration >= cuts.test)
    throw new BadSplitError(
      `calibration: ${calibration} needs rows of its own; give split.calibration a larger share, or set calibration: none`,
    );
}

/**
 * A median that decides the label is taken from training rows.
 * @param end - first row of bars that is not of training.
 * @throws {BadSplitError}
 */
export function assertMedianOfTraining(label: LabelSettings, end: number): void {
  if (label.type !== "volatility" || label.medianRows === undefined || label.medianRows <= end) return;
  throw new BadSplitError(
    `label.medianRows is ${label.medianRows}, and training ends before bar ${end}: later rows would decide the label; give at most ${end}`,
  );
}
