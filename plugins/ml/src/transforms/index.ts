export { applyAll, BadTransformError, type FittedTransform } from "./fitted.js";
export { fitPca, type PcaOptions, type PrincipalComponents, principalComponents } from "./pca.js";
export {
  fitMinMax,
  fitRobust,
  fitStandard,
  SCALERS,
  type ScaleConstants,
  type Scaler,
  scaleConstants,
} from "./scale.js";
export { selectColumns } from "./select.js";
export type { Transform, TransformJson } from "./transform.js";
export { transformFromJson } from "./transform-from-json.js";
