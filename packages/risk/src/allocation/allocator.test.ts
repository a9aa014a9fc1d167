import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllocationRule } from "./allocation-rule.js";
import { ALLOCATION_RULES, type AllocationName } from "./allocation-rules.js";
import { createAllocator } from "./allocator.js";
import { BadAllocationError } from "./errors.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const keys = ["BTC", "ETH", "XRP"];

/** Closes that swing by `size` at their own pace, so that no two keys are alike. */
const swinging = (size: number, pace: number, count: number) =>
  Float64Array.from({ length: count }, (_, t) => 100 * (1 + size * Math.sin(pace * (t + 1))));
const market: Readonly<Record<string, Float64Array>> = {
  BTC: swinging(0.01, 1, 400),
  ETH: swinging(0.02, 1.7, 400),
  XRP: swinging(0.04, 2.3, 400),
};
/** What is known when bar `at` has closed. */
const upTo = (at: number) => (key: string) => market[key]?.subarray(0, at) ?? null;

describe("an allocator", () => {
  it("answers with equal shares until every key has its closes, then with the rule's", () => {
    const allocator = createAllocator({ rule: "inverseVolatility", lookback: 20, rebalanceEvery: DAY });
    const short = (key: string) => (key === "XRP" ? null : market[key]!);
    expect(allocator.share("BTC", short, keys, HOUR)).toBe(1 / 3);
    expect(allocator.share("BTC", upTo(19), keys, 2 * HOUR)).toBe(1 / 3);
    expect(allocator.known).toBe(false);
    const share = allocator.share("BTC", upTo(20), keys, 3 * HOUR);
    expect(share, "the calmest of three").toBeGreaterThan(0.5);
    expect(allocator.known).toBe(true);
  });

  it("looks at the last closes only", () => {
    const fresh = () => createAllocator({ rule: "minimumVariance", lookback: 50, rebalanceEvery: DAY });
    const cut = (key: string) => market[key]!.slice(150, 200);
    for (const key of keys) expect(fresh().share(key, upTo(200), keys, DAY)).toBe(fresh().share(key, cut, keys, DAY));
  });

  it("computes once per span of UTC time, whenever the run began", () => {
    let computed = 0;
    const counting: AllocationRule = (returns) => {
      computed++;
      return ALLOCATION_RULES.inverseVariance(returns);
    };
    const allocator = createAllocator({ rule: counting, lookback: 30, rebalanceEvery: DAY });
    const counts = Array.from({ length: 60 }, (_, hour) => {
      for (const key of keys) allocator.share(key, upTo(100 + hour), keys, 15 * HOUR + hour * HOUR);
      return computed;
    });
    expect(counts.slice(0, 9), "15:00 to 23:00").toEqual(new Array(9).fill(1));
    expect(counts.slice(9, 33), "the next day").toEqual(new Array(24).fill(2));
    expect(counts.slice(33, 57)).toEqual(new Array(24).fill(3));
    expect(counts.at(-1)).toBe(4);
  });

  it("a run that began later holds the same from the next span on", () => {
    const options = { rule: "hierarchicalRiskParity", lookback: 30, rebalanceEvery: DAY } as const;
    const [early, late] = [createAllocator(options), createAllocator(options)];
    for (let hour = 0; hour < 72; hour++) {
      const share = early.share("ETH", upTo(100 + hour), keys, hour * HOUR);
      if (hour < 30) continue;
      const other = late.share("ETH", upTo(100 + hour), keys, hour * HOUR);
      if (hour >= 48) expect(other, `hour ${hour}`).toBe(share);
    }
  });

  it("answers all keys of one time alike, even where closes arrive between two questions", () => {
    const allocator = createAllocator({ rule: "inverseVolatility", lookback: 20, rebalanceEvery: DAY });
    const sum = keys.reduce((total, key, i) => total + allocator.share(key, upTo(18 + i), keys, HOUR), 0);
    expect(sum).toBeCloseTo(1, 12);
    expect(allocator.known).toBe(false);
  });

  it("holds equal shares, and says so, where the rule finds no answer", () => {
    const allocator = createAllocator({ rule: "equalRiskContribution", lookback: 20, rebalanceEvery: DAY });
    const still = (key: string) => (key === "XRP" ? new Float64Array(20).fill(1) : market[key]!);
    expect(allocator.share("XRP", still, keys, HOUR)).toBe(1 / 3);
    expect(allocator.known).toBe(false);
    expect(allocator.share("XRP", upTo(99), keys, 2 * HOUR), "until the next span").toBe(1 / 3);
    expect(allocator.share("XRP", upTo(99), keys, DAY)).toBeLessThan(0.2);
  });

  it("answers a time before the last with what holds by now", () => {
    const allocator = createAllocator({ rule: "inverseVolatility", lookback: 20, rebalanceEvery: DAY });
    const share = allocator.share("BTC", upTo(200), keys, 5 * DAY);
    expect(allocator.share("BTC", upTo(100), keys, 2 * DAY)).toBe(share);
  });

  it("computes anew when keys come or go, but not when they are listed in another order", () => {
    let computed = 0;
    const rule: AllocationRule = (returns) => {
      computed++;
      return ALLOCATION_RULES.inverseVolatility(returns);
    };
    const allocator = createAllocator({ rule, lookback: 20, rebalanceEvery: DAY });
    const share = allocator.share("BTC", upTo(100), keys, HOUR);
    expect(allocator.share("BTC", upTo(100), ["XRP", "BTC", "ETH"], HOUR)).toBe(share);
    expect(computed).toBe(1);
    expect(allocator.share("BTC", upTo(100), ["BTC", "ETH"], HOUR)).toBeGreaterThan(share);
    expect(computed).toBe(2);
  });

  it("needs no closes for equal and fixed shares", () => {
    const blind = () => null;
    const options = { lookback: 20, rebalanceEvery: DAY };
    const equal = createAllocator({ ...options, rule: "equal" });
    expect(equal.share("ETH", blind, keys, 0)).toBe(1 / 3);
    expect(equal.known).toBe(true);
    const fixed = createAllocator({ ...options, rule: "fixed", weights: { BTC: 0.4, ETH: 0.1, XRP: 0 } });
    expect(keys.map((key) => fixed.share(key, blind, keys, 0))).toEqual([0.4, 0.1, 0]);
    expect(fixed.known).toBe(true);
  });

  it("lets a rule of one's own keep some cash", () => {
    const half: AllocationRule = (returns) => new Float64Array(returns.length).fill(0.5 / returns.length);
    const allocator = createAllocator({ rule: half, lookback: 3, rebalanceEvery: DAY });
    expect(allocator.share("BTC", upTo(3), ["BTC", "ETH"], 0)).toBe(0.25);
  });

  const names = [...Object.keys(ALLOCATION_RULES)] as AllocationName[];
  it.each(names)("%s: shares of any market sum to at most 1, and come out the same twice", (rule) => {
    const closes = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 });
    const listed = fc.array(closes, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(listed, (columns) => {
        const all = columns.map((_, i) => `K${i}`);
        const closesOf = (key: string) => Float64Array.from(columns[Number(key.slice(1))]!);
        const run = () => {
          const allocator = createAllocator({ rule, lookback: 4, rebalanceEvery: DAY });
          return all.map((key) => allocator.share(key, closesOf, all, 0));
        };
        const shares = run();
        expect(shares.every((share) => share >= 0)).toBe(true);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-12);
        expect(run()).toEqual(shares);
      }),
    );
  });
});

