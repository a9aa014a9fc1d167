import { didYouMean } from "@bellwether/core";
import type { AllocationRule } from "./allocation-rule.js";
import { ALLOCATION_RULES, type AllocationName } from "./allocation-rules.js";
import { BadAllocationError } from "./errors.js";
import { fixedWeights } from "./fixed-weights.js";

export interface AllocatorOptions {
  /** A rule by name, or one's own. */
  readonly rule: AllocationName | AllocationRule;
  /** Closes per key that the rule reads, at least three. */
  readonly lookback: number;
  /** Length of the UTC spans within which shares stay as they are, in ms. */
  readonly rebalanceEvery: number;
  /** Share of equity per key, for the rule `fixed` and no other. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
}

/** How shares come about: from the keys alone, or read from returns. */
export type Shares =
  | { readonly from: "keys"; readonly of: (keys: readonly string[]) => Float64Array }
  | { readonly from: "returns"; readonly of: AllocationRule };

/** @throws {BadAllocationError} for an unknown name, a bad number, or weights without `fixed` or `fixed` without them. */
export function sharesOf({ rule, lookback, rebalanceEvery, weights }: AllocatorOptions): Shares {
  if (!(Number.isInteger(lookback) && lookback >= 3))
    throw new BadAllocationError(`lookback must be a whole number of at least 3 closes, not ${lookback}`);
  if (!(rebalanceEvery > 0 && Number.isFinite(rebalanceEvery)))
    throw new BadAllocationError(`rebalanceEvery must be a time above 0 in ms, not ${rebalanceEvery}`);
  if (rule === "fixed") {
    if (weights === undefined)
      throw new BadAllocationError('the rule "fixed" needs weights, a share of equity per key');
    const given = { ...weights };
    return { from: "keys", of: (keys) => fixedWeights(given, keys) };
  }
  if (weights !== undefined)
    throw new BadAllocationError('weights belong to the rule "fixed"; any other rule finds its own');
  if (rule === "equal") return { from: "keys", of: (keys) => new Float64Array(keys.length).fill(1 / keys.length) };
  if (typeof rule === "function") return { from: "returns", of: rule };
  if (Object.hasOwn(ALLOCATION_RULES, rule)) return { from: "returns", of: ALLOCATION_RULES[rule] };
  const names = [...Object.keys(ALLOCATION_RULES), "fixed"];
  throw new BadAllocationError(
    `no allocation rule "${rule}"; there are ${names.join(", ")}.${didYouMean(rule, names)}`,
  );
}
