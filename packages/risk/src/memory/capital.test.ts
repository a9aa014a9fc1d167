import { BarStore, createRng, linkPeers, type RiskLane } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { HOUR, inputOf, NOON } from "../../test/risk-inputs.js";
import { inverseVolatility } from "../allocation/inverse-variance.js";
import { simpleReturns } from "../measures/simple-returns.js";
import { createRiskEngine } from "../risk-engine.js";
import type { RiskOptions } from "../settings/config.js";

const LANES: readonly RiskLane[] = [
  { lane: 0, strategy: "a", symbol: "BTC/USDT", timeframe: "1h" },
  { lane: 1, strategy: "b", symbol: "BTC/USDT", timeframe: "1h" },
  { lane: 2, strategy: "a", symbol: "ETH/USDT", timeframe: "1h" },
];

function frames(rows: number) {
  const rng = createRng(1);
  const stores = ["BTC/USDT", "ETH/USDT"].map((symbol, i) => {
    const close = new Float64Array(rows).fill(100);
    for (let row = 1; row < rows; row++) close[row] = close[row - 1]! * (1 + (1 + 2 * i) * 0.01 * (rng.next() - 0.5));
    const store = new BarStore({ symbol, timeframe: "1h" });
    const openTime = close.map((_, row) => NOON - (rows - row) * HOUR);
    store.load({ openTime, open: close, high: close, low: close, close, volume: close });
    store.revealAll();
    return store;
  });
  linkPeers(stores);
  return stores.map(({ frame }) => frame);
}

/** Notional of an entry of all its capital, over the equity. */
function shareOf(allocation: RiskOptions["allocation"], lane: number, more = {}): number | string {
  const risk = createRiskEngine({ allocation });
  risk.open!(LANES);
  const verdict = risk.applyRiskToSignal(inputOf({ lane, ...more }));
  return verdict.status === "approved" ? (verdict.order.quantity * 100) / 5_000 : `${verdict.rule} ${verdict.name}`;
}

describe("capital", () => {
  it("is all of the equity for each unless it is shared out", () => {
    expect([0, 1, 2].map((lane) => shareOf(undefined, lane))).toEqual([1, 1, 1]);
  });

  it("is shared by symbol, and equally among the strategies on one", () => {
    expect([0, 1, 2].map((lane) => shareOf({ rule: "equal" }, lane))).toEqual([0.25, 0.25, 0.5]);
    const weights = { "BTC/USDT": 0.2, "ETH/USDT": 0.6 };
    expect([0, 1, 2].map((lane) => shareOf({ rule: "fixed", weights }, lane))).toEqual([0.1, 0.1, 0.6]);
  });

  it("is shared by strategy where the weights name strategies", () => {
    const weights = { a: 0.6, b: 0.4 };
    expect([0, 1, 2].map((lane) => shareOf({ rule: "fixed", weights }, lane))).toEqual([0.3, 0.4, 0.3]);
  });

  it("follows the bars of all symbols", () => {
    const [btc, eth] = frames(61);
    const [, ethShare] = inverseVolatility([btc!, eth!].map((frame) => simpleReturns(frame.close.values())))!;
    const share = shareOf({ rule: "inverse-volatility", lookback: 61 }, 2, { df: eth });
    expect(share).toBeCloseTo(ethShare!, 4);
    expect(ethShare).toBeLessThan(0.4);
  });

  it("of a lane that nobody knows, at no known time, or of weight 0 is none", () => {
    expect(shareOf({ rule: "equal" }, 9)).toBe("unsized allocation");
    expect(shareOf({ rule: "equal" }, 0, { time: Number.NaN })).toBe("unsized allocation");
    expect(shareOf({ rule: "fixed", weights: { a: 1, b: 0 } }, 1)).toBe("unsized allocation");
  });

  it("refuses weights of more than there is, rounding of decimals aside", () => {
    const more = { rule: "fixed", weights: { a: 0.7, b: 0.6 } } as const;
    expect(() => createRiskEngine({ allocation: more })).toThrow(/the weights add up to 1\.29/);
    const weights = { a: 0.1, b: 0.2, c: 0.7000000000000001 };
    expect(() => createRiskEngine({ allocation: { rule: "fixed", weights } })).not.toThrow();
  });

  it("refuses weights that do not fit, before the first bar", () => {
    expect(() => shareOf({ rule: "fixed", weights: { a: 1 } }, 0)).toThrow(/"b" has no weight/);
    expect(() => shareOf({ rule: "fixed", weights: { a: 0.5, bb: 0.5 } }, 0)).toThrow(
      'risk.allocation.weights: no strategy and no symbol of the run is called "bb"; there are a, b, BTC/USDT, ETH/USDT. Did you mean "b"?',
    );
    expect(() => shareOf({ rule: "fixed", weights: { "BTC/USDT": 0.5, "ETH/USDC": 0.5 } }, 0)).toThrow(
      /called "ETH\/USDC".*Did you mean "ETH\/USDT"\?/,
    );
    expect(() => shareOf({ rule: "fixed", weights: { a: 0.5, "BTC/USDT": 0.5 } }, 0)).toThrow(
      /"a" is a strategy, but "BTC\/USDT" is a symbol/,
    );
    expect(() => shareOf({ rule: "fixed", weights: { "BTC/USDT": 0.5 } }, 0)).toThrow(/"ETH\/USDT" has no weight/);
    expect(() => createRiskEngine({ allocation: { rule: "equal", weights: {} } })).toThrow(/no other rule takes them/);
    expect(() => createRiskEngine({ allocation: { rule: "fixed" } })).toThrow(/fixed needs weights/);
  });
});
