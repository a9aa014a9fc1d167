import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountOf, barOf, equityAt, fillOf } from "../../test/account-harness.js";
import { LedgerError } from "../ledger/ledger.js";
import { decimalUnits } from "../market/grid.js";
import { instrument } from "../market/instrument.js";
import type { InstrumentRules } from "../market/instrument-spec.js";
import type { Fill } from "../order/order.js";
import { BadAccountError, Portfolio } from "./portfolio.js";

const HOUR = 3_600_000;

const portfolioOf = (rules: InstrumentRules = {}, startingBalance = 1_000) =>
  accountOf(startingBalance, { "BTC/USDT": rules });

describe("a round trip", () => {
  it("long, in two entries and two exits, comes out as reckoned by hand", () => {
    const portfolio = portfolioOf();
    portfolio.book(fillOf("buy", 1, 100, { fee: 0.1, referencePrice: 99, time: HOUR, reason: "up" }));
    portfolio.mark(0, barOf(110, 120, 90));
    portfolio.book(fillOf("buy", 1, 110, { fee: 0.11, time: 2 * HOUR, reason: "more" }));
    portfolio.mark(0, barOf(115, 116, 109));
    expect(portfolio.position(0)).toMatchObject({
      side: "long",
      quantity: 2,
      averagePrice: 105,
      barsHeld: 2,
      unrealised: 20,
    });
    expect(portfolio.book(fillOf("sell", 0.5, 120, { fee: 0.06, time: 3 * HOUR }))).toBeNull();
    const trade = portfolio.book(
      fillOf("sell", 1.5, 130, { fee: 0.2, referencePrice: 131, time: 4 * HOUR, exitReason: "take-profit" }),
    );
    expect(trade).toEqual({
      id: 1,
      symbol: "BTC/USDT",
      strategy: "test",
      side: "long",
      quantity: 2,
      entryTime: HOUR,
      exitTime: 4 * HOUR,
      entryPrice: 105,
      exitPrice: (0.5 * 120 + 1.5 * 130) / 2,
      barsHeld: 2,
      pnl: 255 - 210 - (0.1 + 0.11 + 0.06 + 0.2),
      returnFraction: (255 - 210 - (0.1 + 0.11 + 0.06 + 0.2)) / 210,
      fees: 0.1 + 0.11 + 0.06 + 0.2,
      slippage: 1 * (100 - 99) + 1.5 * (131 - 130),
      funding: 0,
      dust: 0,
      exits: [
        { time: 3 * HOUR, price: 120, quantity: 0.5, reason: "signal" },
        { time: 4 * HOUR, price: 130, quantity: 1.5, reason: "take-profit" },
      ],
      exitReason: "take-profit",
      entryReason: "up",
      worstPrice: 90,
      bestPrice: 130,
      ambiguous: false,
    });
    expect(portfolio.trades).toEqual([trade]);
    expect(portfolio.free).toBe(1_000 - 210 + 255 - 0.47);
    expect([portfolio.costs.fees, portfolio.costs.slippage]).toEqual([0.1 + 0.11 + 0.06 + 0.2, 2.5]);
    expect(portfolio.position(0)).toMatchObject({ side: null, quantity: 0, barsHeld: 0, unrealised: 0 });
    expect(portfolio.position(0).averagePrice).toBeNaN();
  });

  it.each([
    // side, entry, exit, fees each, pnl, worst, best
    ["long", 100, 110, 1, 8, 95, 112],
    ["long", 100, 90, 1, -12, 90, 112],
    ["short", 100, 90, 1, 8, 112, 90],
    ["short", 100, 110, 1, -12, 112, 95],
  ] as const)("%s from %d to %d with fees of %d each makes %d", (side, entry, exit, fee, pnl, worst, best) => {
    const portfolio = portfolioOf({ kind: "linear" });
    const [open, close] = side === "long" ? (["buy", "sell"] as const) : (["sell", "buy"] as const);
    portfolio.book(fillOf(open, 1, entry, { fee }));
    portfolio.mark(0, barOf(101, 112, 95));
    const trade = portfolio.book(fillOf(close, 1, exit, { fee }));
    expect(trade).toMatchObject({ side, pnl, returnFraction: pnl / 100, worstPrice: worst, bestPrice: best });
    expect(portfolio.free).toBe(1_000 + pnl);
  });

  it("counts contracts at their size, to the last unit", () => {
    const portfolio = portfolioOf({ contractSize: 3, step: 0.1 });
    portfolio.book(fillOf("buy", 0.7, 100)); // 0.7 × 3 is 2.0999999999999996 in doubles
    expect(portfolio.free).toBe(790);
    expect(portfolio.position(0).averagePrice).toBeCloseTo(100, 12);
    expect(equityAt(portfolio, 110)).toBeCloseTo(1_021, 10);
    expect(portfolio.book(fillOf("sell", 0.7, 110))!.pnl).toBe(21);
  });
});

