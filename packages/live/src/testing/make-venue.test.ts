import { describe, expect, it } from "vitest";
import { FLAT, MINUTE, type Row, START, UP_AFTER_LOW, venueOf } from "../../test/small-venue.js";
import { BadVenueError, createVenue, VenueRefusalError } from "./make-venue.js";

function refusal(call: () => unknown) {
  try {
    call();
  } catch (error) {
    if (error instanceof VenueRefusalError) return error.refusal;
    throw error;
  }
  return undefined;
}

describe("stops", () => {
  it("fill at the level that the path passes, as takers", () => {
    const { venue, place } = venueOf([UP_AFTER_LOW]);
    place({ side: "sell", type: "stop", stopPrice: 97 });
    place({ side: "buy", type: "stop", stopPrice: 108.5 });
    venue.advance(START + MINUTE);
    expect(venue.fills("BTC/USDT").map(({ price, liquidity, time }) => [price, liquidity, time - START])).toEqual([
      [97, "taker", 15_000],
      [108.5, "taker", 30_000],
    ]);
  });

  it("fill at the open that a gap leaves, beyond the stop", () => {
    const { venue, place } = venueOf([FLAT, [90, 92, 90, 92, 1]]);
    place({ side: "sell", type: "stop", stopPrice: 97 });
    venue.advance(START + MINUTE);
    expect(venue.fills("BTC/USDT").map(({ price }) => price)).toEqual([90]);
  });

  it("end a buy that a gap has made too dear for the account, and give the money back", () => {
    const { venue, place } = venueOf([
      [100, 100, 100, 100, 1],
      [200, 200, 200, 200, 1],
    ]);
    place({ type: "stop", stopPrice: 110, quantity: 9 });
    venue.advance(START + MINUTE);
    expect(venue.orders()[0]).toMatchObject({ status: "expired", filled: 0 });
    expect(venue.balances().get("USDT")).toEqual({ free: 1_000, locked: 0 });
  });

  it("fill a buy that a gap has made dearer by just what the account has left, and not by a unit more", () => {
    for (const [usdt, status] of [
      [1_000, "filled"],
      [999.99999999, "expired"],
    ] as const) {
      const rows: Row[] = [
        [100, 100, 100, 100, 1],
        [200, 200, 200, 200, 1],
      ];
      const { venue, place } = venueOf(rows, { balances: { USDT: usdt } });
      place({ type: "stop", stopPrice: 110, quantity: 5 });
      venue.advance(START + MINUTE);
      expect(venue.orders()[0]!.status).toBe(status);
    }
  });

  it("turn into limits that fill at once where they cross, and rest where a gap has left them behind", () => {
    const { venue, place } = venueOf([
      [105, 105, 95, 95, 1],
      [80, 80, 80, 80, 1],
    ]);
    place({ side: "sell", type: "stop-limit", stopPrice: 97, limitPrice: 96 });
    place({ side: "sell", type: "stop-limit", stopPrice: 85, limitPrice: 84 });
    venue.advance(START + 2 * MINUTE);
    expect(venue.fills("BTC/USDT").map(({ price, liquidity }) => [price, liquidity])).toEqual([[97, "taker"]]);
    expect(venue.openOrders()).toMatchObject([{ type: "stop-limit", status: "resting", limitPrice: 84 }]);
  });

  it("are met in the order of the path, not of their arrival", () => {
    const { venue, place } = venueOf([[100, 100, 90, 90, 1]]);
    for (const stopPrice of [93, 97, 95]) place({ side: "sell", type: "stop", stopPrice, quantity: 0.1 });
    place({ side: "buy", type: "limit", limitPrice: 96, quantity: 0.1 });
    venue.advance(START + MINUTE);
    expect(venue.fills("BTC/USDT").map(({ price }) => price)).toEqual([97, 96, 95, 93]);
  });
});

