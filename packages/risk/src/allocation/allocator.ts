import { simpleReturns } from "../measures/simple-returns.js";
import type { AllocationRule } from "./allocation-rule.js";
import { type AllocatorOptions, sharesOf } from "./allocator-options.js";
import { BadAllocationError } from "./errors.js";
import { normalised } from "./normalised.js";

/** Closes of one key up to now, oldest first, in quote currency; null where there are none. All end at the same bar. */
export type ClosesOf = (key: string) => Float64Array | null;

/** Says how much of the account each symbol may use. */
export interface Allocator {
  /**
   * The share of the account's equity for one key, as a fraction. The shares of all keys sum to at most 1, to within
   * rounding, and do not depend on the order in which keys are listed.
   *
   * Shares are computed once per span of `rebalanceEvery`, at the first call in it; spans count from 1970, so that a run
   * started later falls into step. All are equal until every key has `lookback` closes, which each new time looks for
   * again, and where the rule finds no answer, until the next span. A changed set of keys is computed at once; a
   * time before the last is answered with what holds by now.
   * @param keys - all that share the account, each once.
   * @param time - of the decision, epoch ms.
   * @throws {BadAllocationError} for a key that is not in `keys` or is there twice, a time that is not finite, weights
   * that do not fit the keys, or a rule whose weights are negative, too few, or more than everything.
   */
  share(key: string, closesOf: ClosesOf, keys: readonly string[], time: number): number;
  /** Whether the last shares are the rule's own, rather than equal for want of an answer. */
  readonly known: boolean;
}

/** @throws {BadAllocationError} for settings that cannot be. */
export function createAllocator(options: AllocatorOptions): Allocator {
  const source = sharesOf(options);
  const { lookback, rebalanceEvery } = options;
  let listed: readonly string[] = [];
  let shares: ReadonlyMap<string, number> = new Map();
  let known = false;
  let enough = source.from === "keys"; // history for the rule to read
  let lookedAt = Number.NEGATIVE_INFINITY;

  const spanOf = (time: number) => Math.floor(time / rebalanceEvery);
  const due = (time: number) => (enough ? spanOf(time) > spanOf(lookedAt) : time > lookedAt);

  function compute(ordered: readonly string[], closesOf: ClosesOf): void {
    if (new Set(ordered).size < ordered.length)
      throw new BadAllocationError(`a key is listed twice: ${ordered.join(", ")}`);
    const weights = source.from === "keys" ? source.of(ordered) : fromReturns(source.of, ordered, closesOf);
    known = weights !== null;
    shares = new Map(ordered.map((key, i) => [key, weights?.[i] ?? 1 / ordered.length]));
  }

  function fromReturns(rule: AllocationRule, keys: readonly string[], closesOf: ClosesOf): Float64Array | null {
    const closes = keys.map((key) => closesOf(key)?.subarray(-lookback) ?? new Float64Array());
    enough = closes.every((one) => one.length === lookback);
    const weights = enough ? rule(closes.map(simpleReturns)) : null;
    return weights === null ? null : atMostOne(weights, keys);
  }

  return {
    share(key, closesOf, keys, time) {
      if (!Number.isFinite(time)) throw new BadAllocationError(`the time must be epoch ms, not ${time}`);
      if (due(time) || !same(keys, listed)) {
        const ordered = keys.toSorted(); // no rule sees in which order a run lists its symbols
        if (due(time) || !same(ordered, [...shares.keys()])) {
          compute(ordered, closesOf);
          lookedAt = Math.max(time, lookedAt);
        }
        listed = [...keys];
      }
      const share = shares.get(key);
      if (share === undefined) throw new BadAllocationError(`"${key}" is not among the keys ${keys.join(", ")}`);
      return share;
    },
    get known() {
      return known;
    },
  };
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

/** The weights, their sum brought down to 1 where rounding left it above. */
function atMostOne(weights: Float64Array, keys: readonly string[]): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(weights.length === keys.length && weights.every((weight) => weight >= 0) && sum <= 1 + 1e-9))
    throw new BadAllocationError(
      `the rule must give ${keys.length} weights, none negative, of at most 1 in all, not [${weights.join(", ")}]`,
    );
  return sum > 1 ? normalised(weights) : weights;
}
