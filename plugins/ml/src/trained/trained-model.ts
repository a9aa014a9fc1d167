import type { Timeframe } from "@bellwether/core";
import type { Calibrator } from "../calibration/calibrator.js";
import type { ColumnIdentity } from "../features/feature-set.js";
import type { Model } from "../models/model.js";
import type { Recipe } from "../training/recipe.js";
import type { MemberReport, SampleRange } from "../training/training-report.js";
import type { Transform } from "../transforms/transform.js";

/** Fitted to one label: from a row of features to probabilities, or to a value. */
export interface Member {
  /** `"signal"` for a single model; `"entry"`, `"position"`, `"exit"`, `"profit"` in an ensemble. */
  readonly role: string;
  /** Its say in an ensemble's vote. */
  readonly weight: number;
  /** In the order in which they are applied; the first takes the columns of the feature set. */
  readonly transforms: readonly Transform[];
  readonly model: Model;
  /** Null for a regression, and where nothing was calibrated. */
  readonly calibrator: Calibrator | null;
  /** Figures that the training found, for whoever asks what is registered. */
  readonly figures: Pick<MemberReport, "metrics" | "baselines">;
}

/** A check that a model still answers as it did: rows of features, and what each member said of them. */
export interface GoldenRows {
  /** Rows × columns values, row by row. */
  readonly rows: readonly number[];
  /** For each member rows × width values. */
  readonly answers: readonly (readonly number[])[];
}

/** All that a registered version holds: what is needed to predict, and where it came from. */
export interface TrainedModel {
  readonly name: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Columns that a row of features has, in order. */
  readonly columns: readonly ColumnIdentity[];
  readonly featureHash: string;
  readonly members: readonly Member[];
  /** Close of the last bar that any of it was fitted to, epoch ms UTC: before it, a backtest would be told what it is asked. */
  readonly trainedUntil: number;
  /** From here on it opens nothing; null for a model that does not expire. Epoch ms UTC. */
  readonly expiresAt: number | null;
  readonly ranges: {
    readonly train: SampleRange;
    readonly calibration: SampleRange | null;
    readonly test: SampleRange;
  };
  readonly seed: number;
  /** sha256 over the bars that it was trained on. */
  readonly dataHash: string;
  /** How it was made, so that the same can be made again on other bars. */
  readonly recipe: Recipe;
  readonly codeVersion: string;
  readonly golden: GoldenRows;
}

/** Values that a member answers a row: one a class, or one. */
export const widthOf = ({ model }: Pick<Member, "model">): number =>
  model.task === "classification" ? model.classes.length : 1;
