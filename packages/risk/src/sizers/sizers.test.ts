import { type Frame, frameOf, instrument, long, type RiskInput, short, sizingText } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { atr } from "@bellwether/indicators";
import { describe, expect, it } from "vitest";
import { bars, inputOf, NOON, tradeOf } from "../../test/risk-inputs.js";
import { BadRiskConfigError } from "../errors.js";
import { createRiskEngine } from "../risk-engine.js";
import type { RiskOptions } from "../settings/config.js";

/** Bars of an hour whose closes repeat these returns. */
function frameWithReturns(returns: readonly number[], rows: number): Frame {
  const close = new Float64Array(rows).fill(100);
  for (let i = 1; i < rows; i++) close[i] = close[i - 1]! * (1 + returns[i % returns.length]!);
  const columns = sampleBars({ rows, timeframe: "1h" });
  return frameOf({ ...columns, open: close, high: close, low: close, close });
}

function sizingOf(options: RiskOptions, more: Partial<RiskInput> = {}, results: readonly number[] = []): string {
  const risk = createRiskEngine({ maxExposure: 100, ...options });
  for (const returnFraction of results) risk.closed!(tradeOf({ returnFraction }), 0, NOON);
  const verdict = risk.applyRiskToSignal(inputOf({ instrument: instrument("BTC/USDT"), ...more }));
  return verdict.status === "approved" ? sizingText(verdict.sizing) : `${verdict.rule} ${verdict.name ?? ""}`.trim();
}

const ups = frameWithReturns([0.01, -0.01], 121);
const coin = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 0.06 : i % 3 === 1 ? -0.03 : 0.06));
const bet = { slDistance: 2, tpDistance: 4, winProbability: 0.5 };

