import { describe, expect, it } from "vitest";
import { accountOf, booksOf, equityAt, fillOf, fund } from "../../test/account-harness.js";
import { LedgerError } from "../ledger/ledger.js";
import type { InstrumentRules } from "../market/instrument-spec.js";
import type { Fill } from "../order/order.js";
import type { Portfolio } from "./portfolio.js";

const CROSS = { kind: "linear", leverage: 10, marginMode: "cross" } as const;
const ISOLATED = { ...CROSS, marginMode: "isolated" } as const;

/** Wallet, posted margin, what is free, equity. */
function money(portfolio: Portfolio): number[] {
  portfolio.revalue();
  const wallet = portfolio.ledger.assets.get("USDT")!.free;
  const margin = portfolio.positions.reduce((sum, position) => sum + position.margin, 0);
  return [wallet, margin, portfolio.free, portfolio.equity];
}

function expectMoney(portfolio: Portfolio, wanted: readonly number[], when: string): void {
  money(portfolio).forEach((amount, i) => {
    expect(amount, `${["wallet", "margin", "free", "equity"][i]} after ${when}`).toBeCloseTo(wanted[i]!, 9);
  });
}

type Step = readonly [Fill["side"] | "mark", quantity: number, price: number, ...money: readonly number[]];

// every fill pays a fee of 1; cross: free = wallet + (price − average) × quantity − price × |quantity| ÷ leverage
const tables: readonly (readonly [string, InstrumentRules, readonly Step[]])[] = [
  [
    "long, cross, leverage 10",
    CROSS,
    [
      ["buy", 2, 100, 999, 0, 999 + 0 - 20, 999],
      ["mark", 0, 110, 999, 0, 999 + 20 - 22, 1_019],
      ["sell", 0.5, 110, 999 + 5 - 1, 0, 1_003 + 15 - 16.5, 1_018],
      ["mark", 0, 90, 1_003, 0, 1_003 - 15 - 13.5, 988],
      ["buy", 0.5, 90, 1_002, 0, 1_002 - 15 - 18, 987], // average (1.5 × 100 + 0.5 × 90) ÷ 2 = 97.5
      ["sell", 2, 95, 1_002 - 5 - 1, 0, 996, 996],
    ],
  ],
  [
    "long, isolated, leverage 10",
    ISOLATED,
    [
      ["buy", 2, 100, 1_000 - 1 - 20, 20, 979, 999],
      ["mark", 0, 110, 979, 20, 979, 979 + 20 + 20],
      ["sell", 0.5, 110, 979 + 5 + 5 - 1, 15, 988, 988 + 15 + 15],
      ["mark", 0, 90, 988, 15, 988, 988 + 15 - 15],
      ["buy", 0.5, 90, 988 - 1 - 4.5, 19.5, 982.5, 982.5 + 19.5 - 15],
      ["sell", 2, 95, 982.5 + 19.5 - 5 - 1, 0, 996, 996],
    ],
  ],
  [
    "short, cross, leverage 5",
    { ...CROSS, leverage: 5 },
    [
      ["sell", 2, 100, 999, 0, 999 - 40, 999],
      ["mark", 0, 90, 999, 0, 999 + 20 - 36, 1_019],
      ["buy", 0.5, 90, 999 + 5 - 1, 0, 1_003 + 15 - 27, 1_018],
      ["mark", 0, 110, 1_003, 0, 1_003 - 15 - 33, 988],
      ["sell", 0.5, 110, 1_002, 0, 1_002 - 15 - 44, 987], // average (1.5 × 100 + 0.5 × 110) ÷ 2 = 102.5
      ["buy", 2, 105, 1_002 - 5 - 1, 0, 996, 996],
    ],
  ],
  [
    "short, isolated, leverage 5",
    { ...ISOLATED, leverage: 5 },
    [
      ["sell", 2, 100, 1_000 - 1 - 40, 40, 959, 999],
      ["mark", 0, 90, 959, 40, 959, 959 + 40 + 20],
      ["buy", 0.5, 90, 959 + 10 + 5 - 1, 30, 973, 973 + 30 + 15],
      ["mark", 0, 110, 973, 30, 973, 973 + 30 - 15],
      ["sell", 0.5, 110, 973 - 1 - 11, 41, 961, 961 + 41 - 15],
      ["buy", 2, 105, 961 + 41 - 5 - 1, 0, 996, 996],
    ],
  ],
  [
    "long, cross, contracts of 0.01 units, leverage 2",
    { ...CROSS, contractSize: 0.01, leverage: 2, step: 1 },
    [
      ["buy", 300, 100, 999, 0, 999 - 150, 999],
      ["mark", 0, 80, 999, 0, 999 - 60 - 120, 939],
      ["sell", 100, 80, 999 - 20 - 1, 0, 978 - 40 - 80, 938],
      ["sell", 200, 130, 978 + 60 - 1, 0, 1_037, 1_037],
    ],
  ],
];

