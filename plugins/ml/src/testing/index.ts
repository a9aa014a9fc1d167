export { describeFeature } from "./describe-feature.js";
export {
  type FeatureCheckName,
  type FeatureCheckOptions,
  type FeatureFailure,
  featureChecks,
} from "./feature-checks.js";
