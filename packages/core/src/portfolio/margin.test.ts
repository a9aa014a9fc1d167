import { describe, expect, it } from "vitest";
import { accountOf, equityAt, fillOf } from "../../test/account-harness.js";
import { instrument } from "../market/instrument.js";
import { addedMargin, initialMargin, liquidationPrice, maintenanceMargin, marginTierOf } from "./margin.js";

const ETH_TIERS = [
  { upTo: 10_000, maintenanceRate: 0.005, maxLeverage: 100 },
  { upTo: 100_000, maintenanceRate: 0.0065, maxLeverage: 75 },
  { upTo: 500_000, maintenanceRate: 0.01, maxLeverage: 50 },
  { upTo: 1_000_000, maintenanceRate: 0.02, maxLeverage: 25 },
  { upTo: 2_000_000, maintenanceRate: 0.05, maxLeverage: 10 },
  { upTo: 5_000_000, maintenanceRate: 0.1, maxLeverage: 5 },
  { maintenanceRate: 0.125, maxLeverage: 4 },
];
const BTC_TIERS = [
  { upTo: 50_000, maintenanceRate: 0.004, maxLeverage: 125 },
  { upTo: 250_000, maintenanceRate: 0.005, maxLeverage: 100 },
  { upTo: 1_000_000, maintenanceRate: 0.01, maxLeverage: 50 },
  { upTo: 5_000_000, maintenanceRate: 0.025, maxLeverage: 20 },
  { maintenanceRate: 0.05, maxLeverage: 10 },
];
const ONE = [{ maintenanceRate: 0.005, maxLeverage: 100 }];
const TWO = [
  { upTo: 1_000, maintenanceRate: 0.005, maxLeverage: 100 },
  { maintenanceRate: 0.01, maxLeverage: 50 }, // maintenance amount: 1000 × (0.01 − 0.005) = 5
];

describe("maintenance margin", () => {
  it("is notional × rate − amount, with the amounts that Binance publishes for these tiers", () => {
    expect(maintenanceMargin(BTC_TIERS, 3_500_000)).toBeCloseTo(3_500_000 * 0.025 - 16_300, 6);
    expect(maintenanceMargin(ETH_TIERS, 4_900_000)).toBeCloseTo(4_900_000 * 0.1 - 135_365, 6);
  });

  it("has no jump where tiers meet, and the edge belongs to the lower one", () => {
    for (const { upTo } of ETH_TIERS.slice(0, -1)) {
      expect(maintenanceMargin(ETH_TIERS, upTo! * (1 + 1e-12))).toBeCloseTo(maintenanceMargin(ETH_TIERS, upTo!), 3);
      expect(marginTierOf(ETH_TIERS, upTo!).upTo).toBe(upTo);
    }
  });
});

describe("initial margin", () => {
  it("is notional ÷ leverage, at most the leverage of the tier", () => {
    const btc = instrument("BTC/USDT", { kind: "linear", leverage: 50, marginTiers: BTC_TIERS });
    expect(initialMargin(btc, 1_000_000)).toBe(20_000);
    expect(initialMargin(btc, 2_000_000), "leverage 20 there").toBe(100_000);
  });

  it("of what is added is that of the whole less that of what is there", () => {
    const btc = instrument("BTC/USDT", { kind: "linear", leverage: 50, marginTiers: BTC_TIERS });
    expect(addedMargin(btc, 0, 1_000_000)).toBe(20_000);
    expect(addedMargin(btc, 500_000, 500_000)).toBe(10_000);
    expect(addedMargin(btc, 1_000_000, 1_000_000)).toBe(80_000);
  });
});

describe("the liquidation price", () => {
  it.each([
    // side, units, average, backing; worked by hand: (backing − side × units × average + amount) ÷ (units × (rate − side))
    ["long, one tier", ONE, 1, 1, 100, 10, (10 - 100) / -0.995],
    ["short, one tier", ONE, -1, 1, 100, 10, (10 + 100) / 1.005],
    ["long, half covered", ONE, 1, 1, 100, 50, (50 - 100) / -0.995],
    ["long from the upper tier that ends in the lower", TWO, 1, 10, 105, 100, (100 - 1_050) / (10 * -0.995)],
    ["long that ends in the upper tier", TWO, 1, 10, 120, 100, (100 - 1_200 + 5) / (10 * -0.99)],
    ["short from the lower tier that ends in the upper", TWO, -1, 10, 95, 100, (100 + 950 + 5) / (10 * 1.01)],
    ["short that stays in the lower tier", TWO, -1, 5, 100, 50, (50 + 500) / (5 * 1.005)],
    ["backing of nothing: already below", ONE, 1, 1, 100, 0, 100 / 0.995],
  ] as const)("%s", (_name, tiers, side, units, average, backing, wanted) => {
    const price = liquidationPrice(tiers, side, units, average, backing);
    expect(price).toBeCloseTo(wanted, 9);
    const equity = backing + side * units * (price - average);
    expect(equity, "there, what is left is the maintenance margin").toBeCloseTo(
      maintenanceMargin(tiers, units * price),
      9,
    );
  });

  it("is none where no fall can eat the backing, on spot, and while flat", () => {
    expect(liquidationPrice(ONE, 1, 1, 100, 100)).toBeNaN();
    const portfolio = accountOf(1_000, { "BTC/USDT": { kind: "linear" }, "ETH/USDT": {} });
    expect(portfolio.liquidationPrice(0)).toBeNaN();
    portfolio.book(fillOf("buy", 1, 100, { lane: 1 }));
    expect(portfolio.liquidationPrice(1)).toBeNaN();
  });

  it("of two cross positions that share a wallet is that of Binance's published example", () => {
    const portfolio = accountOf(1_535_443.01, {
      "ETH/USDT": { kind: "linear", leverage: 5, marginTiers: ETH_TIERS },
      "BTC/USDT": { kind: "linear", leverage: 20, marginTiers: BTC_TIERS },
    });
    portfolio.book(fillOf("buy", 3_683.979, 1_456.84));
    portfolio.book(fillOf("buy", 109.488, 32_481.98, { lane: 1 }));
    equityAt(portfolio, 1_335.18, 31_967.27);
    expect(portfolio.positions[1]!.unrealised).toBeCloseTo(-56_354.57, 2);
    expect(portfolio.liquidationPrice(0)).toBeCloseTo(1_153.26, 2);
    expect(portfolio.liquidationPrice(1)).toBeCloseTo(26_316.89, 2);
  });

  it("of a cross position next to an isolated one counts neither that one's margin nor its result", () => {
    const portfolio = accountOf(60, {
      "ETH/USDT": { kind: "linear", leverage: 10, marginMode: "isolated" },
      "BTC/USDT": { kind: "linear", leverage: 10 },
    });
    portfolio.book(fillOf("buy", 1, 100));
    portfolio.book(fillOf("buy", 1, 100, { lane: 1 }));
    equityAt(portfolio, 130, 100);
    expect(portfolio.liquidationPrice(0)).toBeCloseTo((10 - 100) / -0.995, 9);
    expect(portfolio.liquidationPrice(1)).toBeCloseTo((50 - 100) / -0.995, 9);
  });
});