describe("a perpetual position", () => {
  it.each(tables)("%s: wallet, margin, free and equity after every event", (_name, rules, steps) => {
    const portfolio = accountOf(1_000, { "BTC/USDT": rules });
    steps.forEach(([what, quantity, price, ...wanted], i) => {
      if (what === "mark") equityAt(portfolio, price);
      else portfolio.book(fillOf(what, quantity, price, { fee: 1 }));
      expectMoney(portfolio, wanted, `step ${i + 1}, ${what} ${quantity} at ${price}`);
      expect(portfolio.ledger.assets.get("USDT")!.sum).toBe(0n);
    });
    expect(portfolio.trades).toHaveLength(1);
    expect(portfolio.trades[0]!.pnl).toBeCloseTo(portfolio.equity - 1_000, 9);
    expect(portfolio.trades[0]!.fees).toBe(portfolio.costs.fees);
  });

  it("that is short gains as the price falls, and is named so", () => {
    const portfolio = accountOf(1_000, { "BTC/USDT": CROSS });
    portfolio.book(fillOf("sell", 2, 100));
    equityAt(portfolio, 90);
    expect(portfolio.position(0)).toMatchObject({ side: "short", quantity: 2, averagePrice: 100, unrealised: 20 });
    expect(portfolio.book(fillOf("buy", 2, 80))).toMatchObject({ side: "short", pnl: 40, returnFraction: 0.2 });
  });

  it("never moves its base asset: only results change hands", () => {
    const portfolio = accountOf(1_000, { "BTC/USDT": CROSS });
    portfolio.book(fillOf("buy", 2, 100));
    expect(portfolio.ledger.assets.get("BTC")!.units("wallet")).toBe(0n);
    expect(portfolio.ledger.assets.get("USDT")!.free).toBe(1_000);
  });
});

describe("funding", () => {
  it("is paid and received by the wallet, and is part of the trade's result", () => {
    const portfolio = accountOf(1_000, { "BTC/USDT": CROSS });
    portfolio.book(fillOf("buy", 2, 100));
    fund(portfolio, 0.4);
    expectMoney(portfolio, [999.6, 0, 979.6, 999.6], "paying 0.4");
    fund(portfolio, -0.3);
    expectMoney(portfolio, [999.9, 0, 979.9, 999.9], "receiving 0.3");
    const trade = portfolio.book(fillOf("sell", 2, 101))!;
    expect(trade.funding).toBeCloseTo(0.1, 12);
    expect(trade.pnl).toBeCloseTo(2 - 0.1, 12);
    expect(portfolio.costs.funding).toBeCloseTo(0.1, 12);
  });

  it("comes out of the wallet first, then out of the isolated margin, which brings liquidation nearer", () => {
    const portfolio = accountOf(21, { "BTC/USDT": ISOLATED });
    portfolio.book(fillOf("buy", 2, 100));
    expectMoney(portfolio, [1, 20, 1, 21], "the entry");
    expect(portfolio.liquidationPrice(0)).toBeCloseTo((20 - 200) / (2 * (0.005 - 1)), 9);
    fund(portfolio, 0.4);
    expectMoney(portfolio, [0.6, 20, 0.6, 20.6], "0.4 from the wallet");
    fund(portfolio, 1);
    expectMoney(portfolio, [0, 19.6, 0, 19.6], "0.6 from the wallet, 0.4 from the margin");
    fund(portfolio, 5);
    expectMoney(portfolio, [0, 14.6, 0, 14.6], "5 from the margin");
    expect(portfolio.liquidationPrice(0)).toBeCloseTo((14.6 - 200) / (2 * (0.005 - 1)), 9);
    fund(portfolio, -1);
    expectMoney(portfolio, [1, 14.6, 1, 15.6], "receiving 1");
    expect(portfolio.book(fillOf("sell", 2, 100))!.pnl).toBeCloseTo(-5.4, 12);
    expectMoney(portfolio, [15.6, 0, 15.6, 15.6], "the exit");
  });

  it("beyond wallet and margin is insured, and the position stays isolated though its margin is gone", () => {
    const portfolio = accountOf(21, { "BTC/USDT": ISOLATED, "ETH/USDT": {} });
    portfolio.book(fillOf("buy", 2, 100));
    fund(portfolio, 25);
    expectMoney(portfolio, [0, 0, 0, 0], "a funding of 25");
    expect(portfolio.costs.insured).toBe(4);
    portfolio.ledger.deposit(portfolio.ledger.assets.get("USDT")!, 500);
    expect(portfolio.liquidationPrice(0), "the wallet does not back it").toBeCloseTo(-200 / (2 * (0.005 - 1)), 9);
    expect(portfolio.free, "nor does it take margin").toBe(0 + 500);
  });

  it.each([
    ["of what is no number", Number.NaN, 0],
    ["of a spot position", 1, 1],
  ])("%s is refused, and nothing is booked", (_name, payment, lane) => {
    const portfolio = accountOf(1_000, { "BTC/USDT": CROSS, "ETH/USDT": {} });
    portfolio.book(fillOf("buy", 2, 100));
    const before = booksOf(portfolio);
    expect(() => fund(portfolio, payment, lane)).toThrow(LedgerError);
    expect(booksOf(portfolio)).toEqual(before);
  });
});