describe("sizers", () => {
  it.each<[string, NonNullable<RiskOptions["sizers"]>[number], Partial<RiskInput>, string, number[]?]>([
    ["a fixed quantity", { type: "fixed-quantity", quantity: 3 }, {}, "fixed-quantity 3"],
    ["a fixed value", { type: "fixed-notional", notional: 250 }, {}, "fixed-notional 2.5"],
    ["a fixed share", { type: "fixed-fraction", fraction: 0.2 }, {}, "fixed-fraction 10"],
    [
      "the loss at the stop",
      { type: "risk-per-trade", fraction: 0.01 },
      { signal: long(bars, { slDistance: 4 }) },
      "risk-per-trade 12.5",
    ],
    ["the loss at a stop that is missing", { type: "risk-per-trade", fraction: 0.01 }, {}, "noStop"],
    [
      "a move of two ATRs",
      { type: "atr", fraction: 0.01, multiple: 2 },
      { signal: long(bars, { atr: 2.5 }) },
      "atr 10",
    ],
    ["an ATR that nobody knows", { type: "atr", fraction: 0.01 }, {}, "unsized atr"],
    ["the odds of the signal", { type: "kelly" }, { signal: long(bars, bet) }, "kelly 156.25"],
    [
      "odds without an edge",
      { type: "kelly" },
      { signal: long(bars, { ...bet, winProbability: 0.3 }) },
      "unsized kelly",
    ],
    [
      "odds that the signal does not state",
      { type: "kelly" },
      { signal: long(bars, { slDistance: 2, tpDistance: 4 }) },
      "unsized kelly",
    ],
    [
      "odds that it does not state, with a fallback",
      { type: "kelly", fallback: 0.1 },
      { signal: long(bars, { slDistance: 2 }) },
      "kelly 5",
    ],
    ["too few trades for odds", { type: "kelly", source: "trades" }, {}, "unsized kelly", coin.slice(1)],
    ["too few trades, with a fallback", { type: "optimal-f", fallback: 0.1 }, {}, "optimal-f 5", coin.slice(1)],
    ["trades that never lost", { type: "optimal-f", minTrades: 2 }, {}, "unsized optimal-f", [0.1, 0.1]],
    ["trades that lose", { type: "optimal-f", minTrades: 2 }, {}, "unsized optimal-f", [0.1, -0.2]],
    ["volatility without a frame", { type: "volatility-target", target: 0.2 }, {}, "unsized volatility-target"],
    [
      "volatility of too few bars",
      { type: "volatility-target", target: 0.2 },
      { df: bars },
      "unsized volatility-target",
    ],
    ["a tail of too few bars", { type: "cvar-cap", limit: 0.01 }, { df: bars }, "unsized cvar-cap"],
  ])("size by %s", (_name, sizer, more, steps, results = []) => {
    expect(sizingOf({ sizers: [sizer] }, more, results)).toBe(steps);
  });

  it("measure the ATR where the signal brings none", () => {
    const df = frameOf(sampleBars({ rows: 60 }));
    const measured = atr(df, 20).last;
    const text = sizingOf({ sizers: [{ type: "atr", fraction: 0.01, period: 20 }] }, { df });
    expect(text).toContain(`atr ${50 / measured} → step`);
  });

  it("aim at a volatility: what moves 1 % an hour makes a 10 % position of 10 % ÷ (1 % × √periods)", () => {
    const sizer = { type: "volatility-target", target: 0.1, lookback: 100, periodsPerYear: 1_764 } as const;
    const deviation = 0.01 * Math.sqrt(100 / 99); // 50 returns of each sign
    const expected = ((0.1 / (deviation * Math.sqrt(1_764))) * 5_000) / 100;
    const text = sizingOf({ sizers: [sizer] }, { df: ups });
    const { periodsPerYear: _none, ...always } = sizer;
    const hours = Math.sqrt(365.25 * 24);
    expect(sizingOf({ sizers: [always] }, { df: ups }), "a market that never closes").toContain(
      String(((0.1 / (deviation * hours)) * 5_000) / 100).slice(0, 8),
    );
    expect(Number(text.split(" ")[1])).toBeCloseTo(expected, 9);
  });

  it("bear the worst bars of the side that is taken: 3 % down for longs, 1 % up for shorts", () => {
    const df = frameWithReturns([0.01, 0.01, 0.01, -0.03], 121);
    const sizers = [{ type: "cvar-cap", limit: 0.03, tail: 0.1, lookback: 100 }] as const;
    const quantity = (signal: RiskInput["signal"]) =>
      Number(sizingOf({ sizers: [...sizers], allowShort: true }, { df, signal }).split(" ")[1]);
    expect(quantity(long(df))).toBeCloseTo(50, 9);
    expect(quantity(short(df))).toBeCloseTo(150, 9);
  });

  it("each further one cuts, and every one leaves a step", () => {
    const sizers: RiskOptions["sizers"] = [
      { type: "fixed-quantity", quantity: 40 },
      { type: "fixed-fraction", fraction: 0.5 },
      { type: "fixed-notional", notional: 10_000 },
    ];
    expect(sizingOf({ sizers, confidence: "linear" }, { confidence: 0.5 })).toBe(
      "fixed-quantity 40 → confidence 20 → fixed-fraction 20 → fixed-notional 20",
    );
    expect(sizingOf({ sizers, fixedFraction: 0.4 })).toBe(
      "fixedFraction 20 → fixed-quantity 20 → fixed-fraction 20 → fixed-notional 20",
    );
  });

  it("one that cannot say refuses, wherever it stands", () => {
    const sizers: RiskOptions["sizers"] = [
      { type: "fixed-quantity", quantity: 40 },
      { type: "cvar-cap", limit: 0.1 },
    ];
    expect(sizingOf({ sizers })).toBe("unsized cvar-cap");
  });

  it("a misspelt option or name is named, and where it stands", () => {
    const build = (sizer: object) => () => createRiskEngine({ sizers: [sizer as never] });
    expect(build({ type: "kelly", fracton: 0.5 })).toThrow(BadRiskConfigError);
    expect(build({ type: "kelly", fracton: 0.5 })).toThrow(/fracton[\s\S]*sizers\[0\]/);
    expect(build({ type: "kely" })).toThrow(/sizers\[0\].*no sizer "kely"/);
  });
});
