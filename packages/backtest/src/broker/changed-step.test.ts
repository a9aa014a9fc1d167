import { type Fill, type Instrument, type InstrumentRules, instrument, Portfolio } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { SimulatedBroker } from "./simulated-broker.js";

/** A venue whose step becomes coarser while an order of 1.007 works; bars are let in one by one, of this volume. */
function venueThatCoarsens(kind: NonNullable<InstrumentRules["kind"]>) {
  const rulesOf = (step: number) => instrument("BTC/USDT", { kind, tick: 0.01, step, maker: 0, taker: 0 });
  const versions = [rulesOf(0.001), rulesOf(0.01)];
  const instruments: Instrument[] = [versions[0]!];
  const lanes = [{ strategy: "s", instrument: versions[0]!, versions, stream: 0 }];
  const portfolio = new Portfolio({ quote: "USDT", startingBalance: 1_000, streamCount: 1, lanes });
  const broker = new SimulatedBroker({ volumeShare: 1 });
  const fills: Fill[] = [];
  const fill = (one: Fill) => {
    fills.push(one);
    portfolio.book(one);
  };
  const listener = { hearsOrders: false, fill, order() {}, funding() {} };
  broker.open({ listener, portfolio, streams: [{ symbol: "BTC/USDT", timeframe: "1m" }], instruments, lanes: [0] });
  let time = 0;
  const send = (side: "buy" | "sell", limitPrice?: number) => {
    const type = limitPrice === undefined ? ("market" as const) : ("limit" as const);
    const when = { sentAt: time, decidedAt: time - 60_000 };
    const reduceOnly = side === "sell";
    const request = { id: side, lane: 0, symbol: "BTC/USDT", side, type, limitPrice, quantity: 1.007, reduceOnly };
    broker.submit({ ...request, ...when }, 0);
  };
  const bar = (price: number, volume: number) => {
    broker.meet(0, { openTime: time, open: price, high: price, low: price, close: price, volume });
    time += 60_000;
  };
  const coarsen = () => {
    instruments[0] = versions[1]!;
    portfolio.positions[0]!.instrument = versions[1]!;
  };
  return { send, bar, coarsen, portfolio, told: () => fills.map(({ quantity, remaining }) => [quantity, remaining]) };
}

describe("a step that becomes coarser under a volume cap", () => {
  it.each(["spot", "linear"] as const)("lets an entry that rests fill to its old last digit: %s", (kind) => {
    const { send, bar, coarsen, portfolio, told } = venueThatCoarsens(kind);
    send("buy", 95);
    bar(100, 5);
    coarsen();
    bar(90, 1);
    bar(90, 5);
    expect(told()).toEqual([
      [1, 0.007],
      [0.007, 0],
    ]);
    expect(portfolio.positions[0]!.quantity).toBe(1.007);
  });

  it("lets a perpetual leave whole, in parts", () => {
    const { send, bar, coarsen, portfolio, told } = venueThatCoarsens("linear");
    send("buy");
    bar(100, 5);
    coarsen();
    send("sell");
    bar(100, 1);
    bar(100, 5);
    expect(told().slice(1)).toEqual([
      [1, 0.007],
      [0.007, 0],
    ]);
    expect(portfolio.positions[0]!.quantity).toBe(0);
    expect(portfolio.ledger.assets.get("BTC")!.units("wallet")).toBe(0n);
  });
});
