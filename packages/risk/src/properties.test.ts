import { type Frame, frameOf, instrument, long, type RiskInput, type Trade } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOUR, holding, inputOf, NOON, portfolioOf, tradeOf } from "../test/risk-inputs.js";
import { replayVerdict } from "./decision/replay.js";
import { createRiskEngine } from "./risk-engine.js";
import type { RiskOptions } from "./settings/config.js";

const df: Frame = frameOf(sampleBars({ rows: 120, timeframe: "1h" }));
const btc = instrument("BTC/USDT", { step: 0.001, minQuantity: 0.01, minNotional: 10 });
const perpetual = instrument("BTC/USDT:USDT", {
  kind: "linear",
  step: 0.001,
  leverage: 5,
  contractSize: 0.1,
  marginTiers: [
    { upTo: 10_000, maintenanceRate: 0.005, maxLeverage: 20 },
    { maintenanceRate: 0.1, maxLeverage: 2 },
  ],
});

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const share = number(0.001, 0.5);
const sizer: fc.Arbitrary<NonNullable<RiskOptions["sizers"]>[number]> = fc.oneof(
  fc.record({ type: fc.constant("fixed-quantity" as const), quantity: number(0.001, 100) }),
  fc.record({ type: fc.constant("fixed-notional" as const), notional: number(1, 1e5) }),
  fc.record({ type: fc.constant("fixed-fraction" as const), fraction: number(0.01, 3) }),
  fc.record({ type: fc.constant("risk-per-trade" as const), fraction: share }),
  fc.record({ type: fc.constant("atr" as const), fraction: share, multiple: number(0.5, 5) }),
  fc.record({ type: fc.constant("volatility-target" as const), target: number(0.05, 2) }),
  fc.record({
    type: fc.constant("kelly" as const),
    source: fc.constantFrom("signal", "trades"),
    minTrades: fc.constant(2),
  }),
  fc.record({ type: fc.constant("optimal-f" as const), minTrades: fc.constant(2), fallback: share }),
  fc.record({ type: fc.constant("cvar-cap" as const), limit: share, lookback: fc.constant(60) }),
);
const settings: fc.Arbitrary<RiskOptions> = fc.record(
  {
    riskPerTrade: share,
    fixedFraction: number(0.01, 3),
    sizers: fc.array(sizer, { minLength: 1, maxLength: 3 }),
    confidence: fc.constantFrom("off", "steps", "linear", {
      points: [
        [0, 0.5],
        [0.4, 0.5],
        [1, 1.5],
      ],
    } as never),
    regime: fc.constantFrom("off" as const, { agree: 1.5, disagree: 0.5 }),
    stopLossAtr: number(0.5, 5),
    takeProfitAtr: number(0.5, 5),
    trailingAtr: number(0.5, 5),
    breakEvenAt: number(0.5, 2),
    timeStopBars: fc.integer({ min: 1, max: 9 }),
    targets: fc.constant([{ at: 1, share: 0.5 }]),
    minConfidence: number(0, 1),
    maxQuantity: number(1, 1_000),
    maxNotional: number(10, 1e6),
    minNotional: number(0, 100),
    maxExposure: number(0.1, 3),
    netExposure: number(0.1, 3),
    symbolExposure: number(0.1, 3),
    groups: fc.record({ all: fc.record({ symbols: fc.constant(["BTC/USDT", "ETH/USDT"]), limit: number(0.1, 3) }) }),
    correlatedExposure: fc.record({ limit: number(0.1, 3), lookback: fc.constant(50) }),
    maxLeverage: number(0.1, 5),
    maxMargin: number(0.1, 1),
    maxPositions: fc.integer({ min: 1, max: 3 }),
    maxRisk: share,
    minRewardToRisk: number(0.1, 2),
    priceCollar: number(0.001, 0.2),
    maxDataAgeMs: fc.integer({ min: 1, max: 1_000 }),
    orderRate: fc.constant({ orders: 1, perMs: HOUR }),
    maxDrawdown: number(0.01, 0.9),
    dailyLoss: number(0.01, 0.9),
    protections: fc.constantFrom<RiskOptions["protections"]>(
      [{ type: "cooldown", duration: { bars: 2 } }],
      [{ type: "drawdown-lock", maxDrawdown: 0.01, lookback: "1d", duration: "1h" }],
    ),
    sessions: fc.constant<RiskOptions["sessions"]>([{ days: ["wed"], from: "11:00", to: "13:00" }]),
    weekend: fc.constantFrom("hold", "flatten"),
    allowShort: fc.boolean(),
  },
  { requiredKeys: [] },
);
const few = fc.subarray([...Array(40).keys()], { maxLength: 5 });
/** Settings of which a few are given, so that they do not all refuse each other. */
const someSettings = fc.tuple(settings, few).map(([all, keep]) => {
  const entries = Object.entries({ ...all, maxDrawdown: 0.5, allowShort: true, maxExposure: all.maxExposure ?? 1 });
  const kept = entries.filter(
    ([key], i) => keep.includes(i) || ["maxDrawdown", "allowShort", "maxExposure"].includes(key),
  );
  return Object.fromEntries(kept) as RiskOptions;
});

