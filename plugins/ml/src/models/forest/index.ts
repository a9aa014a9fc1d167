export type { FlatForest } from "./flat-forest.js";
export * from "./forest-params.js";
export * from "./random-forest.js";
export * from "./random-forest-regressor.js";
