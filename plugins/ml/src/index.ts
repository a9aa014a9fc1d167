export * from "./calibration/index.js";
export { familyCatalogue, featureCatalogue } from "./catalogue.js";
export * from "./data/index.js";
export * from "./dataset.js";
export * from "./features/feature.js";
export * from "./features/feature-column.js";
export * from "./features/feature-set.js";
export { shippedFeatures } from "./features/index.js";
export {
  amihudLambda,
  barVpin,
  bekkerParkinson,
  bulkBuyShare,
  closeLocation,
  corwinSchultz,
  hasbrouckLambda,
  kyleLambda,
  rollMeasure,
} from "./features/microstructure/index.js";
export { closedFracDiff, fracDiff, fracDiffWeights } from "./features/statistical/index.js";
export * from "./labels/index.js";
export * from "./matrix.js";
export { readArray, readMeta } from "./models/artifact-parts.js";
export * from "./models/baselines/index.js";
export * from "./models/boosting/index.js";
export * from "./models/forest/index.js";
export { shippedFamilies } from "./models/index.js";
export * from "./models/logistic/index.js";
export * from "./models/ml-random-forest/index.js";
export * from "./models/model.js";
export { roomFor } from "./models/outputs.js";
export { checkTrainingSet } from "./models/training-checks.js";
export { resolveFeatures } from "./node/feature-texts.js";
export { openRegistry } from "./node/folder-registry/index.js";
export { registrySource } from "./node/registry-source.js";
export { default } from "./plugin.js";
export * from "./registry/index.js";
export {
  BadTrainingReportError,
  parseTrainingReport,
  trainingReportToHtml,
  trainingReportToJson,
  trainingReportToTerminal,
} from "./report/index.js";
export * from "./selection/index.js";
export { ensembleStrategy } from "./strategy/ensemble-strategy.js";
export { mlStrategy } from "./strategy/ml-strategy.js";
export * from "./strategy/model-source.js";
export { fromBundle, toBundle, UnknownFamilyError } from "./trained/bundle.js";
export { predictionSeries } from "./trained/prediction-series.js";
export type { Member, TrainedModel } from "./trained/trained-model.js";
export { LabelLeakError } from "./training/label-leak.js";
export { FeatureLooksAheadError } from "./training/look-ahead.js";
export { MemberRecipe, Recipe } from "./training/recipe.js";
export { type Training, type TrainOptions, train } from "./training/train.js";
export { TrainingFile } from "./training/training-file.js";
export type * from "./training/training-report.js";
export * from "./transforms/index.js";
export * from "./validation/index.js";
