import { BarStore, createRng, type Frame, linkPeers, type RiskInput, short } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { type Held, HOUR, holding, inputOf, NOON } from "../../test/risk-inputs.js";
import { correlation } from "../measures/correlation.js";
import { simpleReturns } from "../measures/simple-returns.js";
import { createRiskEngine } from "../risk-engine.js";

const ROWS = 61;
const rng = createRng(3);
const noise = () => rng.next() - 0.5;
const shared = Array.from({ length: ROWS }, noise);

function closesOf(returnAt: (i: number) => number): Float64Array {
  const closes = new Float64Array(ROWS).fill(100);
  for (let i = 1; i < ROWS; i++) closes[i] = closes[i - 1]! * (1 + 0.02 * returnAt(i));
  return closes;
}
const CLOSES: Readonly<Record<string, Float64Array>> = {
  "BTC/USDT": closesOf((i) => shared[i]!),
  "TWIN/USDT": closesOf((i) => shared[i]! * 0.5),
  "ANTI/USDT": closesOf((i) => -shared[i]!),
  "ETH/USDT": closesOf((i) => shared[i]! + noise()),
  "STILL/USDT": closesOf(() => 0),
};
/** Rows that a symbol lacks. */
const GAPS: Readonly<Record<string, readonly number[]>> = {};

function framesOf(gaps = GAPS): Readonly<Record<string, Frame>> {
  const stores = Object.entries(CLOSES).map(([symbol, closes]) => {
    const store = new BarStore({ symbol, timeframe: "1h" });
    const rows = [...closes.keys()].filter((i) => gaps[symbol]?.includes(i) !== true);
    const close = Float64Array.from(rows, (i) => closes[i]!);
    const openTime = Float64Array.from(rows, (i) => NOON + i * HOUR);
    store.load({ openTime, open: close, high: close, low: close, close, volume: close });
    store.revealAll();
    return store;
  });
  linkPeers(stores);
  return Object.fromEntries(stores.map((store) => [store.symbol, store.frame]));
}

/** Room that is left in a budget of all equity (5,000), in quote currency, or the rule that refuses. */
function room(held: readonly Held[], more: Partial<RiskInput> = {}, settings = {}, df?: Frame): number | string {
  const correlatedExposure = { limit: 1, lookback: 60, ...settings };
  const risk = createRiskEngine({ fixedFraction: 9, maxExposure: 10, allowShort: true, correlatedExposure });
  const frame = df ?? framesOf()["BTC/USDT"]!;
  const input = inputOf({ df: frame, portfolio: holding(["BTC/USDT", 0], ...held), ...more });
  const verdict = risk.applyRiskToSignal(input);
  return verdict.status === "approved" ? verdict.order.quantity * 100 : verdict.rule;
}
const goingShort = { signal: short(framesOf()["BTC/USDT"]!) };

describe("positions that move together", () => {
  it("share a budget: a twin counts in full, its opposite not at all, and the other way round for a short", () => {
    expect(room([["TWIN/USDT", 2_000]])).toBeCloseTo(3_000, 6);
    expect(room([["ANTI/USDT", 2_000]])).toBe(5_000);
    expect(room([["ANTI/USDT", -2_000]])).toBeCloseTo(3_000, 0);
    expect(room([["TWIN/USDT", 2_000]], goingShort)).toBe(5_000);
    expect(room([["TWIN/USDT", -2_000]], goingShort)).toBeCloseTo(3_000, 6);
  });

  it("count by their correlation, entries that wait and other strategies on the symbol included", () => {
    const { "BTC/USDT": btc, "ETH/USDT": eth } = CLOSES;
    const rho = correlation([simpleReturns(btc!), simpleReturns(eth!)]).values[1]!;
    expect(rho, "neither nothing nor all").toSatisfy((value: number) => value > 0.3 && value < 0.9);
    expect(room([["ETH/USDT", 1_000, 1_000]])).toBeCloseTo(5_000 - 2_000 * rho, 0);
    expect(room([["BTC/USDT", 2_000]])).toBe(3_000);
    expect(room([["ETH/USDT", 2_000]], {}, { threshold: 0.95 }), "below the threshold").toBe(5_000);
  });

  it("are compared at the same bars: where one has a gap, its last close holds", () => {
    const df = framesOf({ "TWIN/USDT": [20, 21, 60] })["BTC/USDT"]!;
    const left = room([["TWIN/USDT", 2_000]], {}, {}, df) as number;
    expect(left).toSatisfy((value: number) => value > 3_000 && value < 3_400);
  });

  it("refuse where nobody can say: no bars, too few, or a peer that stands still or is no part of the run", () => {
    expect(room([["TWIN/USDT", 1]], {}, { lookback: 61 })).toBe("correlatedExposure");
    expect(room([["STILL/USDT", 1]])).toBe("correlatedExposure");
    expect(room([["GONE/USDT", 1]])).toBe("correlatedExposure");
    expect(room([["GONE/USDT", 0]]), "who holds nothing is not asked").toBe(5_000);
  });
});
