import { frameOf, instrument, long, type RiskInput, short, sizingText } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { atr } from "@bellwether/indicators";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bars, inputOf, NOON, noPosition, portfolioOf } from "../test/risk-inputs.js";
import { BadRiskConfigError } from "./errors.js";
import { createRiskEngine } from "./risk-engine.js";
import type { RiskOptions } from "./settings/config.js";

const flatPortfolio = portfolioOf();

it("refuses an order above maxNotional, and says which rule, the limit and what it saw", () => {
  const risk = createRiskEngine({ maxNotional: 1_000, maxDrawdown: 0.2 });
  const verdict = risk.applyRiskToSignal({
    signal: long(bars),
    equity: 5_000,
    entryPrice: 100,
    portfolio: flatPortfolio,
  });
  expect(verdict).toEqual({ status: "refused", rule: "maxNotional", limit: 1_000, observed: 5_000 });
});

describe("sizing", () => {
  const sizingOf = (options: RiskOptions, more: Partial<RiskInput> = {}): string => {
    const verdict = createRiskEngine(options).applyRiskToSignal(inputOf(more));
    return verdict.status === "approved" ? sizingText(verdict.sizing) : `refused ${verdict.rule}`;
  };

  it.each<[string, RiskOptions, Partial<RiskInput>, string]>([
    ["puts in all equity unless told", { confidence: "off" }, {}, "fixedFraction 50"],
    [
      "loses a share of equity at the stop",
      { riskPerTrade: 0.01, confidence: "off" },
      { signal: long(bars, { slDistance: 4 }) },
      "riskPerTrade 12.5",
    ],
    [
      "measures the stop from a price",
      { riskPerTrade: 0.01, confidence: "off" },
      { stopLossPrice: 95 },
      "riskPerTrade 10",
    ],
    [
      "caps the risk sizer by a fixed fraction",
      { riskPerTrade: 0.01, fixedFraction: 0.1, confidence: "off" },
      { signal: long(bars, { slDistance: 4 }) },
      "riskPerTrade 12.5 → fixedFraction 5",
    ],
    [
      "takes 0.7 below a confidence of 0.5",
      { fixedFraction: 0.5, confidence: "steps" },
      { confidence: 0.49 },
      "fixedFraction 25 → confidence 17.5",
    ],
    ["takes 1.0 up to 0.8", { fixedFraction: 0.5, confidence: "steps" }, { confidence: 0.8 }, "fixedFraction 25"],
    [
      "takes 1.2 above",
      { fixedFraction: 0.5, confidence: "steps" },
      { confidence: 0.81 },
      "fixedFraction 25 → confidence 30",
    ],
    [
      "scales with confidence",
      { fixedFraction: 0.5, confidence: "linear" },
      { confidence: 0.5 },
      "fixedFraction 25 → confidence 12.5",
    ],
    [
      "leaves what others hold",
      { confidence: "off" },
      { portfolio: { ...flatPortfolio, grossNotional: 4_000 } },
      "fixedFraction 50 → maxExposure 10",
    ],
    [
      "does not count what it is about to leave",
      { confidence: "off" },
      {
        portfolio: { ...flatPortfolio, grossNotional: 4_000 },
        position: { side: "short", quantity: 40, averagePrice: 100, barsHeld: 1, unrealised: 0 },
      },
      "fixedFraction 50",
    ],
    [
      "rounds down to the step",
      { confidence: "off" },
      { entryPrice: 300 },
      "fixedFraction 16.666666666666668 → step 16.666",
    ],
    [
      "counts contracts at their size",
      { confidence: "off" },
      { instrument: instrument("BTC/USDT", { contractSize: 0.1 }) },
      "fixedFraction 500",
    ],
  ])("%s", (_name, options, more, steps) => {
    expect(sizingOf(options, more)).toBe(steps);
  });

  it("takes stop and target from prices, else from the signal, else from the ATR", () => {
    const bracketOf = (options: RiskOptions, more: Partial<RiskInput>) => {
      const verdict = createRiskEngine(options).applyRiskToSignal(inputOf(more));
      return verdict.status === "approved" ? verdict.order.bracket : verdict;
    };
    const options = { stopLossAtr: 1.5, takeProfitAtr: 3 };
    const distances = { slDistance: 2, tpDistance: 5 };
    expect(bracketOf({}, {})).toBeUndefined();
    expect(bracketOf(options, { signal: long(bars, distances), stopLossPrice: 90, takeProfitPrice: 120 })).toEqual({
      stopLoss: { price: 90 },
      takeProfit: { price: 120 },
    });
    expect(bracketOf(options, { signal: long(bars, distances) })).toEqual({
      stopLoss: { distance: 2 },
      takeProfit: { distance: 5 },
    });
    expect(bracketOf(options, { signal: long(bars, { atr: 2 }) })).toEqual({
      stopLoss: { distance: 3 },
      takeProfit: { distance: 6 },
    });
    expect(bracketOf(options, { df: bars })).toEqual({
      stopLoss: { distance: 1.5 * atr(bars, 14).last },
      takeProfit: { distance: 3 * atr(bars, 14).last },
    });
    expect(bracketOf(options, { df: bars, signal: short(bars) })).toMatchObject({ rule: "shortNotAllowed" });
  });

  it.each<[string, RiskOptions, Partial<RiskInput>]>([
    ["an ATR that is not known yet", { stopLossAtr: 1 }, { df: frameOf(sampleBars({ rows: 3 })) }],
    ["an ATR without a frame", { takeProfitAtr: 1 }, {}],
    ["a stop above a long entry", {}, { stopLossPrice: 101 }],
    ["a stop below a short entry", { allowShort: true }, { signal: short(bars), stopLossPrice: 99 }],
    ["a stop further away than the price", {}, { signal: long(bars, { slDistance: 100 }) }],
    ["a target below a long entry", {}, { takeProfitPrice: 99 }],
    ["a target of a short below zero", { allowShort: true }, { signal: short(bars, { tpDistance: 100 }) }],
  ])("refuses %s", (_name, options, more) => {
    expect(createRiskEngine(options).applyRiskToSignal(inputOf(more))).toMatchObject({
      status: "refused",
      rule: "noStop",
    });
  });
});

