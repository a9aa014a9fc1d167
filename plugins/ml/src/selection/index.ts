export { binNumbers, discreteMutualInformation } from "./binned-mutual-information.js";
export {
  type CorrelationFilter,
  type CorrelationMethod,
  type CorrelationOptions,
  correlationFilter,
  correlationMatrix,
} from "./correlation-filter.js";
export { type FTest, fTestOfClasses, fTestOfValues } from "./f-test.js";
export {
  mutualInformationWithClass,
  mutualInformationWithValue,
  type NeighbourOptions,
} from "./nearest-mutual-information.js";
export {
  type PermutationImportance,
  type PermutationOptions,
  permutationImportance,
  type Score,
} from "./permutation-importance.js";
export { BadSelectionError, type Selection, selectFeatures } from "./select-features.js";
export { SelectionStep, SelectionSteps } from "./selection-steps.js";
export { blockEdges, informationStability, type Stability, stabilityOf } from "./stability.js";
export { bestOf, type Least, varianceThreshold } from "./thresholds.js";
