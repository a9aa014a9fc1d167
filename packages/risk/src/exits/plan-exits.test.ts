import { type Bracket, long, type RiskInput, short } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { bars, inputOf } from "../../test/risk-inputs.js";
import { createRiskEngine } from "../risk-engine.js";
import type { RiskOptions } from "../settings/config.js";

function bracketOf(options: RiskOptions, more: Partial<RiskInput>): Bracket | undefined | string {
  const verdict = createRiskEngine({ allowShort: true, ...options }).applyRiskToSignal(inputOf(more));
  return verdict.status === "approved" ? verdict.order.bracket : verdict.rule;
}
const signal = (details: Parameters<typeof long>[1], stance = long) => ({ signal: stance(bars, details) });
const stopped = signal({ slDistance: 4, atr: 2 });

describe("further exits", () => {
  it.each<[string, RiskOptions, Partial<RiskInput>, Bracket]>([
    ["a stop that follows at two ATRs", { trailingAtr: 2 }, signal({ atr: 3 }), { trailing: { distance: 6 } }],
    [
      "a move to break-even after half the stop distance",
      { breakEvenAt: 0.5 },
      stopped,
      { stopLoss: { distance: 4 }, breakEven: { after: 2 } },
    ],
    ["a limit of bars", { timeStopBars: 12 }, {}, { timeStop: { bars: 12 } }],
    [
      "half of it at one stop distance",
      { targets: [{ at: 1, share: 0.5 }] },
      stopped,
      { stopLoss: { distance: 4 }, targets: [{ level: { distance: 4 }, share: 0.5 }] },
    ],
    [
      "what the signal says before what the settings say",
      { trailingAtr: 2, breakEvenAt: 1, timeStopBars: 12, targets: [{ at: 1, share: 0.5 }] },
      signal({
        slDistance: 4,
        atr: 3,
        exits: {
          trailing: { distance: 1, after: 2 },
          breakEven: { after: 3, offset: 1 },
          timeStop: { ms: 5 },
          targets: [{ level: { price: 110 }, share: 0.2 }],
        },
      }),
      {
        stopLoss: { distance: 4 },
        trailing: { distance: 1, after: 2 },
        breakEven: { after: 3, offset: 1 },
        timeStop: { ms: 5 },
        targets: [{ level: { price: 110 }, share: 0.2 }],
      },
    ],
  ])("%s", (_name, options, more, bracket) => {
    expect(bracketOf(options, more)).toEqual(bracket);
  });

  it.each<[string, RiskOptions, Partial<RiskInput>]>([
    ["break-even without a stop", { breakEvenAt: 1 }, {}],
    ["targets without a stop", { targets: [{ at: 1, share: 0.5 }] }, {}],
    ["an ATR that nobody knows", { trailingAtr: 1 }, {}],
    ["a stop that trails at no distance", {}, signal({ exits: { trailing: { distance: Number.NaN } } })],
    ["a stop that trails after no gain", {}, signal({ exits: { trailing: { distance: 1, after: Number.NaN } } })],
    ["an offset beyond the gain that it needs", {}, signal({ exits: { breakEven: { after: 1, offset: 1 } } })],
    ["an offset that is no number", {}, signal({ exits: { breakEven: { after: 1, offset: Number.NaN } } })],
    ["a time limit without a time", {}, signal({ exits: { timeStop: {} } })],
    ["a time limit of NaN bars", {}, signal({ exits: { timeStop: { bars: Number.NaN } } })],
    ["a target on the wrong side", {}, signal({ exits: { targets: [{ level: { price: 90 }, share: 0.5 }] } })],
    [
      "a target of a short below zero",
      {},
      signal({ exits: { targets: [{ level: { distance: 100 }, share: 0.5 }] } }, short),
    ],
    ["a share that is no number", {}, signal({ exits: { targets: [{ level: { price: 110 }, share: Number.NaN }] } })],
    [
      "targets that leave nothing for the take profit",
      {},
      signal({ tpDistance: 9, exits: { targets: [{ level: { price: 110 }, share: 1 }] } }),
    ],
  ])("are refused: %s", (_name, options, more) => {
    expect(bracketOf(options, more)).toBe("noStop");
  });

  it("shares that add up to more than 1 are no settings", () => {
    const targets = [0.6, 0.5].map((share) => ({ at: 1, share }));
    expect(() => createRiskEngine({ targets })).toThrow(/more than 1/);
  });
});

describe("distances", () => {
  const quantityOf = (options: RiskOptions, more: Partial<RiskInput>) => {
    const verdict = createRiskEngine({ riskPerTrade: 0.01, ...options }).applyRiskToSignal(inputOf(more));
    return verdict.status === "approved" ? verdict.order.quantity : verdict.rule;
  };

  it("a stop that follows at once is a stop to size by, one that follows later is none", () => {
    expect(quantityOf({ trailingAtr: 2 }, signal({ atr: 2 }))).toBe(12.5);
    expect(quantityOf({}, signal({ exits: { trailing: { distance: 4, after: 1 } } }))).toBe("noStop");
    expect(quantityOf({ trailingAtr: 2 }, signal({ atr: 2, slDistance: 5 })), "a fixed stop counts first").toBe(10);
  });

  it("several targets count by their shares", () => {
    const exits = { targets: [{ level: { distance: 4 }, share: 0.5 }] };
    const ratio = (minRewardToRisk: number, tpDistance?: number) =>
      quantityOf(
        { minRewardToRisk },
        signal({ slDistance: 4, exits, ...(tpDistance === undefined ? {} : { tpDistance }) }),
      );
    expect([ratio(1.5, 8), ratio(1.51, 8)]).toEqual([12.5, "minRewardToRisk"]);
    expect([ratio(1), ratio(1.01)]).toEqual([12.5, "minRewardToRisk"]);
  });

  it("are measured from the price of a resting entry", () => {
    const entry = { type: "limit", limitPrice: 80 } as const;
    const more = { ...signal({ entry }), stopLossPrice: 75 };
    expect(quantityOf({}, more)).toBe(10);
    const verdict = createRiskEngine({ fixedFraction: 0.8 }).applyRiskToSignal(inputOf(more));
    expect(verdict).toMatchObject({ order: { quantity: 50, entry: { type: "limit", limitPrice: 80 } } });
    expect(quantityOf({}, { ...signal({ entry: { type: "stop", stopPrice: 120 } }), stopLossPrice: 110 })).toBe(5);
    expect(
      quantityOf(
        {},
        { ...signal({ entry: { type: "stop-limit", stopPrice: 120, limitPrice: 125 } }), stopLossPrice: 115 },
      ),
    ).toBe(5);
  });

  it.each([
    ["a limit without its price", { type: "limit" }],
    ["a stop without its price", { type: "stop", limitPrice: 90 }],
    ["a stop-limit with one of the two", { type: "stop-limit", stopPrice: 90 }],
    ["a price that is none", { type: "limit", limitPrice: Number.NaN }],
    ["an end that is none", { type: "limit", limitPrice: 90, timeInForce: "gtd" }],
    ["a type that nobody knows", { type: "iceberg" }],
  ] as const)("%s is refused", (_name, entry) => {
    expect(bracketOf({}, signal({ entry: entry as never }))).toBe("badInput");
  });
});
