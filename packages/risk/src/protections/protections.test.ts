import { long, type RiskRule, short, type Trade } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { bars, HOUR, inputOf, NOON, portfolioOf, tradeOf } from "../../test/risk-inputs.js";
import { createRiskEngine } from "../risk-engine.js";
import type { RiskOptions } from "../settings/config.js";

const LANES = [
  { lane: 0, strategy: "s0", symbol: "BTC/USDT", timeframe: "1h" },
  { lane: 1, strategy: "s1", symbol: "ETH/USDT", timeframe: "15m" },
] as const;

function deskWith(protections: RiskOptions["protections"]) {
  const risk = createRiskEngine({ allowShort: true, protections });
  const open = () => {
    risk.open!(LANES);
    risk.inspect(portfolioOf(), NOON - 100 * HOUR);
  };
  open();
  return {
    open,
    /** A trade of lane 0 that closes so many hours after noon. */
    close(hours: number, trade: Partial<Trade> = {}) {
      risk.closed!(tradeOf(trade), 0, NOON + hours * HOUR);
    },
    /** What an entry hears so many hours after noon. */
    enter(hours: number, stance: "long" | "short" = "long"): RiskRule | "approved" {
      const signal = (stance === "long" ? long : short)(bars);
      const verdict = risk.applyRiskToSignal(inputOf({ signal, time: NOON + hours * HOUR }));
      return verdict.status === "approved" ? "approved" : verdict.rule;
    },
  };
}
const win = { pnl: 100, returnFraction: 0.02, exitReason: "take-profit" } as const;

describe("cooldown", () => {
  it("waits after any exit, in bars of the lane, and lets in at the close that ends it", () => {
    const desk = deskWith([{ type: "cooldown", duration: { bars: 2 } }]);
    expect(desk.enter(0)).toBe("approved");
    desk.close(0, win);
    expect([desk.enter(0), desk.enter(1), desk.enter(2)]).toEqual(["cooldown", "cooldown", "approved"]);
  });

  it("is for the symbol, for everything, or for one side", () => {
    const other = { symbol: "ETH/USDT" };
    const heard = (scope: "account" | "side" | "symbol" | "symbol-side", trade: Partial<Trade>) => {
      const desk = deskWith([{ type: "cooldown", duration: "4h", scope }]);
      desk.close(0, trade);
      return [desk.enter(1, "long"), desk.enter(1, "short")].map((rule) => rule === "cooldown");
    };
    expect(heard("symbol", {})).toEqual([true, true]);
    expect(heard("symbol", other)).toEqual([false, false]);
    expect(heard("account", other)).toEqual([true, true]);
    expect(heard("side", { ...other, side: "short" })).toEqual([false, true]);
    expect(heard("symbol-side", {})).toEqual([true, false]);
    expect(heard("symbol-side", other)).toEqual([false, false]);
  });

  it("is forgotten when a run opens", () => {
    const desk = deskWith([{ type: "cooldown", duration: { ms: HOUR } }]);
    desk.close(0);
    desk.open();
    expect(desk.enter(0)).toBe("approved");
  });

  it("in bars of a lane that nobody knows never ends", () => {
    const risk = createRiskEngine({ protections: [{ type: "cooldown", duration: { bars: 1 } }] });
    risk.closed!(tradeOf(), 7, NOON);
    expect(risk.applyRiskToSignal(inputOf({ time: NOON + 1e6 * HOUR }))).toMatchObject({ rule: "cooldown" });
  });
});

