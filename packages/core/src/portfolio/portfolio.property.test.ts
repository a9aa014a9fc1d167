import fc from "fast-check";
import { expect, it } from "vitest";
import { accountOf, fillOf } from "../../test/account-harness.js";
import { Ratio, Reckoner } from "../../test/reckoner.js";
import type { InstrumentRules } from "../market/instrument-spec.js";
import type { Portfolio } from "./portfolio.js";

const START = 10_000;
const RATE = 0.001;
const LIQUIDATION = 0.0125;
const LANES: Readonly<Record<string, InstrumentRules>> = {
  "BTC/USDT": {},
  "ETH/USDT": { feeIn: "base" },
  "SOL/USDT": { kind: "linear", leverage: 5 },
  "XRP/USDT": { kind: "linear", leverage: 10, marginMode: "isolated" },
  "ADA/USDT": { kind: "linear", leverage: 20 },
};
const KINDS = ["spot", "spot", "cross", "isolated", "cross"] as const;
const FUTURES = [2, 3, 4];

const event = fc.record({
  what: fc.constantFrom("grow", "grow", "shrink", "close", "mark", "mark", "fund"),
  lane: fc.nat({ max: KINDS.length - 1 }),
  /** Of what is free, or of what is held. */
  share: fc.double({ min: 0.02, max: 0.6, noNaN: true }),
  price: fc.integer({ min: 5_000, max: 20_000 }).map((cents) => cents / 100),
  short: fc.boolean(),
  paid: fc.integer({ min: -2_000, max: 2_000 }).map((cents) => cents / 100),
});
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

const down = (quantity: number) => Math.floor(quantity * 1_000 + 1e-9) / 1_000;

/** Applies an event to both; what cannot happen (a sale while flat, a purchase of nothing) does not. */
function apply(portfolio: Portfolio, reckoner: Reckoner, { what, lane, share, price, short, paid }: Event): void {
  const position = portfolio.positions[lane]!;
  const reckoned = reckoner.positions[lane]!;
  const at = Ratio.of(price);
  const { linear, quantity } = position;
  if (what === "mark") {
    portfolio.mark(lane, { openTime: 0, open: price, high: price, low: price, close: price, volume: 1 });
    if (quantity !== 0) reckoned.last = at;
  } else if (what === "fund") {
    if (!linear || quantity === 0) return;
    portfolio.fund({ lane, symbol: position.symbol, time: 0, rate: 0, price, payment: paid });
    reckoner.fund(reckoned, Ratio.of(paid));
  } else if (what === "grow") {
    const leverage = position.instrument.leverage;
    const most = linear ? (portfolio.free * leverage) / (1 + leverage * RATE) : portfolio.free / (1 + RATE);
    const wanted = down((most * share) / price);
    if (!(wanted > 0)) return;
    const side = quantity === 0 ? (linear && short ? "sell" : "buy") : quantity > 0 ? "buy" : "sell";
    const inBase = LANES[position.symbol]!.feeIn === "base";
    const fee = Ratio.of(wanted).times(Ratio.of(RATE));
    const feePaid = inBase ? { asset: position.instrument.base, amount: fee.number } : undefined;
    portfolio.book(fillOf(side, wanted, price, { lane, fee: wanted * price * RATE, feePaid }));
    const signed = Ratio.of(side === "buy" ? wanted : -wanted);
    if (inBase) reckoner.grow(reckoned, signed.minus(fee), at, new Ratio(0n), signed);
    else reckoner.grow(reckoned, signed, at, fee.times(at));
  } else if (quantity !== 0) {
    const held = Math.abs(quantity);
    const wanted = what === "close" ? (linear ? held : down(held)) : down(held * share);
    if (wanted > 0) leave(portfolio, reckoner, lane, wanted, price, false);
  }
}

