import type { OrderRequest } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { type Ohlc, type VenueOptions, venueOf } from "../../test/broker-venue.js";

const perpetual: VenueOptions = { rules: { kind: "linear" }, balance: 100_000 };

function meet(order: Partial<OrderRequest>, bars: readonly Ohlc[], options: VenueOptions = perpetual) {
  const venue = venueOf(options);
  venue.send(order);
  for (const bar of bars) venue.bar(bar);
  return venue.fills.map(({ price, liquidity, time }) => `${price} as ${liquidity} in bar ${time / 60_000}`);
}

const buyLimit = { type: "limit", limitPrice: 98 } as const;
const sellLimit = { side: "sell", type: "limit", limitPrice: 102 } as const;
const buyStop = { type: "stop", stopPrice: 102 } as const;
const sellStop = { side: "sell", type: "stop", stopPrice: 98 } as const;
const still: Ohlc = [100, 101, 99, 100];

describe("a limit order", () => {
  it.each<[string, Partial<OrderRequest>, readonly Ohlc[], readonly string[]]>([
    ["waits for its price", buyLimit, [still, still], []],
    [
      "fills at its price when it is touched, as maker",
      buyLimit,
      [still, [100, 100, 98, 99]],
      ["98 as maker in bar 1"],
    ],
    ["also in its first bar", buyLimit, [[100, 100, 98, 99]], ["98 as maker in bar 0"]],
    [
      "fills at the open of a gap beyond it, which is better",
      buyLimit,
      [still, [95, 96, 94, 95]],
      ["95 as maker in bar 1"],
    ],
    ["that is marketable at once is taker, at the open", buyLimit, [[97, 99, 97, 98]], ["97 as taker in bar 0"]],
    ["sells when its price is touched", sellLimit, [still, [100, 102, 100, 101]], ["102 as maker in bar 1"]],
    ["sells at the open of a gap", sellLimit, [still, [105, 106, 104, 105]], ["105 as maker in bar 1"]],
    ["sells at once as taker", sellLimit, [[103, 103, 102, 102]], ["103 as taker in bar 0"]],
  ])("%s", (_name, order, bars, fills) => {
    expect(meet(order, bars)).toEqual(fills);
  });

  it("that crosses pays slippage, but never a price beyond its own", () => {
    const slippage = { ...perpetual, slippage: { bps: 100 } };
    expect(meet({ type: "limit", limitPrice: 100.5 }, [[100, 100, 100, 100]], slippage)).toEqual([
      "100.5 as taker in bar 0",
    ]);
    expect(meet({ side: "sell", type: "limit", limitPrice: 98 }, [[100, 100, 100, 100]], slippage)).toEqual([
      "99 as taker in bar 0",
    ]);
    expect(meet(buyLimit, [still, [100, 100, 97, 97]], slippage)).toEqual(["98 as maker in bar 1"]);
  });

  it("asks no less than was wanted where its price lies between ticks", () => {
    expect(meet({ type: "limit", limitPrice: 98.019 }, [still, [100, 100, 98.01, 99]])).toEqual([
      "98.01 as maker in bar 1",
    ]);
    expect(meet({ side: "sell", type: "limit", limitPrice: 101.011 }, [[100, 101.01, 100, 101]])).toEqual([]);
  });

  it("that must not cross is rejected where it would, and rests where it would not", () => {
    const venue = venueOf();
    venue.send({ ...buyLimit, postOnly: true });
    venue.bar([97, 97, 97, 97]);
    venue.send({ ...buyLimit, limitPrice: 96, postOnly: true });
    venue.bar([97, 97, 96, 96]);
    expect(venue.ends()).toEqual(["o1 rejected would-cross-market", "o2 filled"]);
  });
});

