import type { Fill, OrderRequest } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { type Ohlc, type VenueOptions, venueOf } from "../../test/broker-venue.js";
import type { SlippageContext } from "./costs/slippage-model.js";
import { BadBrokerError, SimulatedBroker, type SimulatedBrokerOptions } from "./simulated-broker.js";

const perpetual: VenueOptions = { rules: { kind: "linear" } };

const flatBar = (price: number): Ohlc => [price, price, price, price];
const bracket = { stopLoss: { distance: 5 }, takeProfit: { distance: 10 } };

it("rejects a sell with nothing held, as a spot venue does, and shorts a perpetual", () => {
  const spot = venueOf();
  spot.send({ side: "sell" });
  spot.bar(flatBar(100));
  expect(spot.ends()).toEqual(["o1 rejected spot-has-no-shorts"]);
  expect(spot.fills).toEqual([]);
  const short = venueOf(perpetual);
  short.send({ side: "sell" });
  short.bar(flatBar(100));
  expect(short.held()).toBe(-1);
});

describe("a position with a bracket leaves", () => {
  it.each<[string, "buy" | "sell", readonly Ohlc[], Partial<Fill>]>([
    ["a long one at its stop", "buy", [flatBar(100), [100, 101, 94, 96]], { price: 95, exitReason: "stop-loss" }],
    ["a long one at its target", "buy", [flatBar(100), [100, 111, 99, 108]], { price: 110, exitReason: "take-profit" }],
    [
      "a long one at the open of a gap down",
      "buy",
      [flatBar(100), [90, 91, 89, 90]],
      { price: 90, exitReason: "stop-loss" },
    ],
    [
      "a long one at the open of a gap up",
      "buy",
      [flatBar(100), [120, 121, 119, 120]],
      { price: 120, exitReason: "take-profit" },
    ],
    ["a short one at its stop", "sell", [flatBar(100), [100, 106, 99, 104]], { price: 105, exitReason: "stop-loss" }],
    ["a short one at its target", "sell", [flatBar(100), [100, 101, 89, 92]], { price: 90, exitReason: "take-profit" }],
    ["in the bar of its entry", "buy", [[100, 101, 94, 100]], { price: 95, exitReason: "stop-loss", ambiguous: false }],
    [
      "at the stop where both lie in the bar",
      "buy",
      [flatBar(100), [100, 111, 94, 100]],
      { price: 95, ambiguous: true },
    ],
    ["in the bar of its entry, both inside", "buy", [[100, 111, 94, 100]], { price: 95, ambiguous: true }],
  ])("%s", (_name, side, bars, exit) => {
    const { send, bar, fills, portfolio } = venueOf(perpetual);
    send({ side, bracket });
    for (const ohlc of bars) bar(ohlc);
    expect(fills).toHaveLength(2);
    expect(fills[0]).toMatchObject({ orderId: "o1", side, price: 100, liquidity: "taker", exitReason: undefined });
    expect(fills[1]).toMatchObject({ side: side === "buy" ? "sell" : "buy", quantity: 1, ...exit });
    expect(portfolio.trades).toHaveLength(1);
  });

  it("at the target where both lie in the bar, if bars are judged in our favour", () => {
    const { send, bar, fills } = venueOf({ intrabar: "optimistic" });
    send({ bracket });
    bar([100, 111, 94, 100]);
    expect(fills[1]).toMatchObject({ price: 110, exitReason: "take-profit", ambiguous: true });
  });

  it("paying the taker's fee at a stop and the maker's at a target", () => {
    for (const [ohlc, fee, liquidity] of [
      [[100, 101, 94, 96], 0.002 * 95, "taker"],
      [[100, 111, 99, 108], 0.001 * 110, "maker"],
    ] as const) {
      const { send, bar, fills } = venueOf();
      send({ bracket });
      bar(flatBar(100));
      bar(ohlc);
      expect(fills[1]).toMatchObject({ fee, liquidity });
    }
  });

  it("once: the other exit is gone, and so are both when it leaves on a signal", () => {
    const { send, bar, fills } = venueOf();
    send({ bracket });
    bar(flatBar(100));
    send({ side: "sell", reduceOnly: true, exitReason: "signal" });
    bar([100, 200, 1, 100]);
    bar([100, 200, 1, 100]);
    expect(fills.map(({ exitReason }) => exitReason)).toEqual([undefined, "signal"]);
  });

  it("with levels rounded to the tick, so that a stop loses no more and a target asks no less", () => {
    const { send, bar, fills } = venueOf();
    send({ bracket: { stopLoss: { price: 95.123 } } });
    bar(flatBar(100));
    bar([100, 100, 90, 90]);
    send({ bracket: { takeProfit: { price: 105.001 } } });
    bar(flatBar(100));
    bar([100, 110, 100, 110]);
    bar([105.019, 110, 100, 110]);
    expect(fills.filter(({ exitReason }) => exitReason).map(({ price }) => price)).toEqual([95.13, 105.01]);
  });

  it("at the tick below the open where a gap passes its target between two ticks", () => {
    const { send, bar, fills } = venueOf();
    send({ bracket });
    bar(flatBar(100));
    bar(flatBar(120.019));
    expect(fills[1]).toMatchObject({ price: 120.01, referencePrice: 120.019 });
  });
});

