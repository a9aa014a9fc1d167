import type { AllocationRule } from "./allocation-rule.js";

/** The same share for every asset, whatever it did: never null. */
export const equalWeights = ((returns) => {
  return new Float64Array(returns.length).fill(1 / returns.length);
}) satisfies AllocationRule;