describe("the account", () => {
  it("is cash and positions marked, and falls from its peak", () => {
    const portfolio = portfolioOf();
    portfolio.book(fillOf("buy", 5, 100));
    expect([equityAt(portfolio, 120), portfolio.peakEquity, portfolio.drawdown]).toEqual([1_100, 1_100, 0]);
    expect([equityAt(portfolio, 98), portfolio.grossNotional]).toEqual([990, 490]);
    expect(portfolio.drawdown).toBeCloseTo(0.1, 15);
  });

  it("counts the closes at which it was exposed, those of a trade inside one bar too", () => {
    const portfolio = portfolioOf();
    equityAt(portfolio, 100);
    portfolio.book(fillOf("buy", 1, 100));
    equityAt(portfolio, 100);
    equityAt(portfolio, 100);
    portfolio.book(fillOf("sell", 1, 100));
    equityAt(portfolio, 100);
    equityAt(portfolio, 100);
    expect(portfolio.exposedCloses).toBe(3);
    portfolio.revalue();
    expect(portfolio.exposedCloses, "a revaluation is no close").toBe(3);
  });

  it("counts an entry that waits for its fill as exposure; how much still waits, the desk says", () => {
    const portfolio = portfolioOf();
    const [position] = portfolio.positions;
    position!.awaited = 500;
    expect([portfolio.grossNotional, portfolio.netNotional]).toEqual([500, 500]);
    portfolio.book(fillOf("buy", 2, 110, { remaining: 3 }));
    expect(portfolio.grossNotional, "a fill alone does not say that the rest is given up").toBe(220 + 500);
    position!.awaited = 0;
    expect(portfolio.grossNotional).toBe(220);
    position!.awaited = -500;
    expect([portfolio.grossNotional, portfolio.netNotional]).toEqual([720, -280]);
  });

  it("is exact over any number of fills, in decimals: wallet, fees and base sum to zero with their counterparts", () => {
    const fills = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 5_000 }).map((n) => n / 1_000),
        price: fc.integer({ min: 1, max: 5_000_000 }).map((n) => n / 100),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fills, (wanted) => {
        const portfolio = portfolioOf({}, 1e9);
        const cash = portfolio.ledger.assets.get("USDT")!;
        const base = portfolio.ledger.assets.get("BTC")!;
        let wallet = decimalUnits(1e9, cash.scale);
        let held = 0n;
        for (const { quantity, price } of wanted) {
          const side = portfolio.position(0).side === null ? "buy" : "sell";
          const amount = side === "buy" ? quantity : portfolio.position(0).quantity;
          const fee = amount * price * 0.001;
          portfolio.book(fillOf(side, amount, price, { fee }));
          const sign = side === "buy" ? 1n : -1n;
          const notional = decimalUnits(price, 2) * decimalUnits(amount, 3) * 10n ** BigInt(cash.scale - 5);
          wallet -= sign * notional + BigInt(Math.round(fee * 10 ** cash.scale));
          held += sign * decimalUnits(amount, 3);
          expect(cash.units("wallet")).toBe(wallet);
          expect(base.units("wallet")).toBe(held);
          expect([cash.sum, base.sum]).toEqual([0n, 0n]);
          expect(equityAt(portfolio, price)).toBe(portfolio.free + portfolio.positions[0]!.notional);
        }
      }),
    );
  });
});

