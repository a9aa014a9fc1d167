import { type PortfolioView, type RiskInput, short, sizingText } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { bars, holding, inputOf, noPosition, portfolioOf } from "../../test/risk-inputs.js";
import { createRiskEngine } from "../risk-engine.js";
import type { RiskOptions } from "../settings/config.js";

const sizingOf = (options: RiskOptions, portfolio: PortfolioView, more: Partial<RiskInput> = {}): string => {
  const risk = createRiskEngine({ maxExposure: 10, allowShort: true, ...options });
  const verdict = risk.applyRiskToSignal(inputOf({ portfolio, ...more }));
  return verdict.status === "approved" ? sizingText(verdict.sizing) : verdict.rule;
};
const goingShort = { signal: short(bars) };

describe("longs less shorts", () => {
  const shortOthers = holding(["BTC/USDT", 0], ["ETH/USDT", -4_000]);

  it("may reach a share of equity on either side", () => {
    expect(sizingOf({ netExposure: 0.9 }, shortOthers)).toBe("fixedFraction 50");
    expect(sizingOf({ netExposure: 0.9 }, shortOthers, goingShort)).toBe("fixedFraction 50 → netExposure 5");
  });

  it("do not count what the lane leaves or what its entry replaces", () => {
    const position = { ...noPosition, side: "short", quantity: 30 } as const;
    const leaving = holding(["BTC/USDT", -3_000], ["ETH/USDT", 4_000]);
    expect(sizingOf({ netExposure: 1 }, leaving, { position })).toBe("fixedFraction 50 → netExposure 10");
    const waiting = holding(["BTC/USDT", 0, 3_000], ["ETH/USDT", 4_000]);
    expect(sizingOf({ netExposure: 1 }, waiting)).toBe("fixedFraction 50 → netExposure 10");
    expect(sizingOf({ maxExposure: 1 }, waiting)).toBe("fixedFraction 50 → maxExposure 10");
  });
});

describe("one symbol", () => {
  it("has a share of equity for all strategies, whichever side they are on, entries that wait included", () => {
    const others = holding(["BTC/USDT", 0], ["BTC/USDT", -1_000], ["BTC/USDT", 0, 1_000], ["ETH/USDT", 5_000]);
    expect(sizingOf({ symbolExposure: 0.5 }, others)).toBe("fixedFraction 50 → symbolExposure 5");
  });
});

describe("what the lane holds itself", () => {
  it("does not count, as the new entry takes its place", () => {
    const own = holding(["BTC/USDT", -3_000, 1_000]);
    expect(sizingOf({ symbolExposure: 0.5, maxPositions: 1 }, own)).toBe("fixedFraction 50 → symbolExposure 25");
  });
});

describe("a group", () => {
  const groups = {
    majors: { symbols: ["BTC/USDT", "ETH/USDT"], limit: 0.6 },
    coins: { symbols: ["BTC/USDT", "DOGE/USDT"], limit: 0.5 },
    others: { symbols: ["ETH/USDT"], limit: 0.01 },
  };

  it("shares a budget, and the tightest of the symbol's groups counts", () => {
    const others = holding(["BTC/USDT", 0], ["ETH/USDT", 1_000], ["DOGE/USDT", -2_000]);
    expect(sizingOf({ groups }, others)).toBe("fixedFraction 50 → groupExposure 5");
    expect(sizingOf({ groups }, holding(["BTC/USDT", 0], ["ETH/USDT", 2_500]))).toBe(
      "fixedFraction 50 → groupExposure 5",
    );
  });

  it("leaves other symbols alone", () => {
    expect(sizingOf({ groups: { others: groups.others } }, holding(["BTC/USDT", 0], ["ETH/USDT", 1_000]))).toBe(
      "fixedFraction 50",
    );
  });
});

describe("further limits", () => {
  it("maxRisk cuts to what loses a share of equity at the stop", () => {
    expect(sizingOf({ maxRisk: 0.01 }, portfolioOf(), { stopLossPrice: 98 })).toBe("fixedFraction 50 → maxRisk 25");
  });

  it("maxLeverage lets pass what it reaches exactly", () => {
    const others = portfolioOf({ grossNotional: 2_500 });
    expect(sizingOf({ maxLeverage: 1.5 }, others)).toBe("fixedFraction 50");
    expect(sizingOf({ maxLeverage: 1.4 }, others)).toBe("leverage");
  });

  it("priceCollar looks at the prices of a resting entry too", () => {
    const entry = (limitPrice: number) =>
      ({
        signal: {
          signal: "LONG",
          metadata: { entryPrice: 100, strategyType: "x", entry: { type: "limit", limitPrice } },
        },
      }) as const;
    expect(sizingOf({ priceCollar: 0.05 }, portfolioOf(), entry(96))).toMatch(/^fixedFraction/);
    expect(sizingOf({ priceCollar: 0.05 }, portfolioOf(), entry(94))).toBe("priceCollar");
  });
});