function leave(portfolio: Portfolio, reckoner: Reckoner, lane: number, wanted: number, price: number, forced: boolean) {
  const reckoned = reckoner.positions[lane]!;
  const side = portfolio.positions[lane]!.quantity > 0 ? "sell" : "buy";
  const rate = forced ? LIQUIDATION : RATE;
  const exitReason = forced ? ("liquidation" as const) : ("signal" as const);
  const trade = portfolio.book(fillOf(side, wanted, price, { lane, fee: wanted * price * rate, exitReason }));
  const signed = Ratio.of(side === "sell" ? wanted : -wanted);
  const fee = Ratio.of(wanted).times(Ratio.of(price)).times(Ratio.of(rate));
  reckoner.shrink(reckoned, signed.over(reckoned.quantity), Ratio.of(price), fee, forced);
  if (trade !== null) reckoned.quantity = reckoned.cost = new Ratio(0n); // dust was given up
}

/** What the venue does with positions that have fallen to their maintenance margin. */
function liquidate(portfolio: Portfolio, reckoner: Reckoner): void {
  for (const lane of FUTURES) {
    const { quantity, lastPrice } = portfolio.positions[lane]!;
    const level = portfolio.liquidationPrice(lane);
    if (quantity > 0 ? lastPrice <= level : lastPrice >= level)
      leave(portfolio, reckoner, lane, Math.abs(quantity), lastPrice, true);
  }
}

function expectAgreement(portfolio: Portfolio, reckoner: Reckoner): void {
  portfolio.revalue();
  const scale = 1e-9 * START;
  const close = (a: number, b: number, what: string) => {
    if (!(Math.abs(a - b) <= scale + 1e-9 * Math.abs(b))) expect.fail(`${what} is ${a}, reckoned ${b}`);
  };
  for (const books of portfolio.ledger.assets.values()) expect(books.sum, books.asset).toBe(0n);
  const cash = portfolio.ledger.assets.get("USDT")!;
  close(cash.free, reckoner.wallet.number, "wallet");
  close(portfolio.equity, reckoner.equity.number, "equity");
  close(portfolio.free, reckoner.free.number, "free");
  close(portfolio.costs.insured, reckoner.insured.number, "insured");
  expect(portfolio.free >= 0, "free is never negative").toBe(true);
  let equity = cash.free;
  portfolio.positions.forEach((position, lane) => {
    const { quantity, margin } = reckoner.positions[lane]!;
    close(position.quantity, quantity.number, `quantity of lane ${lane}`);
    close(position.margin, margin.number, `margin of lane ${lane}`);
    equity += position.value;
    if (!position.linear)
      expect(portfolio.ledger.assets.get(position.instrument.base)!.free).toBeCloseTo(position.quantity, 9);
  });
  close(portfolio.equity, equity, "equity as the sum of its parts");
  if (portfolio.positions.every(({ quantity }) => quantity === 0))
    close(
      portfolio.trades.reduce((sum, { pnl }) => sum + pnl, 0),
      portfolio.equity - START,
      "results of all trades",
    );
}

it("agrees with an exact reckoning after any event, on spot and perpetuals together", () => {
  let liquidations = 0;
  let insured = 0;
  let trades = 0;
  fc.assert(
    fc.property(fc.array(event, { minLength: 10, maxLength: 40 }), (events) => {
      const portfolio = accountOf(START, LANES);
      const lanes = KINDS.map((kind, lane) => ({
        kind,
        leverage: Ratio.of(portfolio.positions[lane]!.instrument.leverage),
      }));
      const reckoner = new Reckoner(Ratio.of(START), lanes);
      for (const happening of events) {
        apply(portfolio, reckoner, happening);
        expectAgreement(portfolio, reckoner);
        liquidate(portfolio, reckoner);
        expectAgreement(portfolio, reckoner);
      }
      for (const { lane, quantity, lastPrice: price } of portfolio.positions)
        if (quantity !== 0) apply(portfolio, reckoner, { ...events[0]!, what: "close", lane, price });
      expectAgreement(portfolio, reckoner);
      liquidations += portfolio.costs.liquidations;
      insured += Number(portfolio.costs.insured > 0);
      trades += portfolio.trades.length;
    }),
    { numRuns: 100 },
  );

  expect([trades > 100, liquidations > 10, insured > 5], "the events were worth it").toEqual([true, true, true]);
});
