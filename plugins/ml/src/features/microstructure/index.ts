import type { Feature } from "../feature.js";
import { closeLocationFeature, orderFlowImbalance, vpin } from "./flow.js";
import { amihud, hasbrouckLambdaFeature, kyleLambdaFeature } from "./price-impact.js";
import { returnAutocorrelation } from "./return-autocorrelation.js";
import { bekkerParkinsonFeature, corwinSchultzFeature, rollImpact, rollSpread } from "./spreads.js";

export { amihudLambda } from "./amihud-lambda.js";
export { barVpin, bulkBuyShare, bulkBuyVolume } from "./bulk-volume.js";
export { closeLocation } from "./close-location.js";
export { closeLocationFeature, orderFlowImbalance, vpin } from "./flow.js";
export { hasbrouckLambda } from "./hasbrouck-lambda.js";
export { bekkerParkinson, corwinSchultz } from "./high-low-estimators.js";
export { kyleLambda } from "./kyle-lambda.js";
export { amihud, hasbrouckLambdaFeature, kyleLambdaFeature } from "./price-impact.js";
export { returnAutocorrelation } from "./return-autocorrelation.js";
export { rollMeasure } from "./roll-measure.js";
export { bekkerParkinsonFeature, corwinSchultzFeature, rollImpact, rollSpread } from "./spreads.js";

/** What bars tell about the market's inner workings: spreads, the impact of volume, the side that trades were started from. */
export const microstructureFeatures: readonly Feature[] = [
  kyleLambdaFeature,
  amihud,
  hasbrouckLambdaFeature,
  rollSpread,
  rollImpact,
  corwinSchultzFeature,
  bekkerParkinsonFeature,
  vpin,
  orderFlowImbalance,
  closeLocationFeature,
  returnAutocorrelation,
];