describe("stop-loss-guard", () => {
  const guard = { type: "stop-loss-guard", trades: 2, lookback: "4h", duration: "3h" } as const;

  it("locks after so many stop-outs with a loss, from the last on", () => {
    const desk = deskWith([guard]);
    desk.close(0);
    expect(desk.enter(0)).toBe("approved");
    desk.close(2, { exitReason: "liquidation" });
    expect([desk.enter(2), desk.enter(4.9), desk.enter(5)]).toEqual(["stopLossGuard", "stopLossGuard", "approved"]);
  });

  it("counts neither what lies further back, nor other exits, nor stops that won", () => {
    const desk = deskWith([guard]);
    desk.close(0);
    desk.close(4.1);
    desk.close(5, { exitReason: "signal" });
    desk.close(5, { exitReason: "trailing-stop", pnl: 5 });
    expect(desk.enter(5)).toBe("approved");
    desk.close(8.1);
    expect(desk.enter(8.1)).toBe("stopLossGuard");
  });

  it("counts per side where it locks per side", () => {
    const desk = deskWith([{ ...guard, scope: "side" }]);
    desk.close(0);
    desk.close(0, { side: "short" });
    expect([desk.enter(0, "long"), desk.enter(0, "short")]).toEqual(["approved", "approved"]);
    desk.close(0, { side: "short" });
    expect([desk.enter(0, "long"), desk.enter(0, "short")]).toEqual(["approved", "stopLossGuard"]);
  });
});

describe("drawdown-lock", () => {
  const lock = { type: "drawdown-lock", maxDrawdown: 0.1, lookback: "10h", duration: "2h" } as const;

  it("locks once closed trades have taken too much from the peak in the span", () => {
    const desk = deskWith([lock]);
    desk.close(0, { pnl: 1_000 }); // 6,000
    desk.close(1, { pnl: -600 }); // 5,400 is 10 % below
    expect(desk.enter(1)).toBe("approved");
    desk.close(2, { pnl: -1 });
    expect([desk.enter(2), desk.enter(4)]).toEqual(["drawdownLock", "approved"]);
  });

  it("does not see a peak before the span, but what its first trade found", () => {
    const desk = deskWith([lock]);
    desk.close(0, { pnl: 1_000 });
    desk.close(1, { pnl: -500 }); // 5,500
    desk.close(11.1, { pnl: -300 }); // 5,200: 13 % below 6,000, 5 % below 5,500
    expect(desk.enter(11.1)).toBe("approved");
    desk.close(12, { pnl: -300 }); // 4,900: 11 % below 5,500
    expect(desk.enter(12)).toBe("drawdownLock");
  });

  it("says nothing of fewer trades than it needs", () => {
    const desk = deskWith([{ ...lock, trades: 2 }]);
    desk.close(0, { pnl: -1_000 });
    expect(desk.enter(0)).toBe("approved");
    desk.close(0, { pnl: -1 });
    expect(desk.enter(0)).toBe("drawdownLock");
  });
});

it("a run that opens anew counts from its own start", () => {
  const desk = deskWith([{ type: "drawdown-lock", maxDrawdown: 0.1, lookback: "10h", duration: "2h" }]);
  desk.close(0, { pnl: -400 });
  desk.open();
  desk.close(1, { pnl: -400 });
  expect(desk.enter(1)).toBe("approved");
});

describe("low-profit-lock", () => {
  const lock = { type: "low-profit-lock", trades: 2, minReturn: 0.01, lookback: "1d", duration: "1h" } as const;

  it("locks a symbol whose trades have brought too little", () => {
    const desk = deskWith([lock]);
    desk.close(0, { returnFraction: -0.01 });
    expect(desk.enter(0)).toBe("approved");
    desk.close(0, { symbol: "ETH/USDT", returnFraction: -0.5 });
    expect(desk.enter(0)).toBe("approved");
    desk.close(0, { returnFraction: 0.015 });
    expect([desk.enter(0), desk.enter(1)]).toEqual(["lowProfitLock", "approved"]);
    desk.close(2, { returnFraction: 0.01 });
    expect(desk.enter(2)).toBe("approved");
  });
});

it("several stand beside each other, and the first of them that locks is named", () => {
  const desk = deskWith([
    { type: "low-profit-lock", trades: 1, lookback: "1d", duration: "1h" },
    { type: "cooldown", duration: "2h" },
  ]);
  desk.close(0);
  expect([desk.enter(0), desk.enter(1), desk.enter(2)]).toEqual(["lowProfitLock", "cooldown", "approved"]);
});
