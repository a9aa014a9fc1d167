export { LinearParams, linearRegression } from "./linear-regression.js";
export { LogisticParams, logisticRegression } from "./logistic-regression.js";
