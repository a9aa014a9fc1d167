import { type InstrumentRules, initialMargin, instrument, type RiskInput } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holding, inputOf, noPosition, portfolioOf } from "../../test/risk-inputs.js";
import { createRiskEngine } from "../risk-engine.js";

const TIERS = [
  { upTo: 1_000, maintenanceRate: 0.01, maxLeverage: 20 },
  { upTo: 50_000, maintenanceRate: 0.02, maxLeverage: 10 },
  { maintenanceRate: 0.1, maxLeverage: 2 },
];
const perpetual = (more: InstrumentRules = {}) =>
  instrument("BTC/USDT:USDT", { kind: "linear", leverage: 5, marginTiers: TIERS, step: 0.001, ...more });

function quantity(more: Partial<RiskInput>, options = {}): number | string {
  const risk = createRiskEngine({ fixedFraction: 100, maxExposure: 100, ...options });
  const verdict = risk.applyRiskToSignal(inputOf({ instrument: perpetual(), ...more }));
  return verdict.status === "approved" ? verdict.order.quantity : verdict.rule;
}

describe("margin of a perpetual", () => {
  it("cuts to what the free money carries at the account's leverage", () => {
    expect(quantity({ portfolio: portfolioOf({ free: 2_000 }) })).toBe(100);
    expect(quantity({ portfolio: portfolioOf({ free: 2_000 }) }, { maxMargin: 0.5 })).toBe(50);
    expect(quantity({ portfolio: portfolioOf({ free: 0 }) })).toBe("margin");
  });

  it("counts the margin that leaving sets free", () => {
    const position = { ...noPosition, side: "short", quantity: 50 } as const;
    const portfolio = { ...holding(["BTC/USDT:USDT", -5_000]), free: 0 };
    expect(quantity({ portfolio, position })).toBe(50);
  });

  it("stays in a tier whose leverage it can pay for", () => {
    // 20,000 carry 100,000 at 5 times, but above 50,000 only twice: 40,000 is no more than the tier below holds
    expect(quantity({ portfolio: portfolioOf({ free: 20_000 }) })).toBe(500);
    expect(quantity({ portfolio: portfolioOf({ free: 30_000 }) })).toBe(600);
  });

  it("is the largest that is affordable by core's own margin", () => {
    const dollars = fc.double({ min: 20, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(dollars, fc.constantFrom(1, 3, 12, 20), (free, leverage) => {
        const rules = perpetual({ leverage, step: 1e-8 });
        const most = quantity({ portfolio: portfolioOf({ free }), instrument: rules, equity: 1e9 }) as number;
        expect(initialMargin(rules, most * 100)).toBeLessThanOrEqual(free * (1 + 1e-9));
        expect(initialMargin(rules, most * 100 * (1 + 1e-6) + 1e-3)).toBeGreaterThan(free * (1 - 1e-9));
      }),
    );
  });

  it("leaves spot to its wallet", () => {
    expect(quantity({ portfolio: portfolioOf({ free: 0 }), instrument: instrument("BTC/USDT") })).toBe(5_000);
  });
});
