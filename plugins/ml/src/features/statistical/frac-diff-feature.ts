import { defineFeature, param } from "../feature.js";
import { naturalLog } from "../ops/ops.js";
import { closedFracDiff } from "./frac-diff.js";
import { fracDiffWeights } from "./frac-diff-weights.js";

/**
 * The unit of the price, a constant in its logarithm, would stand in {@link fracDiff} with the weight that the window cuts
 * off; so that weight is laid upon the window's oldest price.
 */
export const fracDiffFeature = defineFeature({
  name: "frac-diff",
  group: "statistical",
  about:
    "fractional difference of the log price, fixed window; what lies beyond it counts as its oldest price; 0 if flat",
  params: [
    param("d", "order: towards 0 it keeps the price's memory, at 1 it is the log return", 0.4, {
      min: 0.05,
      max: 2,
      integer: false,
    }),
    param("threshold", "size of the last weight: sets the width of the window", 1e-3, {
      min: 1e-5,
      max: 0.05,
      integer: false,
    }),
  ],
  warmup: (d = 0.4, threshold = 1e-3) => fracDiffWeights(d, threshold).length - 1,
  series: (df, d = 0.4, threshold = 1e-3) => closedFracDiff(naturalLog(df.close), d, threshold),
});
