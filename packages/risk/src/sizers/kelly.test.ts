import fc from "fast-check";
import { expect, it } from "vitest";
import { inputOf, NOON, tradeOf } from "../../test/risk-inputs.js";
import { createRiskEngine } from "../risk-engine.js";
import { kellyFraction } from "./kelly.js";

it("stakes a quarter on an even coin that pays two to one, a fifth on 60 % at even money, nothing on a fair game", () => {
  expect(kellyFraction(0.5, 2)).toBe(0.25);
  expect(kellyFraction(0.6, 1)).toBeCloseTo(0.2, 15);
  expect(kellyFraction(0.5, 1)).toBe(0);
});

it("is where the logarithm of money grows fastest", () => {
  const growth = (win: number, payoff: number, f: number) =>
    win * Math.log(1 + payoff * f) + (1 - win) * Math.log(1 - f);
  fc.assert(
    fc.property(
      fc.double({ min: 0.3, max: 0.9, noNaN: true }),
      fc.double({ min: 0.5, max: 5, noNaN: true }),
      (win, payoff) => {
        const f = kellyFraction(win, payoff);
        if (!(f > 0.001)) return;
        expect(growth(win, payoff, f)).toBeGreaterThan(growth(win, payoff, f * 0.99));
        expect(growth(win, payoff, f)).toBeGreaterThan(growth(win, payoff, f + (1 - f) * 0.01));
      },
    ),
  );
});

it("reads the odds off the strategy's own closed trades, so that a lost one takes the stake", () => {
  const sizers = [{ type: "kelly", source: "trades", fraction: 1, minTrades: 4, window: 4 }] as const;
  const risk = createRiskEngine({ sizers: [...sizers], maxExposure: 100 });
  const close = (strategy: string, ...results: number[]) => {
    for (const returnFraction of results) risk.closed!(tradeOf({ strategy, returnFraction }), 0, NOON);
  };
  close("s1", 0.5, 0.5, 0.5, 0.5, -0.5);
  expect(risk.applyRiskToSignal(inputOf()), "trades of another strategy").toMatchObject({
    rule: "unsized",
    name: "kelly",
  });
  close("s0", -0.9, 0.2, -0.1, 0.2, -0.1); // the first has left the window
  const verdict = risk.applyRiskToSignal(inputOf());
  // half of 2 : 1 is a quarter of 5,000; lost at 10 % of 100
  expect(verdict).toMatchObject({ status: "approved", order: { quantity: 125 } });
});