describe("crossing the market", () => {
  it.each<[string, SimulatedBrokerOptions, "buy" | "sell", Ohlc, number]>([
    ["costs nothing without slippage", {}, "buy", flatBar(100), 100],
    ["moves a buy up, rounded up to the tick", { slippage: { bps: 1 } }, "buy", flatBar(100.5), 100.52],
    ["moves a sell down, rounded down to the tick", { slippage: { bps: 1 } }, "sell", flatBar(100.5), 100.48],
    ["rounds an open between ticks against us", {}, "buy", flatBar(100.001), 100.01],
    ["may stay inside the bar", { slippage: { bps: 100, withinBar: true } }, "buy", [100, 100.3, 99.9, 100], 100.3],
    [
      "may stay inside the bar, downwards",
      { slippage: { bps: 100, withinBar: true } },
      "sell",
      [100, 100.3, 99.9, 100],
      99.9,
    ],
    ["never sells for nothing", { slippage: { bps: 9_999 } }, "sell", flatBar(0.01), 0.01],
  ])("%s", (_name, options, side, ohlc, price) => {
    const { send, bar, fills } = venueOf({ ...perpetual, ...options });
    send({ side });
    bar(ohlc);
    expect(fills[0]).toMatchObject({ price, referencePrice: ohlc[0], fee: price * 0.002 });
  });

  it("slips at stops too, and not at targets", () => {
    const { send, bar, fills } = venueOf({ slippage: { bps: 100 } });
    send({ bracket: { stopLoss: { price: 95 }, takeProfit: { price: 110 } } });
    bar(flatBar(100));
    bar([100, 100, 94, 94]);
    send({ bracket: { stopLoss: { price: 95 }, takeProfit: { price: 110 } } });
    bar(flatBar(100));
    bar([100, 112, 100, 111]);
    expect(fills.map(({ price }) => price)).toEqual([101, 94.05, 101, 110]);
  });

  it.each([-1, 10_000, Number.NaN])("refuses a slippage of %d bps", (bps) => {
    expect(() => new SimulatedBroker({ slippage: { bps } })).toThrow(BadBrokerError);
  });
});