describe("a stop order", () => {
  it.each<[string, Partial<OrderRequest>, readonly Ohlc[], readonly string[]]>([
    ["waits for its trigger", buyStop, [still, still], []],
    [
      "fills at its price when it is touched, as taker",
      buyStop,
      [still, [100, 102, 100, 101]],
      ["102 as taker in bar 1"],
    ],
    [
      "fills at the open of a gap beyond it, which is worse",
      buyStop,
      [still, [105, 106, 104, 105]],
      ["105 as taker in bar 1"],
    ],
    ["sells when it is touched", sellStop, [still, [100, 100, 98, 99]], ["98 as taker in bar 1"]],
    ["sells at the open of a gap", sellStop, [still, [95, 96, 94, 95]], ["95 as taker in bar 1"]],
    ["sells when the very open touches it", sellStop, [[98, 98, 98, 98]], ["98 as taker in bar 0"]],
  ])("%s", (_name, order, bars, fills) => {
    expect(meet(order, bars)).toEqual(fills);
  });

  it("triggers no earlier than was wanted where its price lies between ticks", () => {
    expect(meet({ type: "stop", stopPrice: 101.991 }, [[100, 101.99, 100, 100]])).toEqual([]);
    expect(meet({ side: "sell", type: "stop", stopPrice: 98.019 }, [[100, 100, 98.02, 100]])).toEqual([]);
    expect(meet({ type: "stop", stopPrice: 101.991 }, [[100, 102, 100, 100]])).toEqual(["102 as taker in bar 0"]);
  });

  it("slips from its price", () => {
    const slippage = { ...perpetual, slippage: { bps: 100 } };
    expect(meet(buyStop, [[100, 102, 100, 101]], slippage)).toEqual(["103.02 as taker in bar 0"]);
  });
});

describe("a stop-limit order", () => {
  const above = { type: "stop-limit", stopPrice: 102, limitPrice: 103 } as const;
  const below = { type: "stop-limit", stopPrice: 102, limitPrice: 101 } as const;

  it.each<[string, Partial<OrderRequest>, readonly Ohlc[], readonly string[]]>([
    ["does nothing before its trigger", above, [still, still], []],
    [
      "is marketable at its trigger, and crosses there",
      above,
      [still, [100, 104, 100, 104]],
      ["102 as taker in bar 1"],
    ],
    [
      "fills at the open of a gap within its limit",
      above,
      [still, [102.5, 104, 102, 104]],
      ["102.5 as taker in bar 1"],
    ],
    ["rests at its limit after a gap beyond it", above, [still, [105, 106, 102, 104]], ["103 as maker in bar 1"]],
    [
      "rests at a limit behind its trigger, in the same bar",
      below,
      [still, [100, 103, 100, 100]],
      ["101 as maker in bar 1"],
    ],
    [
      "and fills in a later bar if the price does not come back",
      below,
      [still, [100, 103, 100, 102], still],
      ["100 as maker in bar 2"],
    ],
  ])("%s", (_name, order, bars, fills) => {
    expect(meet(order, bars)).toEqual(fills);
  });

  it("goes through triggered to filled", () => {
    const venue = venueOf();
    venue.send(below);
    venue.bar([100, 103, 101.5, 102]);
    venue.bar([102, 102, 101, 101]);
    expect(venue.updates.map(({ status }) => status)).toEqual(["resting", "triggered", "filled"]);
    expect(venue.updates.at(-1)).toMatchObject({ limitPrice: 101, stopPrice: 102, filled: 1 });
  });

  it("that must not cross is rejected where its trigger makes it", () => {
    const venue = venueOf();
    venue.send({ ...above, postOnly: true });
    venue.bar([100, 102, 100, 101]);
    expect(venue.ends()).toEqual(["o1 rejected would-cross-market"]);
  });
});

describe("orders that cannot be", () => {
  it.each<[string, Partial<OrderRequest>, string]>([
    ["a limit without a price", { type: "limit" }, "bad-price"],
    ["a limit at zero", { type: "limit", limitPrice: 0 }, "bad-price"],
    ["a stop at NaN", { type: "stop", stopPrice: Number.NaN }, "bad-price"],
    ["a stop-limit without a limit", { type: "stop-limit", stopPrice: 102 }, "bad-price"],
    ["a limit between two steps", { ...buyLimit, quantity: 0.5005 }, "off-step"],
    ["a limit below the minimum", { ...buyLimit, quantity: 0.05 }, "below-minimum"],
    ["a limit to sell what is not held", sellLimit, "spot-has-no-shorts"],
    ["a reduce-only limit with nothing held", { ...sellLimit, reduceOnly: true }, "nothing-to-reduce"],
  ])("%s is rejected in the first bar that it meets", (_name, order, reason) => {
    const venue = venueOf({ rules: { minNotional: 5 } });
    venue.send(order);
    expect(venue.ends(), "never while it is sent").toEqual([]);
    venue.bar([100, 103, 97, 100]);
    expect(venue.ends()).toEqual([`o1 rejected ${reason}`]);
    expect(venue.fills).toEqual([]);
  });

  it("entries are cancelled while risk halts, exits are not", () => {
    const venue = venueOf();
    venue.send();
    venue.flat(100);
    venue.send({ ...buyLimit, lane: 1 });
    venue.send({ ...sellLimit, reduceOnly: true, exitReason: "signal" });
    venue.portfolio.halted = true;
    venue.bar([100, 103, 97, 100]);
    expect(venue.ends().slice(1)).toEqual(["o2 cancelled halted", "o3 filled"]);
  });
});

