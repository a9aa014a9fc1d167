import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { correlation } from "../measures/correlation.js";
import { covariance } from "../measures/covariance.js";
import { portfolioVariance } from "../measures/portfolio-risk.js";
import type { AllocationRule } from "./allocation-rule.js";
import { equalRiskContribution } from "./equal-risk-contribution.js";
import { correlationDistance, distanceOfColumns, hierarchicalRiskParity } from "./hierarchical-risk-parity.js";
import { inverseVariance, inverseVolatility } from "./inverse-variance.js";
import { minimumVariance } from "./minimum-variance.js";
import { leafOrder, singleLinkage } from "./single-linkage.js";

interface Clustering {
  /** Left, right, distance and leaves of each merge, as scipy writes them. */
  readonly linkage: readonly (readonly [number, number, number, number])[];
  readonly order: readonly number[];
  readonly weights: readonly number[];
}

/** Weights that scipy found over 1,000 daily returns of six coins. */
interface Oracle {
  readonly inputFile: string;
  readonly tolerance: { readonly relative: number };
  readonly expected: {
    readonly portfolio: {
      readonly inverseVariance: readonly number[];
      readonly inverseVolatility: readonly number[];
      readonly equalRiskContribution: { readonly weights: readonly number[] };
      readonly minVarianceLongOnly: { readonly weights: readonly number[]; readonly variance: number };
      readonly hrpSingleLinkage: Readonly<Record<"condensedOfDistance" | "euclideanOfDistanceColumns", Clustering>>;
    };
  };
}

const folder = process.env.BELLWETHER_ORACLES ?? "";
const file = join(folder, "risk-portfolio-crypto6.json");

describe("allocation among six coins", () => {
  if (folder === "" || !existsSync(file)) {
    it("is compared where the reference file is", (context) => context.skip("BELLWETHER_ORACLES is not set"));
    return;
  }
  const { inputFile, tolerance, expected } = JSON.parse(readFileSync(file, "utf8")) as Oracle;
  const lines = readFileSync(join(folder, "..", inputFile), "utf8")
    .trim()
    .split("\n");
  const rows = lines.slice(1).map((line) => line.split(",").slice(1).map(Number));
  const returns = rows[0]!.map((_, i) => Float64Array.from(rows, (row) => row[i]!));
  const { portfolio } = expected;
  const { euclideanOfDistanceColumns, condensedOfDistance } = portfolio.hrpSingleLinkage;

  it.each<[string, AllocationRule, readonly number[], number]>([
    ["inverse variance", inverseVariance, portfolio.inverseVariance, tolerance.relative],
    ["inverse volatility", inverseVolatility, portfolio.inverseVolatility, tolerance.relative],
    ["hierarchical risk parity", hierarchicalRiskParity, euclideanOfDistanceColumns.weights, tolerance.relative],
    [
      "equal risk contribution, which is optimised",
      equalRiskContribution,
      portfolio.equalRiskContribution.weights,
      1e-5,
    ],
    ["minimum variance, which is optimised", minimumVariance, portfolio.minVarianceLongOnly.weights, 1e-5],
  ])("%s", (_, rule, figures, within) => {
    const weights = rule(returns)!;
    expect(weights).toHaveLength(figures.length);
    for (const [i, figure] of figures.entries())
      expect(Math.abs(weights[i]! - figure), `weight ${i}`).toBeLessThan(within);
  });

  it("no portfolio of scipy's has a lower variance", () => {
    const variance = portfolioVariance(minimumVariance(returns)!, covariance(returns));
    expect(variance / portfolio.minVarianceLongOnly.variance - 1).toBeLessThan(1e-9);
  });

  it("clusters as scipy does, from distances and from the distances of their columns", () => {
    const distances = correlationDistance(correlation(returns));
    for (const [matrix, reference] of [
      [distances, condensedOfDistance],
      [distanceOfColumns(distances), euclideanOfDistanceColumns],
    ] as const) {
      const merges = singleLinkage(matrix);
      expect(leafOrder(merges)).toEqual(reference.order);
      expect(merges.map(({ left, right }) => [left, right])).toEqual(reference.linkage.map(([a, b]) => [a, b]));
      for (const [i, { distance }] of merges.entries())
        expect(Math.abs(distance / reference.linkage[i]![2] - 1)).toBeLessThan(tolerance.relative);
    }
  });
});