describe("orders that cannot be", () => {
  it.each<[string, Partial<OrderRequest>, string]>([
    ["below the smallest quantity", { quantity: 0.009 }, "below-minimum"],
    ["below the smallest notional", { quantity: 0.04 }, "below-minimum"],
    ["of nothing", { quantity: 0 }, "below-minimum"],
    ["of NaN", { quantity: Number.NaN }, "off-step"],
    ["between two steps", { quantity: 0.0505 }, "off-step"],
    ["that leave what is not held", { side: "sell", reduceOnly: true }, "nothing-to-reduce"],
  ])("%s are rejected", (_name, order, reason) => {
    const { send, bar, ends, fills } = venueOf({ rules: { minQuantity: 0.01, minNotional: 5 } });
    send(order);
    bar(flatBar(100));
    expect(ends()).toEqual([`o1 rejected ${reason}`]);
    expect(fills).toEqual([]);
  });

  it("that the wallet cannot pay are cut to what it can, or rejected where nothing is left", () => {
    const { send, bar, ends, fills, portfolio } = venueOf();
    send({ quantity: 50 });
    bar(flatBar(100));
    expect(fills[0]!.quantity).toBe(9.98); // 9.98 × 100 × 1.002 is 999.996, and one step more is too much
    expect(portfolio.free).toBeCloseTo(0.004, 10);
    send({ lane: 1 });
    bar(flatBar(100));
    expect(ends()).toEqual(["o1 filled", "o2 rejected insufficient-funds"]);
  });

  it("of a coin so cheap that steps outnumber what a double can count are cut as well", () => {
    const { send, bar, portfolio, fills } = venueOf({ rules: { tick: 1e-8, step: 1e-8 }, balance: 1e9 });
    send({ quantity: 1e17 });
    bar(flatBar(0.00000123));
    expect(fills[0]!.quantity * 0.00000123 * 1.002).toBeCloseTo(1e9, 0);
    expect(portfolio.free).toBeGreaterThanOrEqual(0);
  });

  it("are cancelled if risk has halted before they fill, exits are not", () => {
    const { send, bar, ends, portfolio } = venueOf();
    send();
    bar(flatBar(100));
    portfolio.halted = true;
    send({ lane: 1 });
    send({ side: "sell", reduceOnly: true, exitReason: "halt" });
    bar(flatBar(100));
    expect(ends()).toEqual(["o1 filled", "o2 cancelled halted", "o3 filled"]);
  });
});

it("fills the orders of several strategies in the order in which they were sent", () => {
  const { send, bar, fills } = venueOf();
  send({ lane: 1 });
  send({ lane: 0 });
  bar(flatBar(100));
  expect(fills.map(({ lane }) => lane)).toEqual([1, 0]);
});

it("closes what is open at the last close, crossing the market", () => {
  const { broker, send, bar, fills, portfolio } = venueOf({ slippage: { bps: 10 } });
  send();
  const last = bar([100, 111, 99, 110]);
  broker.finalize(0, 0, last);
  broker.finalize(0, 0, last);
  expect(fills).toHaveLength(2);
  expect(fills[1]).toMatchObject({ price: 109.89, referencePrice: 110, exitReason: "end-of-data" });
  expect(portfolio.trades).toHaveLength(1);
});

it("takes what a plugin's slippage model says, and tells it the market", () => {
  const seen: unknown[] = [];
  const slippage = {
    name: "own",
    needs: { bars: 3 },
    price: ({ side, quantity, price, averageVolume, volatility }: SlippageContext) => {
      seen.push([side, quantity, price, averageVolume, volatility]);
      return side === "buy" ? price + 1 : price - 1;
    },
    describe: () => "own",
  };
  const { send, bar, flat, fills } = venueOf({ slippage });
  bar([100, 100, 100, 100, 10]);
  bar([100, 100, 100, 100, 30]);
  bar([100, 100, 100, 100, 20]);
  send();
  flat(100);
  expect(fills[0]).toMatchObject({ price: 101, referencePrice: 100 });
  expect(seen).toEqual([["buy", 1, 100, 20, 0]]);
});

it("refuses a slippage that is no price", () => {
  const slippage = { name: "broken", price: () => Number.NaN, describe: () => "broken" };
  const { send, flat } = venueOf({ slippage });
  send();
  expect(() => flat(100)).toThrow(BadBrokerError);
});

it("refuses an intrabar rule that it does not know", () => {
  expect(() => new SimulatedBroker({ intrabar: "hopeful" as never })).toThrow(BadBrokerError);
});
