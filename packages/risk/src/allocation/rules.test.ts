import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covariance } from "../measures/covariance.js";
import { riskShares } from "../measures/portfolio-risk.js";
import { times } from "../measures/square-matrix.js";
import { dot } from "../measures/vectors.js";
import { ALLOCATION_RULES } from "./allocation-rules.js";
import { solvePositive } from "./cholesky.js";
import { equalRiskContribution } from "./equal-risk-contribution.js";
import { equalWeights } from "./equal-weights.js";
import { BadAllocationError } from "./errors.js";
import { hierarchicalRiskParity, splitInHalves } from "./hierarchical-risk-parity.js";
import { inverseVariance, inverseVolatility } from "./inverse-variance.js";
import { minimumVariance } from "./minimum-variance.js";
import { leafOrder, singleLinkage } from "./single-linkage.js";

const f = (...values: number[]) => Float64Array.from(values);
const calm = f(0.01, -0.01, 0.01, -0.01);
const wild = f(0.02, 0.02, -0.02, -0.02); // twice the deviation of calm, and uncorrelated with it
const rules = Object.entries(ALLOCATION_RULES);
const reading = rules.filter(([name]) => name !== "equal");

function expectNear(actual: Float64Array | null, expected: ArrayLike<number>, digits = 12) {
  expect(actual).toHaveLength(expected.length);
  for (let i = 0; i < expected.length; i++) expect(actual![i], `weight ${i}`).toBeCloseTo(expected[i]!, digits);
}

/** Between `min` and `max` assets that share a market to some degree; everything moves. */
function markets(min: number, max: number): fc.Arbitrary<Float64Array[]> {
  const noise = (length: number) =>
    fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: length, maxLength: length });
  return fc
    .record({ count: fc.integer({ min, max }), rows: fc.integer({ min: 12, max: 40 }) })
    .chain(({ count, rows }) =>
      fc.record({
        market: noise(rows),
        assets: fc.array(fc.record({ own: noise(rows), beta: fc.double({ min: -0.5, max: 2, noNaN: true }) }), {
          minLength: count,
          maxLength: count,
        }),
      }),
    )
    .map(({ market, assets }) =>
      assets.map(({ own, beta }, asset) =>
        Float64Array.from(own, (value, t) => beta * market[t]! + value + 0.02 * Math.sin((asset + 2) * (t + 1))),
      ),
    );
}

const movingApart = (returns: readonly Float64Array[]) =>
  covariance(returns).values.every((value) => Math.abs(value) < 1);

describe("two uncorrelated assets, one with twice the deviation", () => {
  it.each<[string, (returns: readonly Float64Array[]) => Float64Array | null, number[]]>([
    ["equal", equalWeights, [1 / 2, 1 / 2]],
    ["inverse volatility", inverseVolatility, [2 / 3, 1 / 3]],
    ["inverse variance", inverseVariance, [4 / 5, 1 / 5]],
    ["hierarchical risk parity", hierarchicalRiskParity, [4 / 5, 1 / 5]],
    ["equal risk contribution", equalRiskContribution, [2 / 3, 1 / 3]],
    ["minimum variance", minimumVariance, [4 / 5, 1 / 5]],
  ])("%s", (_, rule, expected) => expectNear(rule([calm, wild]), expected, 7));
});

