import { instrument, long, type PortfolioView, RISK_RULES, type RiskInput, short, type Trade } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { bars, HOUR, holding, inputOf, NOON, portfolioOf, tradeOf } from "../test/risk-inputs.js";
import { createRiskEngine } from "./risk-engine.js";
import type { RiskOptions } from "./settings/config.js";

const portfolio = (more: Partial<PortfolioView>) => ({ portfolio: portfolioOf(more) });
const perpetual = instrument("BTC/USDT:USDT", { kind: "linear", leverage: 2 });
const exits = { slDistance: 4, tpDistance: 6 };
const lost = tradeOf({ pnl: -600, returnFraction: -0.12 });
const lock = { lookback: "1d", duration: { bars: 3 } } as const;

type Case = [rule: string, limit: number, observed: number, RiskOptions, Partial<RiskInput>, closed?: Trade[]];

/** Rule, limit, what it saw, settings, what is asked, and trades that closed an hour before. */
const cases: readonly Case[] = [
  ["badInput", 0, -1, {}, { equity: -1 }],
  ["badInput", 1, 2, {}, { signal: long(bars, { winProbability: 2 }) }],
  ["badInput", 0, Number.NaN, {}, { signal: long(bars, { entry: { type: "limit" } }) }],
  ["staleData", 1_000, 1_001, { maxDataAgeMs: 1_000 }, { dataAgeMs: 1_001 }],
  ["halted", 0.2, 0.25, {}, portfolio({ halted: true, drawdown: 0.25 })],
  ["maxDrawdown", 0.2, 0.25, {}, portfolio({ drawdown: 0.25 })],
  ["session", NOON + 20 * HOUR, NOON, { sessions: [{ days: ["thu"], from: "08:00", to: "09:00" }] }, {}],
  ["cooldown", NOON + 2 * HOUR, NOON, { protections: [{ type: "cooldown", duration: { bars: 3 } }] }, {}, [lost]],
  [
    "stopLossGuard",
    NOON + 2 * HOUR,
    NOON,
    { protections: [{ type: "stop-loss-guard", trades: 2, ...lock }] },
    {},
    [lost, lost],
  ],
  [
    "drawdownLock",
    NOON + 2 * HOUR,
    NOON,
    { protections: [{ type: "drawdown-lock", maxDrawdown: 0.1, ...lock }] },
    {},
    [lost],
  ],
  ["lowProfitLock", NOON + 2 * HOUR, NOON, { protections: [{ type: "low-profit-lock", ...lock }] }, {}, [lost, lost]],
  ["maxPositions", 1, 1, { maxPositions: 1 }, { portfolio: holding(["BTC/USDT", 0], ["ETH/USDT", 5]) }],
  ["minConfidence", 0.6, 0.5, { minConfidence: 0.6 }, { confidence: 0.5 }],
  ["minConfidence", 0.6, Number.NaN, { minConfidence: 0.6 }, {}],
  ["shortNotAllowed", 0, -1, {}, { signal: short(bars) }],
  ["priceCollar", 0.02, 0.05, { priceCollar: 0.02 }, { signal: long(bars, { entryPrice: 105 }) }],
  ["noStop", 0, Number.NaN, { riskPerTrade: 0.01 }, {}],
  ["minRewardToRisk", 2, 1.5, { minRewardToRisk: 2 }, { signal: long(bars, exits) }],
  ["unsized", 0, Number.NaN, { sizers: [{ type: "volatility-target", target: 0.2 }] }, {}],
  ["maxRisk", 0.01, Number.NaN, { maxRisk: 0.01 }, {}],
  ["maxExposure", 0.5, 0.6, { maxExposure: 0.5 }, portfolio({ grossNotional: 3_000 })],
  ["netExposure", 0.5, 0.6, { netExposure: 0.5 }, portfolio({ netNotional: 3_000 })],
  ["symbolExposure", 0.5, 0.6, { symbolExposure: 0.5 }, { portfolio: holding(["A/USDT", 0], ["BTC/USDT", -3_000]) }],
  [
    "groupExposure",
    0.5,
    0.6,
    { groups: { majors: { symbols: ["BTC/USDT", "ETH/USDT"], limit: 0.5 } } },
    { portfolio: holding(["BTC/USDT", 0], ["ETH/USDT", 3_000]) },
  ],
  [
    "correlatedExposure",
    0.5,
    0.6,
    { correlatedExposure: { limit: 0.5, lookback: 20 } },
    { df: bars, portfolio: holding(["BTC/USDT", 0], ["BTC/USDT", 3_000]) },
  ],
  ["margin", 0, 0, {}, { instrument: perpetual, portfolio: portfolioOf({ free: 0 }) }],
  ["maxQuantity", 20, 50, { maxQuantity: 20 }, {}],
  ["maxNotional", 100, 5_000, { maxNotional: 100 }, {}],
  ["leverage", 1.5, 1.9, { maxLeverage: 1.5, maxExposure: 3 }, portfolio({ grossNotional: 4_500 })],
  ["minQuantity", 0.01, 0.005, { fixedFraction: 0.0001 }, {}],
  ["minNotional", 20, 10, { fixedFraction: 0.002, minNotional: 20 }, {}],
  ["minNotional", 10, 5, { fixedFraction: 0.001 }, {}],
];

