import {
  frameOf,
  instrument,
  long,
  type PortfolioView,
  RISK_RULES,
  type RiskInput,
  short,
  sizingText,
} from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { atr } from "@bellwether/indicators";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RiskOptions } from "./config.js";
import { BadRiskConfigError } from "./errors.js";
import { createRiskEngine } from "./risk-engine.js";

const bars = frameOf(sampleBars({ rows: 30 }));
const nothing = { side: null, quantity: 0, averagePrice: Number.NaN, barsHeld: 0, unrealised: 0 };
const flatPortfolio: PortfolioView = {
  quote: "USDT",
  startEquity: 5_000,
  free: 5_000,
  equity: 5_000,
  peakEquity: 5_000,
  drawdown: 0,
  grossNotional: 0,
  halted: false,
  position: () => nothing,
};
const btc = instrument("BTC/USDT", { step: 0.001, minQuantity: 0.01, minNotional: 10 });

function inputOf(more: Partial<RiskInput> = {}): RiskInput {
  return { signal: long(bars), equity: 5_000, entryPrice: 100, portfolio: flatPortfolio, instrument: btc, ...more };
}

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

describe("each rule refuses, with its limit and what it saw:", () => {
  const portfolio = (more: Partial<PortfolioView>) => ({ portfolio: { ...flatPortfolio, ...more } });
  const cases: readonly (readonly [string, number, number, RiskOptions, Partial<RiskInput>])[] = [
    ["badInput", 0, -1, {}, { equity: -1 }],
    ["halted", 0.2, 0.25, {}, portfolio({ halted: true, drawdown: 0.25 })],
    ["maxDrawdown", 0.2, 0.25, {}, portfolio({ drawdown: 0.25 })],
    ["maxExposure", 0.5, 0.6, { maxExposure: 0.5 }, portfolio({ grossNotional: 3_000 })],
    ["maxNotional", 100, 5_000, { maxNotional: 100 }, {}],
    ["minConfidence", 0.6, 0.5, { minConfidence: 0.6 }, { confidence: 0.5 }],
    ["minNotional", 20, 10, { fixedFraction: 0.002, minNotional: 20, confidence: "off" }, {}],
    ["minNotional", 10, 5, { fixedFraction: 0.001, confidence: "off" }, {}],
    ["minQuantity", 0.01, 0.005, { fixedFraction: 0.0001, confidence: "off" }, {}],
    ["noStop", 0, Number.NaN, { riskPerTrade: 0.01 }, {}],
    ["shortNotAllowed", 0, -1, {}, { signal: short(bars) }],
  ];

  it.each(cases)("%s %d, observed %d", (rule, limit, observed, options, more) => {
    expect(createRiskEngine(options).applyRiskToSignal(inputOf(more))).toEqual({
      status: "refused",
      rule,
      limit,
      observed,
    });
  });

  it("no rule is missing from this table", () => {
    expect(new Set(cases.map(([rule]) => rule))).toEqual(new Set(RISK_RULES));
  });
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
    expect(exit({ position: nothing })).toEqual({ status: "refused", rule: "minQuantity", limit: 0, observed: 0 });
  });
});

describe("the watch over the portfolio", () => {
  it("halts where drawdown passes its limit, or is no number", () => {
    const risk = createRiskEngine({ maxDrawdown: 0.1, flattenOnHalt: false });
    const at = (drawdown: number) => risk.inspect({ ...flatPortfolio, drawdown });
    expect(at(0.1)).toBeNull();
    expect(at(0.11)).toEqual({ rule: "maxDrawdown", limit: 0.1, observed: 0.11, flatten: false });
    expect(at(Number.NaN)).toMatchObject({ rule: "maxDrawdown" });
  });
});

describe("whatever it is asked,", () => {
  const inputs = fc.record({
    equity: fc.double({ min: 1, max: 1e7, noNaN: true }),
    entryPrice: fc.double({ min: 1e-4, max: 1e6, noNaN: true }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    grossNotional: fc.double({ min: 0, max: 1e7, noNaN: true }),
    stop: fc.double({ min: 0.001, max: 0.9, noNaN: true }),
    direction: fc.constantFrom("LONG", "SHORT"),
  });
  const settings: fc.Arbitrary<RiskOptions> = fc.record(
    {
      riskPerTrade: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      fixedFraction: fc.double({ min: 0.01, max: 3, noNaN: true }),
      maxNotional: fc.double({ min: 10, max: 1e6, noNaN: true }),
      maxExposure: fc.double({ min: 0.1, max: 3, noNaN: true }),
      minNotional: fc.double({ min: 0, max: 100, noNaN: true }),
      confidence: fc.constantFrom("off", "steps", "linear"),
    },
    { requiredKeys: ["maxExposure", "minNotional"] },
  );
  type Asked = typeof inputs extends fc.Arbitrary<infer T> ? T : never;
  const ask = (options: RiskOptions, { equity, entryPrice, confidence, grossNotional, stop, direction }: Asked) =>
    createRiskEngine({ ...options, allowShort: true }).applyRiskToSignal(
      inputOf({
        equity,
        entryPrice,
        confidence,
        signal: { signal: direction as "LONG", metadata: { ...long(bars).metadata, slDistance: stop * entryPrice } },
        portfolio: { ...flatPortfolio, grossNotional },
      }),
    );

  it("what it approves is inside every limit, on the step, and worth trading", () => {
    fc.assert(
      fc.property(settings, inputs, (options, asked) => {
        const verdict = ask(options, asked);
        if (verdict.status === "refused") return;
        const { quantity } = verdict.order;
        const notional = quantity * asked.entryPrice;
        const little = 1 + 1e-12;
        expect(notional + asked.grossNotional).toBeLessThanOrEqual(options.maxExposure! * asked.equity * little);
        expect(notional).toBeLessThanOrEqual((options.maxNotional ?? Number.POSITIVE_INFINITY) * little);
        expect(notional).toBeGreaterThanOrEqual(Math.max(10, options.minNotional!));
        expect(btc.quantities.down(quantity)).toBe(quantity);
        expect(quantity).toBeGreaterThanOrEqual(0.01);
        if (options.riskPerTrade !== undefined)
          expect(quantity * asked.stop * asked.entryPrice).toBeLessThanOrEqual(
            1.2 * options.riskPerTrade * asked.equity * little,
          );
      }),
      { numRuns: 1_000 },
    );
  });

  it("more confidence never shrinks the size", () => {
    const unlimited = settings.map(({ maxNotional: _none, ...options }) => options);
    fc.assert(
      fc.property(unlimited, inputs, fc.double({ min: 0, max: 1, noNaN: true }), (options, asked, other) => {
        const sizeAt = (confidence: number) => {
          const verdict = ask(options, { ...asked, confidence });
          return verdict.status === "approved" ? verdict.order.quantity : 0;
        };
        const [less, more] = [asked.confidence, other].sort((a, b) => a - b) as [number, number];
        expect(sizeAt(more)).toBeGreaterThanOrEqual(sizeAt(less));
      }),
      { numRuns: 1_000 },
    );
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
      confidence: "off",
      minConfidence: 0,
      maxExposure: 1,
      minNotional: 0,
      maxDrawdown: 0.2,
      flattenOnHalt: true,
      allowShort: false,
      reentry: "on-new-signal",
    });
    expect([plain.warmup, plain.reentry]).toEqual([0, "on-new-signal"]);
    const other = createRiskEngine({ stopLossAtr: 1, atrPeriod: 20, reentry: "immediate" });
    expect([other.warmup, other.reentry]).toEqual([21, "immediate"]);
  });
});