const nonsense = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, -0);
/** Mostly a number of the range, sometimes nonsense. */
const rough = (min: number, max: number) =>
  fc.oneof({ weight: 20, arbitrary: number(min, max) }, { weight: 1, arbitrary: nonsense });
const inputs = fc
  .record({
    equity: rough(1, 1e7),
    entryPrice: rough(1e-3, 1e6),
    stop: rough(0.001, 0.9),
    target: rough(0.001, 0.9),
    confidence: fc.option(rough(0, 1), { nil: undefined }),
    winProbability: fc.option(rough(0, 1), { nil: undefined }),
    regime: fc.option(fc.constantFrom("bull", "BEAR", "NaN", "other"), { nil: undefined }),
    others: fc.array(rough(-1e4, 1e4), { maxLength: 2 }),
    direction: fc.constantFrom("LONG", "SHORT", "FLAT"),
    perpetual: fc.boolean(),
    limit: fc.option(rough(0.9, 1.1), { nil: undefined }),
    time: fc.option(fc.integer({ min: NOON, max: NOON + 3 * HOUR }), { nil: undefined }),
  })
  .map((asked) => asked);
type Asked = typeof inputs extends fc.Arbitrary<infer T> ? T : never;

function asInput(asked: Asked): RiskInput {
  const { equity, entryPrice, stop, target, confidence, winProbability, regime, direction, limit, time } = asked;
  const held = holding(["BTC/USDT", 0], ...asked.others.map((notional) => ["BTC/USDT", notional] as const));
  const { metadata } = long(df, {
    entryPrice,
    slDistance: stop * entryPrice,
    tpDistance: target * entryPrice,
    ...(confidence === undefined ? {} : { confidence }),
    ...(winProbability === undefined ? {} : { winProbability }),
    ...(regime === undefined ? {} : { regime }),
    ...(limit === undefined ? {} : { entry: { type: "limit" as const, limitPrice: limit * entryPrice } }),
  });
  return {
    ...inputOf({ equity, entryPrice, df, instrument: asked.perpetual ? perpetual : btc }),
    signal: { signal: direction as "LONG", metadata },
    portfolio: { ...held, equity, free: equity, startEquity: equity, peakEquity: equity },
    ...(time === undefined ? {} : { time }),
  };
}

function engineOf(options: RiskOptions, closed: readonly Trade[] = []) {
  const risk = createRiskEngine(options);
  risk.open!([{ lane: 0, strategy: "s0", symbol: "BTC/USDT", timeframe: "1h" }]);
  risk.inspect(portfolioOf(), NOON - 5 * HOUR);
  for (const trade of closed) risk.closed!(trade, 0, NOON - 5 * HOUR);
  return risk;
}
const closedTrades = fc.array(
  number(-0.1, 0.15).map((returnFraction) => tradeOf({ returnFraction, pnl: 1_000 * returnFraction })),
  { maxLength: 8 },
);
const little = 1 + 1e-12;

