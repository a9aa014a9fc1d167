import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { beta } from "./beta.js";
import { correlation } from "./correlation.js";
import { covariance } from "./covariance.js";
import { ewmaCovariance, ewmaVariance } from "./ewma-covariance.js";
import { ledoitWolf } from "./ledoit-wolf.js";
import { portfolioVariance } from "./portfolio-risk.js";
import { rollingCorrelation } from "./rolling-correlation.js";
import { diagonal } from "./square-matrix.js";
import { expectedShortfall, valueAtRisk } from "./value-at-risk.js";
import { mean } from "./vectors.js";
import { volatility } from "./volatility.js";

/** Figures of numpy, scipy, scikit-learn and pandas over 1,000 daily returns of six coins. */
interface Oracle {
  readonly inputFile: string;
  readonly tolerance: { readonly relative: number };
  readonly expected: {
    readonly covariance: {
      readonly sample_ddof1: readonly number[][];
      readonly correlation: readonly number[][];
      readonly ledoitWolf: { readonly shrinkage: number; readonly cov: readonly number[][] };
    };
    readonly ewma: { readonly riskMetricsLambda: number; readonly lastVariance: readonly number[] };
    readonly rolling: {
      readonly stdWindow30Last: readonly number[];
      readonly corrWindow60FirstPair: { readonly lastTen: readonly number[] };
      readonly betaWindow60SecondOnFirst: { readonly lastTen: readonly number[] };
    };
    readonly portfolio: { readonly equalWeight: { readonly variance: number; readonly volAnn365: number } };
    readonly var: Readonly<
      Record<
        | "historical5pct"
        | "historicalES5pct"
        | "historical1pct"
        | "parametricNormal5pct"
        | "parametricES5pct"
        | "cornishFisherVaR",
        number
      >
    >;
  };
}

const folder = process.env.BELLWETHER_ORACLES ?? "";
const file = join(folder, "risk-portfolio-crypto6.json");

describe("measures of six coins", () => {
  if (folder === "" || !existsSync(file)) {
    it("are compared where the reference file is", (context) => context.skip("BELLWETHER_ORACLES is not set"));
    return;
  }
  const { inputFile, tolerance, expected } = JSON.parse(readFileSync(file, "utf8")) as Oracle;
  const [header, ...lines] = readFileSync(join(folder, "..", inputFile), "utf8")
    .trim()
    .split("\n");
  const rows = lines.map((line) => line.split(",").slice(1).map(Number));
  const returns = header!
    .split(",")
    .slice(1)
    .map((_, i) => Float64Array.from(rows, (row) => row[i]!));
  const [btc, eth] = returns as [Float64Array, Float64Array];
  const portfolio = Float64Array.from(rows, (row) => mean(Float64Array.from(row)));

  function near(actual: ArrayLike<number | null>, figures: readonly number[]) {
    expect(actual.length).toBe(figures.length);
    for (const [i, figure] of figures.entries())
      expect(Math.abs(actual[i]! / figure - 1), `figure ${i}`).toBeLessThan(tolerance.relative);
  }

  /** The measure as it stood at each of the last ten bars. */
  const lastTen = (measure: (a: Float64Array, b: Float64Array) => number | null) =>
    Array.from({ length: 10 }, (_, i) =>
      measure(eth.subarray(0, eth.length - 9 + i), btc.subarray(0, btc.length - 9 + i)),
    );

  it("covariance", () => near(covariance(returns).values, expected.covariance.sample_ddof1.flat()));
  it("correlation", () => near(correlation(returns).values, expected.covariance.correlation.flat()));
  it("Ledoit-Wolf", () => {
    const { covariance: shrunk, shrinkage } = ledoitWolf(returns)!;
    near([shrinkage], [expected.covariance.ledoitWolf.shrinkage]);
    near(shrunk.values, expected.covariance.ledoitWolf.cov.flat());
  });
  it("RiskMetrics variance", () => {
    const { riskMetricsLambda, lastVariance } = expected.ewma;
    near(
      returns.map((series) => ewmaVariance(series, riskMetricsLambda)),
      lastVariance,
    );
    near(diagonal(ewmaCovariance(returns)), lastVariance);
  });
  it("volatility of 30 days", () =>
    near(
      returns.map((series) => volatility(series, 30)),
      expected.rolling.stdWindow30Last,
    ));
  it("correlation of 60 days", () => {
    near(
      lastTen((a, b) => rollingCorrelation(a, b, 60)),
      expected.rolling.corrWindow60FirstPair.lastTen,
    );
  });
  it("beta of 60 days", () =>
    near(
      lastTen((a, b) => beta(a, b, 60)),
      expected.rolling.betaWindow60SecondOnFirst.lastTen,
    ));
  it("variance of equal weights", () => {
    const variance = portfolioVariance(new Float64Array(6).fill(1 / 6), covariance(returns));
    const { equalWeight } = expected.portfolio;
    near([variance, Math.sqrt(365 * variance)], [equalWeight.variance, equalWeight.volAnn365]);
  });
  it("value at risk and expected shortfall, whose losses the reference writes as negative", () => {
    const figures = expected.var;
    near(
      [valueAtRisk(portfolio, 0.05), valueAtRisk(portfolio, 0.01)],
      [-figures.historical5pct, -figures.historical1pct],
    );
    near([expectedShortfall(portfolio, 0.05)], [-figures.historicalES5pct]);
    near([valueAtRisk(portfolio, 0.05, "normal")], [-figures.parametricNormal5pct]);
    near([expectedShortfall(portfolio, 0.05, "normal")], [-figures.parametricES5pct]);
    near([valueAtRisk(portfolio, 0.05, "cornishFisher")], [-figures.cornishFisherVaR]);
  });
});
