import type { AllocationRule } from "./allocation-rule.js";
import { equalRiskContribution } from "./equal-risk-contribution.js";
import { equalWeights } from "./equal-weights.js";
import { hierarchicalRiskParity } from "./hierarchical-risk-parity.js";
import { inverseVariance, inverseVolatility } from "./inverse-variance.js";
import { minimumVariance } from "./minimum-variance.js";

/** The rules that a run file names and that read weights from returns. */
export const ALLOCATION_RULES = {
  equal: equalWeights,
  inverseVolatility,
  inverseVariance,
  hierarchicalRiskParity,
  equalRiskContribution,
  minimumVariance,
} as const satisfies Readonly<Record<string, AllocationRule>>;

/** How capital is shared out, by name; `fixed` takes the shares as given. */
export type AllocationName = keyof typeof ALLOCATION_RULES | "fixed";