describe("every rule", () => {
  it.each(rules)("%s: weights are never negative and sum to one", (_, rule) => {
    fc.assert(
      fc.property(markets(1, 7), (returns) => {
        const weights = rule(returns)!;
        expect(weights.every((weight) => weight >= 0)).toBe(true);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it.each(rules)("%s: the size of returns does not matter, only their proportions", (_, rule) => {
    fc.assert(
      fc.property(markets(2, 6), fc.constantFrom(0.001, 0.3, 50), (returns, scale) => {
        expectNear(rule(returns.map((series) => series.map((value) => value * scale))), rule(returns)!, 5);
      }),
    );
  });

  it.each(rules)("%s: listing assets in another order only reorders weights", (name, rule) => {
    const most = name === "hierarchicalRiskParity" ? 4 : 7; // see its docstring
    const listed = markets(2, most).chain((returns) =>
      fc.tuple(
        fc.constant(returns),
        fc.shuffledSubarray([...returns.keys()], { minLength: returns.length, maxLength: returns.length }),
      ),
    );
    fc.assert(
      fc.property(listed, ([returns, order]) => {
        const weights = rule(returns)!;
        const reordered = order.map((asset) => weights[asset]!);
        expectNear(rule(order.map((asset) => returns[asset]!)), reordered, 6);
      }),
    );
  });

  it.each(rules)("%s: assets that are the same get the same, in twos and fours", (_, rule) => {
    for (const count of [1, 2, 4]) expectNear(rule(new Array(count).fill(wild)), new Array(count).fill(1 / count), 9);
  });

  it.each(rules)("%s: no assets, no weights", (_, rule) => expect(rule([]) ?? []).toHaveLength(0));
});

describe("a rule that reads returns has no answer", () => {
  it.each(reading)("%s: with one row, a NaN, or an asset that does not move", (_, rule) => {
    expect(rule([f(0.1), f(0.2)])).toBeNull();
    expect(rule([f(), f()])).toBeNull();
    expect(rule([calm, f(0.01, Number.NaN, 0.02, 0.01)])).toBeNull();
    expect(rule([calm, f(0.01, Number.POSITIVE_INFINITY, 0.02, 0.01)])).toBeNull();
    expect(rule([calm, f(0.01, 0.01, 0.01, 0.01)])).toBeNull();
    expect(rule([calm, f(0.1, 0.1 + 2e-16, 0.1, 0.1 - 1e-16)]), "moves by rounding only").toBeNull();
  });
  it.each(reading)("%s: and refuses series of different bars", (_, rule) => {
    expect(() => rule([calm, wild, f(0.1)])).toThrow(BadAllocationError);
    expect(() => rule([calm, wild, f(0.1)])).toThrow("asset 2 has 1 returns and asset 0 has 4");
  });
  it("equal weights need none", () => expectNear(equalWeights([f(), calm]), [0.5, 0.5]));
});

describe("minimum variance", () => {
  it("leaves out an asset whose covariance with the calm one exceeds its variance", () => {
    const amplified = calm.map((value, t) => 2 * value + wild[t]! / 10);
    expectNear(minimumVariance([calm, amplified]), [1, 0], 9);
  });
  it("holds as much of opposites as cancels them", () => {
    expectNear(minimumVariance([calm, calm.map((value) => -3 * value)]), [3 / 4, 1 / 4], 6);
  });
  it("has one gradient for all it holds, and none lower beside it", () => {
    fc.assert(
      fc.property(markets(2, 8), (returns) => {
        fc.pre(movingApart(returns));
        const weights = minimumVariance(returns)!;
        const gradient = times(covariance(returns), weights);
        const level = dot(gradient, weights);
        for (const [i, slope] of gradient.entries()) {
          expect(slope / level).toBeGreaterThan(1 - 1e-5);
          if (weights[i]! > 1e-5) expect(slope / level).toBeLessThan(1 + 1e-5);
        }
      }),
    );
  });
});

describe("equal risk contribution", () => {
  it("gives every asset the same share of the variance", () => {
    fc.assert(
      fc.property(markets(2, 8), (returns) => {
        const shares = riskShares(equalRiskContribution(returns)!, covariance(returns));
        for (const share of shares) expect(share).toBeCloseTo(1 / returns.length, 8);
      }),
    );
  });
  it("halves between opposites, which leave no variance to share", () => {
    const series = [calm, calm.map((value) => -value)];
    expectNear(equalRiskContribution(series), [1 / 2, 1 / 2]);
    expectNear(equalRiskContribution([...series, wild]), [1 / 2, 1 / 2, 0], 4);
  });
});

describe("hierarchical risk parity", () => {
  it("halves a list of three the same as one and two: the first of its order stands alone", () => {
    expectNear(hierarchicalRiskParity([wild, wild, wild]), [1 / 4, 1 / 4, 1 / 2]);
  });
  it("does not prefer one of two halves that are hedged to nothing", () => {
    const against = (values: Float64Array) => values.map((value) => -value);
    const sample = covariance([calm, wild, against(calm), against(wild)]);
    expectNear(splitInHalves([0, 2, 1, 3], sample), [1 / 4, 1 / 4, 1 / 4, 1 / 4]);
  });
});

describe("single linkage", () => {
  it("joins the nearest clusters by their nearest members", () => {
    // on a line at 0, 1, 3, 7: gaps of 1, 2 and 4
    const at = [0, 3, 1, 7];
    const values = Float64Array.from(at.flatMap((x) => at.map((y) => Math.abs(x - y))));
    const merges = singleLinkage({ size: 4, values });
    expect(merges).toEqual([
      { left: 0, right: 2, distance: 1 },
      { left: 1, right: 4, distance: 2 },
      { left: 3, right: 5, distance: 4 },
    ]);
    expect(leafOrder(merges)).toEqual([3, 1, 0, 2]);
    expect(leafOrder([]), "one leaf").toEqual([0]);
  });
});

describe("a positive definite system", () => {
  it("is solved for each side", () => {
    const [x, y] = solvePositive({ size: 2, values: f(4, 2, 2, 3) }, f(8, 8), f(4, 2));
    expectNear(x!, [1, 2]);
    expectNear(y!, [1, 0]);
  });
  it("that is not definite gives NaN, not a wrong answer", () => {
    expect(solvePositive({ size: 2, values: f(1, 2, 2, 1) }, f(1, 1))[0]!.every(Number.isNaN)).toBe(true);
  });
});