describe("money", () => {
  it("is counted exactly: a thousand buys of 0.01 at 100.5 cost 1,005, to the last unit", () => {
    const { venue, place } = venueOf([[100.5, 100.5, 100.5, 100.5, 1]], { balances: { USDT: 1_005.00000001 } });
    venue.change({ rules: { symbol: "BTC/USDT", minQuantity: 0.01, minNotional: 1, taker: 0 } });
    for (let i = 0; i < 1_000; i++) place({ quantity: 0.01 });
    expect(venue.balances().get("USDT")).toEqual({ free: 0.00000001, locked: 0 });
    expect(venue.balances().get("BTC")).toEqual({ free: 10, locked: 0 });
  });

  it("cuts fees at eight decimals", () => {
    const { venue, place } = venueOf([[100, 100, 100, 100, 1]]);
    venue.change({ rules: { symbol: "BTC/USDT", taker: 0.000123456789 } });
    place({ quantity: 0.07 });
    expect(venue.fills("BTC/USDT")[0]!.fee).toEqual({ asset: "BTC", amount: 0.00000864 }); // of 0.00000864197523
  });

  it("cuts fees there, however finely it counts the rest", () => {
    const { venue, place } = venueOf([[100.12345678, 100.12345678, 100.12345678, 100.12345678, 1]]);
    place({ side: "sell", quantity: 0.07 });
    expect(venue.fills("BTC/USDT")[0]!.fee).toEqual({ asset: "USDT", amount: 0.01401728 }); // of 0.0140172839492
    expect(venue.balances().get("USDT")?.free).toBe(1_006.9946246946);
  });

  it("counts prices that lie between two ticks, as recorded bars have them", () => {
    const { venue, place } = venueOf([[100.123456, 100.123456, 100.123456, 100.123456, 1]]);
    place({ quantity: 0.07 });
    expect(venue.balances().get("USDT")?.free).toBe(1_000 - 7.00864192);
  });

  it("never falls below zero, whoever takes it", () => {
    const { venue, place } = venueOf([FLAT]);
    place({ type: "limit", limitPrice: 100, quantity: 9 });
    expect(() => venue.adjust("USDT", -100.01)).toThrow(BadVenueError);
    venue.adjust("USDT", -100);
    expect(venue.balances().get("USDT")).toEqual({ free: 0, locked: 900 });
  });
});

describe("refusals", () => {
  const { venue, place } = venueOf([[100, 100, 100, 100, 1]]);
  const FILTER = (name: string) => ({ code: -1013, message: `Filter failure: ${name}` });

  it.each([
    ["a quantity off the step", { quantity: 0.025 }, FILTER("LOT_SIZE")],
    ["a quantity below the least", { quantity: 0.01 }, FILTER("LOT_SIZE")],
    ["a quantity that is none", { quantity: Number.NaN }, FILTER("LOT_SIZE")],
    ["a price off the tick", { type: "limit", limitPrice: 99.7 }, FILTER("PRICE_FILTER")],
    ["a limit without a price", { type: "limit" }, FILTER("PRICE_FILTER")],
    ["a price that is none", { type: "limit", limitPrice: Number.NaN }, FILTER("PRICE_FILTER")],
    ["a stop off the tick", { type: "stop", stopPrice: 101.1 }, FILTER("PRICE_FILTER")],
    ["a value below the least", { quantity: 0.04 }, FILTER("NOTIONAL")],
    ["a life that it does not know", { timeInForce: "gtd" }, { code: -1013, message: "Invalid timeInForce." }],
    ["a symbol that is none", { symbol: "X/Y" }, { code: -1121, message: "Invalid symbol." }],
    [
      "what cannot be paid",
      { quantity: 10.01 },
      { code: -2010, message: "Account has insufficient balance for requested action." },
    ],
    [
      "a post-only that takes",
      { type: "limit", limitPrice: 100, postOnly: true },
      { code: -2010, message: "Order would immediately match and take." },
    ],
    [
      "a stop that is hit already",
      { type: "stop", stopPrice: 100 },
      { code: -2010, message: "Stop price would trigger immediately." },
    ],
  ] as const)("answers %s as Binance does, and changes nothing", (_what, order, expected) => {
    expect(refusal(() => place(order))).toEqual(expected);
    expect(venue.orders()).toEqual([]);
    expect(venue.balances().get("USDT")).toEqual({ free: 1_000, locked: 0 });
  });

  it("takes a client id a second time only after its first order has ended", () => {
    const { venue, place } = venueOf([[100, 100, 100, 100, 1]]);
    const order = { clientId: "same", type: "limit", limitPrice: 90, quantity: 1 } as const;
    const first = place(order);
    expect(refusal(() => place(order))).toEqual({ code: -2010, message: "Duplicate order sent." });
    venue.cancel("BTC/USDT", { clientId: "same" });
    const second = place(order);
    expect(venue.find("BTC/USDT", { clientId: "same" })?.exchangeId, "the newest").toBe(second.exchangeId);
    expect(venue.find("BTC/USDT", { exchangeId: first.exchangeId })?.status).toBe("cancelled");
  });

  it("answers -2011 to the cancel of what is unknown or at its end", () => {
    const { venue, place } = venueOf([[100, 100, 100, 100, 1]]);
    place({ clientId: "filled" });
    for (const clientId of ["filled", "unknown"])
      expect(refusal(() => venue.cancel("BTC/USDT", { clientId }))).toEqual({
        code: -2011,
        message: "Unknown order sent.",
      });
  });

  it("takes only the types that it has, and none before the first price", () => {
    const closed = venueOf([FLAT], { start: START - 1 });
    expect(refusal(() => closed.place({}))).toEqual({ code: -2010, message: "Market is closed." });
    const { venue } = venueOf([FLAT]);
    const [market] = venue.markets;
    const plain = createVenue({ markets: [{ ...market!, types: ["market"] }], balances: {}, start: START });
    const stop = { clientId: "a", symbol: "BTC/USDT", side: "sell", type: "stop", quantity: 1, stopPrice: 90 } as const;
    expect(refusal(() => plain.place(stop))).toEqual({
      code: -2010,
      message: "Stop loss orders are not supported for this symbol.",
    });
  });
});