describe("the books refuse, and nothing changes,", () => {
  const cases: [string, Fill, string][] = [
    ["a wallet below zero", fillOf("buy", 11, 100), "order-1: the wallet would hold -100 USDT"],
    ["a fee that the wallet cannot pay", fillOf("buy", 9, 100, { fee: 101 }), "the wallet would hold -1 USDT"],
    ["a fill of nothing", fillOf("buy", 0, 100), "a fill of 0 at 100 with a fee of 0 cannot be booked"],
    ["a fill at no price", fillOf("buy", 1, Number.NaN), "a fill of 1 at NaN"],
    ["an infinite fill", fillOf("buy", Number.POSITIVE_INFINITY, 1), "a fill of Infinity"],
    ["a fee that is no number", fillOf("buy", 1, 100, { fee: Number.NaN }), "with a fee of NaN cannot be booked"],
    ["a fill across zero", fillOf("sell", 3, 100), "a fill of 3 would cross a position of 2"],
  ];

  it.each(cases)("%s", (_name, fill, problem) => {
    const portfolio = portfolioOf({}, 1_200);
    portfolio.book(fillOf("buy", 2, 100));
    const cash = portfolio.ledger.assets.get("USDT")!;
    const base = portfolio.ledger.assets.get("BTC")!;
    const before = [cash.units("wallet"), cash.units("fees"), base.units("wallet"), portfolio.free];
    expect(() => portfolio.book(fill)).toThrow(LedgerError);
    expect(() => portfolio.book(fill)).toThrow(problem);
    expect([cash.units("wallet"), cash.units("fees"), base.units("wallet"), portfolio.free]).toEqual(before);
    expect([portfolio.position(0).quantity, portfolio.costs.fees]).toEqual([2, 0]);
  });

  it("an account without money, or in another currency", () => {
    for (const balance of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => portfolioOf({}, balance)).toThrow(BadAccountError);
    expect(
      () =>
        new Portfolio({
          quote: "EUR",
          startingBalance: 1,
          streamCount: 1,
          lanes: [{ strategy: "test", stream: 0, instrument: instrument("BTC/USDT") }],
        }),
    ).toThrow("the account holds EUR, but BTC/USDT is quoted in USDT; set account.quote");
  });
});

describe("what a strategy sees of a position", () => {
  it("offers no way to change it", () => {
    const portfolio = portfolioOf();
    const view = portfolio.position(0);
    portfolio.book(fillOf("buy", 2, 100));
    expect(view.quantity, "it reads through").toBe(2);
    for (const target of [view, Object.getPrototypeOf(view) as object]) {
      expect(Object.isFrozen(target)).toBe(true);
      expect(() => Object.assign(target, { quantity: 5 })).toThrow(TypeError);
      expect(() => Object.defineProperty(target, "side", { get: () => "short" })).toThrow(TypeError);
    }
    expect(Reflect.ownKeys(view)).toEqual([]);
  });
});

it("a bar without a price marks nothing: the last price holds, and the bar counts", () => {
  const portfolio = accountOf(
    1_000,
    { "BTC/USDT": {} },
    { holdings: [{ asset: "BNB", amount: 1, price: 5, stream: 0 }] },
  );
  portfolio.book(fillOf("buy", 1, 100));
  expect([equityAt(portfolio, 110), equityAt(portfolio, Number.NaN)]).toEqual([1_120, 1_120]);
  expect(portfolio.position(0)).toMatchObject({ unrealised: 10, barsHeld: 2 });
});
