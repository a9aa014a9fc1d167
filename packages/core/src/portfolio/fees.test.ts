import { describe, expect, it } from "vitest";
import { accountOf, barOf, booksOf, equityAt, fillOf } from "../../test/account-harness.js";
import { LedgerError } from "../ledger/ledger.js";
import type { InstrumentRules } from "../market/instrument-spec.js";
import type { Fill } from "../order/order.js";
import { BadAccountError, type Portfolio } from "./portfolio.js";

/** A buy that pays 0.1 % of what it buys. */
const buyWithBase = (quantity: number, price: number, more: Partial<Fill> = {}) =>
  fillOf("buy", quantity, price, {
    fee: quantity * price * 0.001,
    feePaid: { asset: "BTC", amount: quantity / 1_000 },
    ...more,
  });

const unitsOf = (portfolio: Portfolio, asset: string, account: "wallet" | "fees" | "dust" | "venue") =>
  portfolio.ledger.assets.get(asset)!.units(account);

describe("a fee in the base asset", () => {
  const accountInBase = (rules: InstrumentRules = {}) => accountOf(1_000, { "BTC/USDT": { feeIn: "base", ...rules } });

  it("makes the position smaller, and costs no quote currency", () => {
    const portfolio = accountInBase();
    portfolio.book(buyWithBase(1, 100));
    expect(portfolio.free).toBe(900);
    expect(portfolio.position(0).quantity).toBe(0.999);
    expect(portfolio.position(0).averagePrice).toBeCloseTo(100, 12);
    expect([unitsOf(portfolio, "BTC", "wallet"), unitsOf(portfolio, "BTC", "fees")]).toEqual([999_000n, 1_000n]);
    expect(equityAt(portfolio, 100)).toBeCloseTo(999.9, 12);
    expect(portfolio.costs.fees).toBeCloseTo(0.1, 12);
    const trade = portfolio.book(fillOf("sell", 0.999, 110, { fee: 0.10989 }))!;
    expect(trade.pnl).toBeCloseTo(0.999 * 110 - 100 - 0.10989, 12);
    expect(portfolio.free).toBeCloseTo(1_000 + trade.pnl, 12);
    expect(unitsOf(portfolio, "BTC", "wallet")).toBe(0n);
    expect(trade.dust).toBe(0);
  });

  it("is paid from what is held of the asset besides, as long as there is enough of it", () => {
    const holdings = [{ asset: "BTC", amount: 0.0015, price: 100 }];
    const portfolio = accountOf(1_000, { "BTC/USDT": { feeIn: "base" } }, { holdings });
    portfolio.book(buyWithBase(1, 100, { remaining: 1 }));
    expect([portfolio.position(0).quantity, portfolio.holding("BTC")!.amount]).toEqual([1, 0.0005]);
    portfolio.book(buyWithBase(1, 100));
    expect([portfolio.position(0).quantity, portfolio.holding("BTC")!.amount]).toEqual([1.999, 0.0005]);
  });

  it("leaves dust that no step sells, written off once, to the last digit", () => {
    const portfolio = accountInBase();
    portfolio.book(buyWithBase(1.2, 100, { remaining: 0.034 }));
    portfolio.book(buyWithBase(0.034, 101));
    // 1.234 − 0.001234 = 1.232766
    expect(portfolio.position(0).quantity).toBe(1.232766);
    expect(portfolio.book(fillOf("sell", 1, 110, { remaining: 0.232 }))).toBeNull();
    const trade = portfolio.book(fillOf("sell", 0.232, 110))!;
    expect(trade.dust).toBeCloseTo(0.000766 * 110, 12);
    expect(trade.exits!.map(({ quantity }) => quantity)).toEqual([1, 0.232]);
    expect(portfolio.costs).toMatchObject({ dust: trade.dust, dustCount: 1 });
    expect([unitsOf(portfolio, "BTC", "dust"), unitsOf(portfolio, "BTC", "wallet")]).toEqual([766n, 0n]);
    expect(trade.pnl, "what is left behind is lost").toBeCloseTo(1.232 * 110 - 1.2 * 100 - 0.034 * 101, 12);
    expect(equityAt(portfolio, 110)).toBeCloseTo(1_000 + trade.pnl, 12);
    expect([portfolio.writeOff(0, 0, "signal"), portfolio.costs.dustCount]).toEqual([null, 1]);
  });

  it("is exact where doubles are not: a position of 17 digits leaves nothing behind", () => {
    const portfolio = accountOf(1e9, { "BTC/USDT": { feeIn: "base", step: 1e-8, tick: 0.01, taker: 0.00075 } });
    const quantity = 123_456.78901234;
    portfolio.book(
      fillOf("buy", quantity, 100, { fee: quantity * 0.075, feePaid: { asset: "BTC", amount: quantity * 0.00075 } }),
    );
    portfolio.book(fillOf("sell", 123_364, 100));
    expect(portfolio.position(0).quantity).toBeGreaterThan(0);
    portfolio.writeOff(0, 0, "signal");
    expect(unitsOf(portfolio, "BTC", "wallet")).toBe(0n);
    expect(portfolio.ledger.assets.get("BTC")!.sum).toBe(0n);
  });

  it("of a sale comes out of the position too", () => {
    const portfolio = accountInBase();
    portfolio.book(fillOf("buy", 1, 100));
    const sale = fillOf("sell", 0.5, 110, { fee: 0.11, feePaid: { asset: "BTC", amount: 0.001 }, remaining: 0.5 });
    portfolio.book(sale);
    expect(portfolio.position(0).quantity).toBe(0.499);
    expect([unitsOf(portfolio, "BTC", "wallet"), portfolio.free]).toEqual([499_000n, 955]);
    expect(() => portfolio.book({ ...sale, quantity: 0.499 }), "no fee without what would pay it").toThrow(
      "a fill of 0.5 would cross a position of 0.499",
    );
  });

  it("is found though the rules did not announce it", () => {
    const portfolio = accountOf(1_000, { "BTC/USDT": { step: 0.5 } });
    portfolio.book(fillOf("buy", 2, 100, { fee: 10, feePaid: { asset: "BTC", amount: 0.1 } }));
    portfolio.book(fillOf("buy", 1, 100));
    expect(portfolio.position(0).quantity).toBe(2.9);
    expect(unitsOf(portfolio, "BTC", "wallet")).toBe(29n);
  });

  it.each([
    ["that takes all that was bought", 1],
    ["that is no number", Number.NaN],
    ["that is infinite", Number.POSITIVE_INFINITY],
  ])("%s is refused, and nothing is booked", (_name, amount) => {
    const portfolio = accountInBase();
    const before = booksOf(portfolio);
    const fill = fillOf("buy", 1, 100, { fee: 1, feePaid: { asset: "BTC", amount } });
    expect(() => portfolio.book(fill)).toThrow(LedgerError);
    expect(booksOf(portfolio)).toEqual(before);
  });
});