describe("what listeners hear", () => {
  it("is acceptance, then each trade, the order after it, and the balances that it moved", () => {
    const { venue, place } = venueOf([[100, 100, 100, 100, 1]], { parts: 2 });
    const heard: string[] = [];
    const stop = venue.on({
      order: ({ status, filled }) => heard.push(`order ${status} ${filled}`),
      fill: ({ id, quantity, fee }) => heard.push(`fill ${id} ${quantity} fee ${fee?.amount}`),
      balance: (asset, { free, locked }) => heard.push(`${asset} ${free} + ${locked}`),
    });
    place({ quantity: 2 });
    expect(heard).toEqual([
      "order resting 0",
      "USDT 800 + 200",
      "fill 1 1 fee 0.002",
      "order partly-filled 1",
      "USDT 800 + 100",
      "BTC 2.998 + 0",
      "fill 2 1 fee 0.002",
      "order filled 2",
      "USDT 800 + 0",
      "BTC 3.996 + 0",
    ]);
    stop();
    place({});
    expect(heard).toHaveLength(10);
  });

  it("includes every price, with the bar that it belongs to", () => {
    const { venue } = venueOf([UP_AFTER_LOW, FLAT]);
    const heard: number[][] = [];
    venue.on({ bar: (_symbol, [time, , , , close, volume]) => heard.push([time - START, close, volume]) });
    venue.advance(START + MINUTE);
    expect(heard).toEqual([
      [0, 95, 2],
      [0, 110, 4],
      [0, 105, 6],
      [MINUTE, 105, 0],
    ]);
  });

  it("may lead to orders, which meet the price of that moment", () => {
    const { venue, place } = venueOf([UP_AFTER_LOW]);
    place({ type: "limit", limitPrice: 97 });
    venue.on({
      fill: ({ side }) => {
        if (side === "buy") place({ side: "sell", type: "market" });
      },
    });
    venue.advance(START + MINUTE);
    expect(venue.fills("BTC/USDT").map(({ side, price }) => [side, price])).toEqual([
      ["buy", 97],
      ["sell", 97],
    ]);
  });
});

describe("a venue that a test has set up wrongly", () => {
  it("says what is wrong with its bars", () => {
    expect(() => venueOf([[100, 99, 98, 98, 1]])).toThrow("BTC/USDT: bar 0 is no sound 1m bar");
    expect(() => venueOf([[100, 100, Number.NaN, 100, 1]])).toThrow(BadVenueError);
    const { venue } = venueOf([FLAT, FLAT]);
    const [market] = venue.markets;
    const markets = [{ ...market!, timeframe: "1h" as const }];
    expect(() => createVenue({ markets, balances: {}, start: START })).toThrow("before the last has closed");
  });

  it("does not let time run back, nor rules become finer than money is counted", () => {
    const { venue } = venueOf([FLAT]);
    venue.advance(START + 1);
    for (const time of [START, Number.NaN]) expect(() => venue.advance(time)).toThrow(BadVenueError);
    expect(() => venue.change({ rules: { symbol: "BTC/USDT", step: 0.001 } })).toThrow("finer");
  });
});