describe("whatever it is asked, with whatever settings,", () => {
  it("every verdict can be replayed from what was journalled, through JSON", () => {
    let approved = 0;
    fc.assert(
      fc.property(someSettings, inputs, closedTrades, (options, asked, closed) => {
        const risk = engineOf(options, closed);
        const input = asInput(asked);
        for (let time = 0; time < 2; time++) {
          const journalled = JSON.parse(JSON.stringify(risk.facts!(input)));
          const verdict = risk.applyRiskToSignal(input);
          expect(replayVerdict(options, journalled)).toEqual(verdict);
          if (verdict.status === "approved") approved++;
        }
      }),
      { numRuns: 1_500 },
    );
    expect(approved, "not only refusals").toBeGreaterThan(300);
  });

  it("refusing changes nothing: the same question is refused in the same words", () => {
    fc.assert(
      fc.property(someSettings, inputs, closedTrades, (options, asked, closed) => {
        const risk = engineOf(options, closed);
        const input = asInput(asked);
        const first = risk.applyRiskToSignal(input);
        if (first.status === "refused") expect(risk.applyRiskToSignal(input)).toEqual(first);
      }),
      { numRuns: 700 },
    );
  });

  it("what it approves is inside every limit, on the step, and worth trading", () => {
    let approved = 0;
    fc.assert(
      fc.property(someSettings, inputs, closedTrades, (options, asked, closed) => {
        if (asked.direction === "FLAT") return;
        const input = asInput(asked);
        const verdict = engineOf(options, closed).applyRiskToSignal(input);
        if (verdict.status === "refused") return;
        approved++;
        const { quantity, bracket, entry } = verdict.order;
        const { equity, portfolio, instrument: rules } = input;
        const unit = (entry?.limitPrice ?? asked.entryPrice) * rules!.contractSize;
        const notional = quantity * unit;
        const signed = asked.direction === "LONG" ? notional : -notional;
        const inShares = (limit: number | undefined) => (limit ?? Number.POSITIVE_INFINITY) * equity * little + 1e-9;
        expect(quantity).toBeGreaterThan(0);
        expect(rules!.quantities.down(quantity)).toBe(quantity);
        expect(quantity).toBeGreaterThanOrEqual(rules!.minQuantity);
        expect(quantity).toBeLessThanOrEqual(options.maxQuantity ?? Number.POSITIVE_INFINITY);
        expect(notional).toBeLessThanOrEqual(options.maxNotional ?? Number.POSITIVE_INFINITY);
        expect(notional).toBeGreaterThanOrEqual(Math.max(rules!.minNotional, options.minNotional ?? 0));
        expect(notional + portfolio.grossNotional).toBeLessThanOrEqual(inShares(options.maxExposure));
        expect(notional + portfolio.grossNotional).toBeLessThanOrEqual(inShares(options.maxLeverage));
        expect(Math.sign(signed) * (signed + portfolio.netNotional)).toBeLessThanOrEqual(inShares(options.netExposure));
        if (rules === btc)
          expect(notional + portfolio.grossNotional).toBeLessThanOrEqual(inShares(options.symbolExposure));
        const { stopLoss } = bracket!;
        const stop = "distance" in stopLoss! ? stopLoss.distance : Number.NaN;
        expect(quantity * stop * rules!.contractSize).toBeLessThanOrEqual(inShares(options.maxRisk));
        for (const { rule, quantity } of verdict.sizing) expect(quantity, rule).toBeGreaterThan(0);
      }),
      { numRuns: 1_500 },
    );
    expect(approved, "not only refusals").toBeGreaterThan(200);
  });

  it("more confidence never shrinks the size", () => {
    const refusing = ["maxNotional", "maxQuantity", "maxLeverage"]; // these refuse what they find too large
    fc.assert(
      fc.property(someSettings, inputs, number(0, 1), number(0, 1), (all, asked, one, other) => {
        const options = Object.fromEntries(Object.entries(all).filter(([key]) => !refusing.includes(key)));
        const sizeAt = (confidence: number) => {
          const verdict = engineOf(options).applyRiskToSignal(asInput({ ...asked, confidence }));
          return verdict.status === "approved" ? verdict.order.quantity : 0;
        };
        expect(sizeAt(Math.max(one, other))).toBeGreaterThanOrEqual(sizeAt(Math.min(one, other)));
      }),
      { numRuns: 1_000 },
    );
  });
});
