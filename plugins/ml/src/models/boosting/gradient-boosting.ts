import type { ModelFamily } from "../model.js";
import { boostedFromArtifact } from "./boosting-model.js";
import { GradientBoostingParams } from "./boosting-params.js";
import { fitBoosting } from "./fit-boosting.js";

const name = "gradient-boosting";

/**
 * Gradient boosting of histogram trees: log loss for classes, squared error for values.
 *
 * It stops early only where `validationFraction` asks for it, by the loss over the last training rows, never by a test fold;
 * rows are taken to be in order of time. What was held back is not learnt afterwards. The model keeps the rounds up to the
 * lowest validation loss. Columns of more than 256 distinct values are cut into 256 bins of about equally many rows.
 * @see Friedman, Greedy Function Approximation (2001); Chen and Guestrin, XGBoost (2016), for the second-order splits
 */
export const gradientBoosting = {
  name,
  about: "boosted trees: often the sharpest on tables, and the first to learn noise",
  tasks: ["classification", "regression"],
  params: GradientBoostingParams,
  fit: (data, params, context) => fitBoosting(name, data, params, context),
  fromArtifact: (artifact) => boostedFromArtifact(artifact, name),
} satisfies ModelFamily<typeof GradientBoostingParams>;
