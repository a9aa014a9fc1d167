export * from "./dataset.js";
export * from "./features/feature.js";
export * from "./features/feature-column.js";
export * from "./features/feature-set.js";
export * from "./labels/labels.js";
export * from "./matrix.js";
export * from "./models/model.js";