describe("a fee in a third asset", () => {
  const BNB = { asset: "BNB", amount: 0.01, price: 600, stream: 1 };
  const account = (rules: InstrumentRules = {}) =>
    accountOf(1_000, { "BTC/USDT": rules, "BNB/USDT": {} }, { holdings: [BNB] });
  const inBnb = (amount: number): Partial<Fill> => ({ fee: amount * 600, feePaid: { asset: "BNB", amount } });

  it("is paid from what is held of it, which is worth what its market says", () => {
    const portfolio = account();
    expect([portfolio.startEquity, portfolio.equity]).toEqual([1_006, 1_006]);
    portfolio.book(fillOf("buy", 1, 100, inBnb(0.004)));
    expect(portfolio.free).toBe(900);
    expect(portfolio.holding("BNB")).toEqual({ asset: "BNB", amount: 0.006, price: 600 });
    expect(portfolio.costs.fees).toBeCloseTo(2.4, 12);
    expect(equityAt(portfolio, 100, 600)).toBeCloseTo(1_006 - 2.4, 9);
    expect(equityAt(portfolio, 100, 500), "the holding is marked").toBeCloseTo(900 + 100 + 0.006 * 500, 9);
    expect(portfolio.book(fillOf("sell", 1, 100, inBnb(0.004)))!.pnl).toBeCloseTo(-4.8, 12);
    expect(portfolio.holding("ETH")).toBeUndefined();
  });

  it.each([
    ["spot", {}],
    ["a perpetual", { kind: "linear" }],
  ] as const)("that runs out refuses the fill on %s, and nothing is booked", (_name, rules) => {
    const portfolio = account(rules);
    portfolio.book(fillOf("buy", 2, 100, inBnb(0.006)));
    const before = booksOf(portfolio);
    for (const side of ["buy", "sell"] as const) {
      const fill = fillOf(side, 1, 100, inBnb(0.0041));
      expect(() => portfolio.book(fill)).toThrow(LedgerError);
      expect(() => portfolio.book(fill)).toThrow("order-1: the account cannot pay a fee of 0.0041 BNB");
    }
    expect(() => portfolio.book(fillOf("sell", 1, 100, { feePaid: { asset: "XRP", amount: 1 } }))).toThrow(LedgerError);
    expect(() => portfolio.book(fillOf("sell", 1, 100, inBnb(Number.NaN)))).toThrow(LedgerError);
    expect([booksOf(portfolio), portfolio.holding("BNB")!.amount]).toEqual([before, 0.004]);
    portfolio.book(fillOf("sell", 2, 100, inBnb(0.004)));
    expect(portfolio.holding("BNB")!.amount).toBe(0);
  });

  it("is not paid where the wallet cannot pay the rest", () => {
    const portfolio = account();
    const before = booksOf(portfolio);
    expect(() => portfolio.book(fillOf("buy", 11, 100, inBnb(0.004)))).toThrow("the wallet would hold -100 USDT");
    expect([booksOf(portfolio), portfolio.holding("BNB")!.amount]).toEqual([before, 0.01]);
  });

  it("is kept apart from a position in the same asset", () => {
    const portfolio = account();
    portfolio.book(fillOf("buy", 1, 600, { lane: 1, ...inBnb(0.004) }));
    expect([portfolio.position(1).quantity, portfolio.holding("BNB")!.amount]).toEqual([1, 0.006]);
    expect(equityAt(portfolio, 100, 600)).toBeCloseTo(1_006 - 2.4, 9);
    portfolio.book(fillOf("sell", 1, 600, { lane: 1 }));
    expect(portfolio.holding("BNB")!.amount).toBe(0.006);
  });

  it.each([
    [{ ...BNB, amount: -1 }],
    [{ ...BNB, price: 0 }],
    [{ ...BNB, price: Number.NaN }],
    [{ ...BNB, asset: "USDT" }],
  ])("cannot come from %j", (holding) => {
    expect(() => accountOf(1_000, { "BTC/USDT": {} }, { holdings: [holding] })).toThrow(BadAccountError);
    expect(() => accountOf(1_000, { "BTC/USDT": {} }, { holdings: [BNB, BNB] })).toThrow("0.01 BNB at 600 USDT");
  });
});