describe("leaving", () => {
  const held = { side: "long", quantity: 3, averagePrice: 100, barsHeld: 1, unrealised: 0 } as const;
  const exit = (more: Partial<RiskInput>) =>
    createRiskEngine({ maxNotional: 1 }).applyRiskToSignal(
      inputOf({ signal: { ...long(bars), signal: "FLAT" }, position: held, ...more }),
    );

  it("is approved in full, whatever the limits and halts", () => {
    expect(exit({ portfolio: { ...flatPortfolio, halted: true, drawdown: 0.9 } })).toMatchObject({
      status: "approved",
      order: { side: "sell", quantity: 3 },
    });
    expect(exit({ position: { ...held, side: "short" } })).toMatchObject({ order: { side: "buy", quantity: 3 } });
    expect(exit({ position: noPosition })).toEqual({ status: "refused", rule: "minQuantity", limit: 0, observed: 0 });
  });
});

describe("the watch over the portfolio", () => {
  it("halts where drawdown passes its limit, or is no number", () => {
    const risk = createRiskEngine({ maxDrawdown: 0.1, flattenOnHalt: false });
    const at = (drawdown: number) => risk.inspect({ ...flatPortfolio, drawdown }, NOON);
    expect(at(0.1)).toBeNull();
    expect(at(0.11)).toEqual({ rule: "maxDrawdown", limit: 0.1, observed: 0.11, flatten: false });
    expect(at(Number.NaN)).toMatchObject({ rule: "maxDrawdown" });
  });
});

it("nonsense anywhere in the input is refused", () => {
  const nonsense = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1);
  const held = { side: "short", quantity: 1, averagePrice: 100, barsHeld: 1, unrealised: 0 } as const;
  const spoil: readonly ((value: number) => Partial<RiskInput>)[] = [
    (equity) => ({ equity }),
    (entryPrice) => ({ entryPrice }),
    (confidence) => ({ confidence }),
    (confidence) => ({ signal: long(bars, { confidence }) }),
    (stopLossPrice) => ({ stopLossPrice }),
    (takeProfitPrice) => ({ takeProfitPrice }),
    (slDistance) => ({ signal: long(bars, { slDistance }) }),
    (tpDistance) => ({ signal: long(bars, { tpDistance }) }),
    (atr) => ({ signal: long(bars, { atr }) }),
    (grossNotional) => ({ portfolio: { ...flatPortfolio, grossNotional } }),
    (quantity) => ({ position: { ...held, quantity } }),
    () => ({ signal: { ...long(bars), signal: "BUY" as never } }),
  ];
  fc.assert(
    fc.property(nonsense, fc.constantFrom(...spoil), (value, more) => {
      const engine = createRiskEngine({ stopLossAtr: 1, allowShort: true });
      const fine = { signal: long(bars, { atr: 1 }), position: held };
      expect(engine.applyRiskToSignal(inputOf(fine)).status, "the rest is fine").toBe("approved");
      expect(engine.applyRiskToSignal(inputOf({ ...fine, ...more(value) })).status).toBe("refused");
    }),
    { numRuns: 300 },
  );
  const drawdown = Number.NaN;
  expect(createRiskEngine().applyRiskToSignal(inputOf({ portfolio: { ...flatPortfolio, drawdown } }))).toMatchObject({
    rule: "maxDrawdown",
  });
});

describe("settings", () => {
  it("are refused all at once, and a misspelt limit is an error", () => {
    expect(() => createRiskEngine({ maxDrawdown: 2, riskPerTrade: 0, maxNotinal: 5 } as never)).toThrow(
      BadRiskConfigError,
    );
    expect(() => createRiskEngine({ maxDrawdown: 2, riskPerTrade: 0, maxNotinal: 5 } as never)).toThrow(
      /maxNotinal[\s\S]*riskPerTrade[\s\S]*maxDrawdown|riskPerTrade[\s\S]*maxDrawdown[\s\S]*maxNotinal/,
    );
  });

  it("are described with their defaults, and say which warm-up and re-entry they need", () => {
    const plain = createRiskEngine();
    expect(plain.describe()).toEqual({
      atrPeriod: 14,
      confidence: "steps",
      regime: {
        agree: 1.2,
        disagree: 0.8,
        long: ["bull", "bullish", "uptrend"],
        short: ["bear", "bearish", "downtrend"],
      },
      maxExposure: 1,
      maxMargin: 1,
      minNotional: 0,
      maxDrawdown: 0.2,
      flattenOnHalt: true,
      allowShort: false,
      sessionEnd: "hold",
      weekend: "hold",
      weekendFrom: "fri 21:00",
      weekendTo: "sun 22:00",
      reentry: "on-new-signal",
    });
    expect([plain.warmup, plain.reentry]).toEqual([0, "on-new-signal"]);
    const other = createRiskEngine({ stopLossAtr: 1, atrPeriod: 20, reentry: "immediate" });
    expect([other.warmup, other.reentry]).toEqual([21, "immediate"]);
  });
});
