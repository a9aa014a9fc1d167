export * from "./boosting-params.js";
export * from "./gradient-boosting.js";
