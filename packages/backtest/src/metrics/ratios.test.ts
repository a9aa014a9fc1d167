import { describe, expect, it } from "vitest";
import { cagr } from "./cagr.js";
import { calmar } from "./calmar.js";
import { deviation, mean } from "./mean-and-deviation.js";
import { omega } from "./omega.js";
import { profitFactor } from "./profit-factor.js";
import { sharpe } from "./sharpe.js";
import { sortino } from "./sortino.js";
import { sqn } from "./sqn.js";
import { tailRatio } from "./tail-ratio.js";
import { annualisedVolatility } from "./volatility.js";
import { winRate } from "./win-rate.js";

const f = (...values: number[]) => Float64Array.from(values);

describe("ratios by hand", () => {
  const returns = f(0.02, -0.01, 0.03, 0); // mean 0.01, squares 1 + 4 + 4 + 1 = 10e-4, sample deviation √(10e-4 / 3)
  it("sharpe is mean over sample deviation × √periods", () => {
    expect(sharpe(returns, 252)).toBeCloseTo((0.01 / Math.sqrt(0.001 / 3)) * Math.sqrt(252), 12);
    expect(sharpe(returns, 252, 0.01), "a risk-free rate equal to the mean leaves nothing").toBeCloseTo(0, 12);
  });
  it("sortino divides by all returns, not only by the losing ones", () => {
    expect(sortino(returns, 365)).toBeCloseTo((0.01 / Math.sqrt(0.0001 / 4)) * Math.sqrt(365), 10);
  });
  it("volatility, win rate, profit factor, sqn, omega", () => {
    expect(annualisedVolatility(returns, 4)).toBeCloseTo(2 * Math.sqrt(0.001 / 3), 12);
    expect(winRate(f(1, 0, -1, 2)), "zero is no win").toBe(0.5);
    expect(profitFactor(f(3, -1, 0, -1))).toBe(1.5);
    expect(sqn(f(1, 3))).toBeCloseTo((Math.SQRT2 * 2) / Math.SQRT2, 12);
    expect(omega(f(0.02, -0.01))).toBe(2);
  });
  it("cagr doubles in a year what quadruples in two, and a total loss is -1 a year", () => {
    expect(cagr(3, 2)).toBeCloseTo(1, 12);
    expect(cagr(-1, 2)).toBe(-1);
  });
});

describe("a ratio the data cannot define is null", () => {
  it.each<[string, number | null]>([
    ["mean of nothing", mean(f())],
    ["deviation of one value", deviation(f(1))],
    ["sharpe of one return", sharpe(f(0.1), 252)],
    ["sharpe of constant returns", sharpe(new Float64Array(1000).fill(0.1), 252)],
    ["sharpe of constant growth, whose returns differ by rounding only", sharpe(f(0.1, 0.1 + 2e-16, 0.1 - 1e-16), 252)],
    ["sortino without a loss", sortino(f(0.1, 0.2), 252)],
    ["calmar of a curve that never fell", calmar(0.3, 0)],
    ["calmar without a yearly rate", calmar(null, 0.1)],
    ["cagr of no time", cagr(0.1, 0)],
    ["cagr of a loss of more than everything", cagr(-1.5, 2)],
    ["cagr beyond the range of doubles", cagr(1e300, 1e-3)],
    ["profit factor without a loss", profitFactor(f(1, 2))],
    ["profit factor of no trades", profitFactor(f())],
    ["sqn of one trade", sqn(f(1))],
    ["sqn of equal trades", sqn(f(0.1, 0.1, 0.1))],
    ["win rate of no trades", winRate(f())],
    ["omega without a shortfall", omega(f(0.1))],
    ["tail ratio of nothing", tailRatio(f())],
  ])("%s", (_, figure) => expect(figure).toBeNull());
});
