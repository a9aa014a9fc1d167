import { describe, expect, it } from "vitest";
import { accountOf, equityAt, fillOf } from "../../test/account-harness.js";
import type { Portfolio } from "./portfolio.js";

const CROSS = { kind: "linear", leverage: 10, marginMode: "cross" } as const;
const ISOLATED = { ...CROSS, marginMode: "isolated" } as const;

const liquidation = (side: "buy" | "sell", quantity: number, price: number, lane = 0) =>
  fillOf(side, quantity, price, { lane, fee: quantity * price * 0.0125, exitReason: "liquidation" });

const walletOf = (portfolio: Portfolio) => portfolio.ledger.assets.get("USDT")!.free;

describe("a liquidation of an isolated position takes its margin, and nothing else:", () => {
  // one unit at 100 with a margin of 10; the wallet keeps 990
  it.each([
    ["what the fee leaves comes back", "long", 92, 10 - 8 - 1.15, 1.15, 0],
    ["the fee takes the rest", "long", 90.5, 0, 0.5, 0],
    ["at bankruptcy no fee is left to pay", "long", 90, 0, 0, 0],
    ["a gap beyond it is insured", "long", 80, 0, 0, 10],
    ["a short gets back what the fee leaves", "short", 108, 10 - 8 - 1.35, 1.35, 0],
    ["a gap against a short is insured", "short", 125, 0, 0, 15],
  ] as const)("%s (%s, filled at %d)", (_name, side, price, returned, fee, insured) => {
    const portfolio = accountOf(1_000, { "BTC/USDT": ISOLATED });
    const [open, close] = side === "long" ? (["buy", "sell"] as const) : (["sell", "buy"] as const);
    portfolio.book(fillOf(open, 1, 100));
    const trade = portfolio.book(liquidation(close, 1, price))!;
    expect(walletOf(portfolio)).toBeCloseTo(990 + returned, 9);
    expect(trade.fees).toBeCloseTo(fee, 9);
    expect(trade.pnl, "what the account has lost").toBeCloseTo(returned - 10, 9);
    expect(trade.exitReason).toBe("liquidation");
    expect(portfolio.costs).toMatchObject({ insured, liquidations: 1 });
    expect(portfolio.costs.fees).toBeCloseTo(fee, 9);
    expect(portfolio.ledger.assets.get("USDT")!.sum).toBe(0n);
  });

  it("an ordinary exit beyond the margin is the wallet's to pay", () => {
    const portfolio = accountOf(1_000, { "BTC/USDT": ISOLATED });
    portfolio.book(fillOf("buy", 1, 100));
    portfolio.book(fillOf("sell", 1, 80, { exitReason: "stop-loss" }));
    expect([walletOf(portfolio), portfolio.costs.insured]).toEqual([980, 0]);
  });
});

describe("a liquidation of a cross position takes what the wallet has:", () => {
  // five units at 100 in a wallet of 100
  it.each([
    ["what the fee leaves stays", 82, 10 - 5.125, 5.125, 0],
    ["the fee takes the rest", 80.5, 0, 2.5, 0],
    ["a gap beyond is insured", 70, 0, 0, 50],
  ])("%s (filled at %d)", (_name, price, left, fee, insured) => {
    const portfolio = accountOf(100, { "BTC/USDT": CROSS });
    portfolio.book(fillOf("buy", 5, 100));
    const trade = portfolio.book(liquidation("sell", 5, price))!;
    expect(walletOf(portfolio)).toBeCloseTo(left, 9);
    expect(trade.fees).toBeCloseTo(fee, 9);
    expect(trade.pnl).toBeCloseTo(left - 100, 9);
    expect(portfolio.costs.insured).toBe(insured);
    expect(portfolio.ledger.assets.get("USDT")!.units("insurance") <= 0n).toBe(true);
  });

  it("an ordinary exit that leaves less than nothing is insured too", () => {
    const portfolio = accountOf(100, { "BTC/USDT": CROSS });
    portfolio.book(fillOf("buy", 5, 100));
    expect(portfolio.book(fillOf("sell", 5, 70, { exitReason: "stop-loss" }))!.pnl).toBe(-100);
    expect([walletOf(portfolio), portfolio.costs.insured]).toEqual([0, 50]);
  });
});

describe("a wallet below zero", () => {
  const twoLongs = (first: object) => {
    const portfolio = accountOf(30, { "BTC/USDT": { ...CROSS, ...first }, "ETH/USDT": CROSS });
    portfolio.book(fillOf("buy", 1, 100));
    portfolio.book(fillOf("buy", 1, 100, { lane: 1 }));
    equityAt(portfolio, 150, 100);
    portfolio.book(fillOf("sell", 1, 40, { lane: 1 })); // loses 60 of 30
    return portfolio;
  };

  it("is backed by the open gains of a cross position, and nobody pays for it", () => {
    const portfolio = twoLongs({});
    expect([walletOf(portfolio), portfolio.costs.insured, equityAt(portfolio, 150)]).toEqual([-30, 0, 20]);
    expect(portfolio.free, "gains are nothing to spend").toBe(0);
    portfolio.book(fillOf("sell", 1, 150));
    expect([walletOf(portfolio), portfolio.costs.insured]).toEqual([20, 0]);
  });

  it("is insured as far as those gains have gone when they are realised", () => {
    const portfolio = twoLongs({});
    portfolio.book(fillOf("sell", 1, 120));
    expect([walletOf(portfolio), portfolio.costs.insured]).toEqual([0, 10]);
    expect(portfolio.trades.reduce((sum, { pnl }) => sum + pnl, 0)).toBe(-30);
  });

  it("is not backed by the gains of an isolated position", () => {
    const portfolio = twoLongs({ marginMode: "isolated" });
    // 30 − 10 of margin − 60
    expect([walletOf(portfolio), portfolio.costs.insured, equityAt(portfolio, 150)]).toEqual([0, 40, 10 + 50]);
  });

  it("does not keep a spot position from being sold", () => {
    const portfolio = accountOf(50, { "BTC/USDT": CROSS, "ETH/USDT": CROSS, "SOL/USDT": {} });
    portfolio.book(fillOf("buy", 1, 20, { lane: 2 }));
    portfolio.book(fillOf("buy", 1, 100));
    portfolio.book(fillOf("buy", 1, 100, { lane: 1 }));
    equityAt(portfolio, 180, 100, 20);
    portfolio.book(fillOf("sell", 1, 40, { lane: 1 }));
    expect(walletOf(portfolio)).toBe(-30);
    expect(portfolio.book(fillOf("sell", 1, 20, { lane: 2, fee: 0.5 }))!.pnl).toBe(-0.5);
    expect(walletOf(portfolio)).toBe(-10.5);
  });
});
