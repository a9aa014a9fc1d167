import { expect, it } from "vitest";
import { equityAt, fillOf } from "../../test/account-harness.js";
import { type DatedRules, instrumentHistory } from "../market/instrument-history.js";
import type { InstrumentRules } from "../market/instrument-spec.js";
import { Portfolio } from "./portfolio.js";

function accountUnder(rules: InstrumentRules, ...changes: readonly Omit<DatedRules, "from">[]) {
  const { versions } = instrumentHistory(
    "BTC/USDT",
    rules,
    changes.map((change, i) => ({ from: i + 1, ...change })),
  );
  const portfolio = new Portfolio({
    quote: "USDT",
    startingBalance: 1_000,
    streamCount: 1,
    lanes: [{ strategy: "test", stream: 0, instrument: versions[0]!, versions }],
  });
  const changeTo = (version: number) => {
    portfolio.positions[0]!.instrument = versions[version]!;
  };
  return { portfolio, changeTo };
}

it("a step that grows while a position is open leaves a remainder, which is dust", () => {
  const { portfolio, changeTo } = accountUnder({ tick: 0.01, step: 0.001 }, { step: 0.01 });
  portfolio.book(fillOf("buy", 1.234, 100));
  changeTo(1);
  const trade = portfolio.book(fillOf("sell", 1.23, 110))!;
  expect(trade.dust).toBeCloseTo(0.44, 12);
  expect(trade.pnl).toBeCloseTo(1.23 * 110 - 123.4, 12);
  expect(portfolio.ledger.assets.get("BTC")!.units("dust")).toBe(4n);
  expect(portfolio.ledger.assets.get("BTC")!.units("wallet")).toBe(0n);
});

it("a fill on the old step or tick is booked whole: nothing is cut to the new one", () => {
  const { portfolio, changeTo } = accountUnder({ tick: 0.01, step: 0.001 }, { step: 0.1, tick: 1 });
  portfolio.book(fillOf("buy", 1.234, 100.55));
  changeTo(1);
  expect(portfolio.book(fillOf("sell", 1.234, 110.25))!.pnl).toBeCloseTo(1.234 * (110.25 - 100.55), 12);
  expect(portfolio.free).toBe(1_000 + 11.9698);
});

it("a step that shrinks is exact from then on", () => {
  const { portfolio, changeTo } = accountUnder({ tick: 0.01, step: 0.1 }, { step: 0.00001, tick: 0.0001 });
  portfolio.book(fillOf("buy", 0.3, 100));
  changeTo(1);
  portfolio.book(fillOf("buy", 0.00007, 100.0003));
  expect(portfolio.position(0).quantity).toBe(0.30007);
  const spent = 30 + 0.00007 * 100.0003;
  expect(portfolio.free).toBeCloseTo(1_000 - spent, 12);
  portfolio.book(fillOf("sell", 0.30007, 100));
  expect(portfolio.position(0).side).toBeNull();
  expect(portfolio.ledger.assets.get("BTC")!.units("wallet")).toBe(0n);
});

it("margin tiers are those of now: a position may be liquidated sooner under stricter ones", () => {
  const lenient = [{ maintenanceRate: 0.005, maxLeverage: 20 }];
  const strict = [{ maintenanceRate: 0.05, maxLeverage: 20 }];
  const { portfolio, changeTo } = accountUnder(
    { kind: "linear", leverage: 10, marginMode: "isolated", marginTiers: lenient },
    { marginTiers: strict },
  );
  portfolio.book(fillOf("buy", 1, 100));
  expect(portfolio.liquidationPrice(0)).toBeCloseTo(90 / 0.995, 9);
  changeTo(1);
  expect(portfolio.liquidationPrice(0)).toBeCloseTo(90 / 0.95, 9);
  expect(equityAt(portfolio, 100)).toBe(1_000);
});
