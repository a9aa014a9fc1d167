import type { Feature } from "../feature.js";
import { absoluteReturnAutocorrelation } from "./absolute-return-autocorrelation.js";
import { fracDiffFeature } from "./frac-diff-feature.js";
import { hurstFeature } from "./hurst-feature.js";
import { meanReversionHalfLife } from "./mean-reversion-half-life.js";
import { percentileRank } from "./percentile-rank.js";
import { returnEntropy } from "./return-entropy.js";
import { returnMeanRatio } from "./return-mean-ratio.js";
import { returnKurtosis, returnSkew } from "./return-shape.js";
import { signComplexity } from "./sign-complexity.js";
import { varianceRatio } from "./variance-ratio.js";
import { volatilityZScore } from "./volatility-z-score.js";

export { absoluteReturnAutocorrelation } from "./absolute-return-autocorrelation.js";
export { shannonEntropy } from "./entropy.js";
export { closedFracDiff, fracDiff } from "./frac-diff.js";
export { fracDiffFeature } from "./frac-diff-feature.js";
export { fracDiffWeights } from "./frac-diff-weights.js";
export { hurst } from "./hurst.js";
export { hurstFeature } from "./hurst-feature.js";
export { lempelZiv } from "./lempel-ziv.js";
export { meanReversionHalfLife } from "./mean-reversion-half-life.js";
export { percentileRank } from "./percentile-rank.js";
export { returnEntropy } from "./return-entropy.js";
export { returnMeanRatio } from "./return-mean-ratio.js";
export { returnKurtosis, returnSkew } from "./return-shape.js";
export { rootMeanSquare } from "./root-mean-square.js";
export { signComplexity } from "./sign-complexity.js";
export { varianceRatio } from "./variance-ratio.js";
export { volatilityZScore } from "./volatility-z-score.js";
export { windowShape } from "./window-shape.js";

/** How returns are distributed, and what they remember. */
export const statisticalFeatures: readonly Feature[] = [
  fracDiffFeature,
  returnMeanRatio,
  volatilityZScore,
  returnSkew,
  returnKurtosis,
  absoluteReturnAutocorrelation,
  returnEntropy,
  signComplexity,
  hurstFeature,
  varianceRatio,
  meanReversionHalfLife,
  percentileRank,
];