describe("an order to the other side of a position", () => {
  it("is rejected if it would cross it", () => {
    const venue = venueOf(perpetual);
    venue.send();
    venue.flat(100);
    venue.send({ side: "sell", quantity: 2 });
    venue.flat(100);
    expect(venue.ends()).toEqual(["o1 filled", "o2 rejected would-cross-position"]);
  });

  it("waits for an exit that is on its way: a reversal is two orders", () => {
    const venue = venueOf({ ...perpetual, volumeShare: 0.5 });
    venue.send();
    venue.bar([100, 100, 100, 100, 4]);
    venue.send({ side: "sell", reduceOnly: true, exitReason: "signal" });
    venue.send({ side: "sell", quantity: 2 });
    venue.bar([100, 100, 100, 100, 1]);
    expect(venue.held(), "half of the exit has filled, and none of the entry").toBe(0.5);
    venue.bar([100, 100, 100, 100, 8]);
    expect(venue.held()).toBe(-2);
    expect(venue.ends()).toEqual(["o1 filled", "o2 filled", "o3 filled"]);
  });

  it("waits likewise at its limit, and is met again in the bars after", () => {
    const venue = venueOf(perpetual);
    venue.send();
    venue.flat(100);
    venue.send({ ...sellLimit, limitPrice: 105, reduceOnly: true, exitReason: "signal" });
    venue.send({ ...sellLimit, quantity: 2 });
    venue.bar([100, 103, 100, 100]);
    venue.bar([100, 106, 100, 100]);
    venue.bar([100, 103, 100, 100]);
    expect(venue.story()).toEqual(["buy at 100", "signal at 105", "sell 2 at 102"]);
  });

  it("reduces the position if it fits into it", () => {
    const venue = venueOf();
    venue.send({ quantity: 2 });
    venue.flat(100);
    venue.send({ side: "sell", quantity: 1 });
    venue.flat(100);
    expect(venue.story()).toEqual(["buy 2 at 100", "signal at 100"]);
  });
});

it("a reduce-only order is cut to what is held, and cancelled when nothing is left to reduce", () => {
  const venue = venueOf();
  venue.send({ bracket: { stopLoss: { price: 95 } } });
  venue.flat(100);
  venue.send({ side: "sell", type: "limit", limitPrice: 110, quantity: 5, reduceOnly: true, exitReason: "signal" });
  venue.bar([100, 100, 95, 95]);
  expect(venue.ends()).toEqual(["o1 filled", "o2 cancelled nothing-to-reduce"]);
  venue.send();
  venue.flat(100);
  venue.send({ side: "sell", quantity: 5, reduceOnly: true, exitReason: "signal" });
  venue.flat(100);
  expect(venue.updates.at(-1)).toMatchObject({ status: "filled", quantity: 1, filled: 1 });
});

it("resting exits of one's own on both sides of the open: the path decides, and says so", () => {
  const exits = { side: "sell", reduceOnly: true, exitReason: "signal" } as const;
  for (const [intrabar, price] of [
    ["pessimistic", 95],
    ["optimistic", 105],
  ] as const) {
    const venue = venueOf({ intrabar });
    venue.send();
    venue.flat(100);
    venue.send({ ...exits, type: "stop", stopPrice: 95 });
    venue.send({ ...exits, type: "limit", limitPrice: 105 });
    venue.bar([100, 106, 94, 100]);
    expect(venue.story()).toEqual(["buy at 100", `signal at ${price}, ambiguous`]);
  }
});

it("lanes are walked in their order, whoever sent first", () => {
  const venue = venueOf();
  venue.send({ ...buyLimit, lane: 1 });
  venue.send({ ...buyLimit, lane: 0 });
  venue.bar([100, 100, 97, 97]);
  expect(venue.fills.map(({ lane }) => lane)).toEqual([0, 1]);
});
