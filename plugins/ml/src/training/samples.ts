import { closeTimeOf, type Timeframe } from "@bellwether/core";
import type { Dataset } from "../dataset.js";
import { takeLabels } from "../dataset.js";
import { averageUniqueness, type Labels } from "../labels/index.js";
import { takeRows } from "../matrix.js";
import type { FeatureRows } from "./feature-rows.js";
import type { MemberRecipe } from "./recipe.js";

export interface SampleSource {
  readonly features: FeatureRows;
  readonly columns: readonly string[];
  /** Open times of the bars, epoch ms UTC. */
  readonly openTime: Float64Array;
  readonly timeframe: Timeframe;
}

/** Labels and the features that were known when each decision was made; samples without whole features are left out. */
export function samplesOf(
  { features: { x, whole }, columns, openTime, timeframe }: SampleSource,
  labels: Labels,
  sampleWeights: MemberRecipe["sampleWeights"],
): Dataset {
  const kept = Int32Array.from(labels.row.keys()).filter((i) => whole[labels.row[i]!] === 1);
  const { task, classes, row, value, start, end } = takeLabels(labels, kept);
  return {
    x: takeRows(x, row),
    columns,
    task,
    classes,
    y: value,
    weights: sampleWeights === "uniqueness" ? averageUniqueness({ start, end }) : null,
    row,
    time: Float64Array.from(row, (at) => closeTimeOf(timeframe, openTime[at]!)),
    start,
    end,
  };
}