describe("margin for an entry", () => {
  const tiers = [
    { upTo: 1_000, maintenanceRate: 0.01, maxLeverage: 20 },
    { maintenanceRate: 0.02, maxLeverage: 10 },
  ];

  it.each([
    ["cross", 0],
    ["isolated", 150],
  ] as const)(
    "%s: the tier of the whole position limits its leverage, also when it grows in parts",
    (marginMode, posted) => {
      const rules = { kind: "linear", leverage: 20, marginTiers: tiers, marginMode } as const;
      const portfolio = accountOf(200, { "BTC/USDT": rules });
      portfolio.book(fillOf("buy", 10, 100, { remaining: 5 }));
      expect(portfolio.free, "1000 at 20").toBe(200 - 50);
      portfolio.book(fillOf("buy", 5, 100));
      expect(portfolio.free, "1500 at 10").toBe(200 - 150);
      expect(portfolio.positions[0]!.margin).toBe(posted);
    },
  );

  it("that is not there refuses the fill, and nothing is booked", () => {
    const rules = { kind: "linear", leverage: 20, marginTiers: tiers } as const;
    const portfolio = accountOf(100, { "BTC/USDT": rules, "ETH/USDT": {} });
    portfolio.book(fillOf("buy", 8, 100)); // a margin of 40
    const before = booksOf(portfolio);
    for (const [fill, problem] of [
      [fillOf("buy", 7, 100), "order-1: a margin of 110 USDT is needed, 60 are free"],
      [fillOf("buy", 1, 100, { fee: 56 }), "order-1: a margin of 5 USDT is needed, 60 are free"],
      [fillOf("buy", 1, 61, { lane: 1 }), "order-1: 61 USDT are needed, 60 are free"],
      [fillOf("sell", 9, 100), "a fill of 9 would cross a position of 8"],
    ] as const) {
      expect(() => portfolio.book(fill)).toThrow(LedgerError);
      expect(() => portfolio.book(fill)).toThrow(problem);
      expect(booksOf(portfolio)).toEqual(before);
    }
  });

  it("may be all there is, to the last unit, and nobody has to insure the rounding", () => {
    const portfolio = accountOf(33.33333333, { "BTC/USDT": { ...ISOLATED, leverage: 3 } });
    portfolio.book(fillOf("buy", 1, 100)); // a third of 100 is a hair more than there is
    expectMoney(portfolio, [0, 33.33333333, 0, 33.33333333], "an entry with all that is free");
    expect(portfolio.ledger.assets.get("USDT")!.units("wallet")).toBe(0n);
    expect([portfolio.costs.insured, portfolio.ledger.assets.get("USDT")!.units("insurance")]).toEqual([0, 0n]);
  });
});