describe("what is left of an exit", () => {
  it.each([
    ["below the minimum notional is given up", { minNotional: 10 }, 0.95, 0, 5],
    ["below the minimum quantity is given up", { minQuantity: 0.1 }, 0.95, 0, 5],
    ["that could still be sold is kept", { minNotional: 10 }, 0.8, 0.2, 0],
    ["at the minimum is kept", { minNotional: 10, minQuantity: 0.1 }, 0.9, 0.1, 0],
  ] as const)("%s", (_name, rules, sold, left, dust) => {
    const portfolio = accountOf(1_000, { "BTC/USDT": rules });
    portfolio.book(fillOf("buy", 1, 100));
    const trade = portfolio.book(fillOf("sell", sold, 100));
    expect(portfolio.position(0).quantity).toBeCloseTo(left, 12);
    expect(portfolio.costs.dust).toBeCloseTo(dust, 9);
    expect(trade === null).toBe(left > 0);
    if (trade !== null) expect([trade.quantity, trade.exits]).toEqual([1, undefined]);
  });

  it("is no dust as long as its order goes on filling", () => {
    const portfolio = accountOf(1_000, { "BTC/USDT": { minNotional: 10 } });
    portfolio.book(fillOf("buy", 1, 100));
    expect(portfolio.book(fillOf("sell", 0.95, 100, { remaining: 0.05 }))).toBeNull();
    expect(portfolio.book(fillOf("sell", 0.05, 100))).toMatchObject({ dust: 0, pnl: 0 });
    expect(portfolio.costs.dustCount).toBe(0);
  });

  it("of a perpetual is never dust: the venue closes any remainder", () => {
    const portfolio = accountOf(1_000, { "BTC/USDT": { kind: "linear", minNotional: 10 } });
    portfolio.book(fillOf("buy", 1, 100));
    expect(portfolio.book(fillOf("sell", 0.95, 100))).toBeNull();
    expect(portfolio.writeOff(0, 0, "signal")).toBeNull();
    expect(portfolio.book(fillOf("sell", 0.05, 100))).not.toBeNull();
  });

  it("can be written off by itself: the whole position is lost", () => {
    const portfolio = accountOf(1_000, { "BTC/USDT": {} });
    portfolio.book(fillOf("buy", 0.5, 10, { fee: 0.01 }));
    portfolio.mark(0, barOf(8));
    expect(portfolio.writeOff(0, 7, "halt")).toMatchObject({
      pnl: -5.01,
      dust: 4,
      exitPrice: 8,
      exitTime: 7,
      exitReason: "halt",
    });
    expect(equityAt(portfolio, 8)).toBe(994.99);
    expect(unitsOf(portfolio, "BTC", "dust")).toBe(500n);
  });
});
