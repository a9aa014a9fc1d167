import { parseConfig } from "@bellwether/core/config";
import { describe, expect, it } from "vitest";
import { RunFile } from "./run.js";
import { unitWarnings } from "./unit-warnings.js";

const SHARES = "; shares are fractions: 1 % is 0.01";

function warnings(sections: string, { symbol = "BTC/USDT", rates = [] as readonly number[] } = {}): string[] {
  const text = `exchange: { symbols: ["${symbol}"], timeframe: 1d }\nstrategy: { type: a }\n${sections}`;
  const funding = { [symbol]: { time: Float64Array.from(rates, (_, i) => i), rate: Float64Array.from(rates) } };
  return unitWarnings(parseConfig(text, RunFile, { file: "run.yaml" }).value, funding);
}

describe("percent where a share is meant", () => {
  it.each([
    ["risk: { riskPerTrade: 1 }", "risk.riskPerTrade 1 is 100 % of the capital at each stop"],
    [
      "risk: { sizers: [{ type: risk-per-trade, fraction: 0.5 }] }",
      "risk.sizers[0].fraction 0.5 is 50 % of the capital at each stop",
    ],
    [
      "risk: { sizers: [{ type: fixed-fraction, fraction: 1 }, { type: volatility-target, target: 20 }] }",
      "risk.sizers[1].target 20 is a volatility of 2000 % a year",
    ],
    ["backtest: { fees: { taker: 0.1 } }", "backtest.fees.taker 0.1 is a fee of 10 % of each fill"],
    [
      "instruments: { BTC/USDT: { maker: -0.025 } }",
      "instruments.BTC/USDT.maker -0.025 is a fee of -2.5 % of each fill",
    ],
    [
      "instruments: { BTC/USDT: { feeTiers: [{ volume: 5, maker: 0, taker: 0.04 }] } }",
      "instruments.BTC/USDT.feeTiers[0].taker 0.04 is a fee of 4 % of each fill",
    ],
    [
      "instruments: { BTC/USDT: { history: [{ from: 2024-01-01, taker: 0.04 }] } }",
      "instruments.BTC/USDT.history[0].taker 0.04 is a fee of 4 % of each fill",
    ],
  ])("%s", (sections, warning) => expect(warnings(sections)).toEqual([`${warning}${SHARES}`]));

  it("in funding, once a symbol and with the largest rate", () => {
    expect(warnings("", { symbol: "BTC/USDT:USDT", rates: [0.01, -0.2, 0.1] })).toEqual([
      `data.funding.BTC/USDT:USDT has a rate of -0.2, -20 % of the position at once${SHARES}`,
    ]);
  });

  it("in maxExposure, which perpetuals may take further", () => {
    const said = "risk.maxExposure 100 lets positions be worth 100 times the equity; 1 is all of it";
    expect(warnings("risk: { maxExposure: 100 }")).toEqual([said]);
    expect(warnings("risk: { maxExposure: 100 }", { symbol: "BTC/USDT:USDT" })).toEqual([]);
    expect(warnings("risk: { maxExposure: 150 }", { symbol: "BTC/USDT:USDT" })).toHaveLength(1);
  });
});

it("says nothing of defaults, nor of what stands at a bound", () => {
  expect(warnings("")).toEqual([]);
  const sections =
    "risk: { riskPerTrade: 0.1, maxExposure: 50, sizers: [{ type: volatility-target, target: 3 }] }\n" +
    "backtest: { fees: { maker: 0.02, taker: -0.02 } }";
  expect(warnings(sections, { rates: [0.05, -0.05] })).toEqual([]);
});