describe("each rule refuses, with its limit and what it saw:", () => {
  it.each<Case>([...cases])("%s %d, observed %d", (rule, limit, observed, options, more, closed = []) => {
    const risk = createRiskEngine(options);
    risk.open!([{ lane: 0, strategy: "s0", symbol: "BTC/USDT", timeframe: "1h" }]);
    risk.inspect(portfolioOf(), NOON - HOUR);
    for (const trade of closed) risk.closed!(trade, 0, NOON - HOUR);
    const verdict = risk.applyRiskToSignal(inputOf(more));
    expect(verdict).toMatchObject({ status: "refused", rule, limit, observed });
    expect(risk.applyRiskToSignal(inputOf(more)), "and refuses again when asked again").toEqual(verdict);
  });

  it("dailyLoss 0.05, observed 0.1; orderRate 2, observed 2", () => {
    const daily = createRiskEngine({ dailyLoss: 0.05 });
    daily.inspect(portfolioOf(), NOON - HOUR);
    expect(daily.applyRiskToSignal(inputOf({ equity: 4_500 }))).toMatchObject({ rule: "dailyLoss", limit: 0.05 });

    const rate = createRiskEngine({ orderRate: { orders: 2, perMs: HOUR } });
    const at = (time: number) => rate.applyRiskToSignal(inputOf({ time }));
    expect([at(NOON).status, at(NOON + 1).status]).toEqual(["approved", "approved"]);
    expect(at(NOON + 2)).toEqual({ status: "refused", rule: "orderRate", limit: 2, observed: 2 });
    expect(at(NOON + HOUR).status, "the first has left the window").toBe("approved");
  });

  it("no rule is missing from this table", () => {
    const elsewhere = ["dailyLoss", "orderRate", "plugin"]; // the last in extensions.test.ts
    expect(new Set([...cases.map(([rule]) => rule), ...elsewhere])).toEqual(new Set(RISK_RULES));
  });
});

describe("what is missing never passes a limit:", () => {
  it.each<[string, RiskOptions, Partial<RiskInput>]>([
    ["a stance for sizers without a frame", { sizers: [{ type: "cvar-cap", limit: 0.05 }] }, {}],
    ["an age", { maxDataAgeMs: 1 }, { dataAgeMs: Number.NaN }],
    ["a time, in sessions", { sessions: [{ from: "00:00", to: "24:00" }] }, { time: Number.NaN }],
    ["a time, on a day with a loss limit", { dailyLoss: 0.05 }, { time: Number.NaN }],
    ["a time, for a rate", { orderRate: { orders: 5, perMs: 1 } }, { time: Number.NaN }],
    ["a target", { minRewardToRisk: 1 }, { signal: long(bars, { slDistance: 1 }) }],
    ["a net value", { netExposure: 1 }, portfolio({ netNotional: Number.NaN })],
    ["the positions", { symbolExposure: 1 }, portfolio({ positions: undefined as never })],
    ["a contract size", {}, { instrument: { ...perpetual, kind: "spot", contractSize: Number.NaN } }],
    ["a step", {}, { instrument: { ...perpetual, kind: "spot", step: Number.NaN } }],
    ["free money", {}, { instrument: perpetual, portfolio: portfolioOf({ free: Number.NaN }) }],
    ["a share of the capital", { allocation: { rule: "equal" } }, {}],
  ])("%s", (_name, options, more) => {
    expect(createRiskEngine(options).applyRiskToSignal(inputOf(more)).status).toBe("refused");
  });
});
