export { importMlRandomForest, importMlRandomForestRegressor, type MlRandomForestShape } from "./import-forest.js";
export * from "./ml-random-forest.js";