describe("an allocator refuses", () => {
  const options = { rule: "equal", lookback: 20, rebalanceEvery: DAY } as const;
  it.each([
    ["a lookback too short for two returns", { ...options, lookback: 2 }, "lookback must be"],
    ["a lookback that is no number", { ...options, lookback: Number.NaN }, "lookback must be"],
    ["no time between", { ...options, rebalanceEvery: 0 }, "rebalanceEvery must be"],
    ["endless time between", { ...options, rebalanceEvery: Number.POSITIVE_INFINITY }, "rebalanceEvery must be"],
    ["fixed shares that are not given", { ...options, rule: "fixed" as const }, 'the rule "fixed" needs weights'],
    ["shares given to another rule", { ...options, weights: { BTC: 1 } }, 'weights belong to the rule "fixed"'],
    ["a misspelt rule", { ...options, rule: "inverseVaraince" as "equal" }, 'Did you mean "inverseVariance"?'],
    ["a name that every object has", { ...options, rule: "toString" as "equal" }, 'no allocation rule "toString"'],
  ])("%s", (_, given, message) => {
    expect(() => createAllocator(given)).toThrow(BadAllocationError);
    expect(() => createAllocator(given)).toThrow(message);
  });

  it("keys and times that cannot be", () => {
    const { share } = createAllocator(options);
    expect(() => share("SOL", upTo(50), keys, 0)).toThrow('"SOL" is not among the keys BTC, ETH, XRP');
    expect(() => share("BTC", upTo(50), ["BTC", "BTC"], 0)).toThrow("a key is listed twice: BTC, BTC");
    expect(() => share("BTC", upTo(50), keys, Number.NaN)).toThrow("the time must be epoch ms, not NaN");
  });

  it.each([
    ["too few", [1]],
    ["negative ones", [1.5, -0.5, 0]],
    ["more than everything", [0.5, 0.5, 0.1]],
    ["NaN", [0.5, Number.NaN, 0.1]],
  ])("weights of a rule that breaks its promise: %s", (_, weights) => {
    const allocator = createAllocator({ ...options, rule: () => Float64Array.from(weights) });
    expect(() => allocator.share("BTC", upTo(50), keys, 0)).toThrow("the rule must give 3 weights");
  });
});
