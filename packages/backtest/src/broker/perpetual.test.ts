import type { InstrumentRules } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { MINUTE, type Ohlc, type VenueOptions, venueOf } from "../../test/broker-venue.js";
import { BadBrokerError } from "./bad-broker-error.js";
import { FundingClock } from "./funding.js";

const free: InstrumentRules = { kind: "linear", maker: 0, taker: 0 };
const fundingAt = (...rows: readonly (readonly [minute: number, rate: number])[]) => ({
  time: Float64Array.from(rows, ([minute]) => minute * MINUTE),
  rate: Float64Array.from(rows, ([, rate]) => rate),
});

describe("an exit on its way", () => {
  it("comes too late for a position that the open is beyond the liquidation price of", () => {
    const rules = { ...free, leverage: 10, marginMode: "isolated" as const, liquidationFee: 0 };
    const { send, flat, fills, portfolio } = venueOf({ rules, balance: 1_000 });
    send({ quantity: 10 });
    flat(100);
    send({ side: "sell", quantity: 10, reduceOnly: true, exitReason: "signal" });
    flat(70);
    expect(fills[1]).toMatchObject({ exitReason: "liquidation", price: 70 });
    // the margin of 100 is gone, and no more than that
    expect(portfolio.free).toBe(900);
  });
});

describe("margin", () => {
  it.each<[string, Partial<InstrumentRules>, number]>([
    ["all of the notional at leverage 1", { leverage: 1 }, 10],
    ["a tenth of it at leverage 10", { leverage: 10 }, 100],
    ["with the fee on top", { leverage: 10, taker: 0.01 }, 90.909],
  ])("an entry needs %s, and is cut to it", (_name, rules, quantity) => {
    const { send, flat, fills } = venueOf({ rules: { ...free, ...rules } });
    send({ side: "sell", quantity: 1_000 });
    flat(100);
    expect(fills[0]!.quantity).toBeCloseTo(quantity, 3);
  });

  it("in a table that asks more of large positions is searched for, not divided", () => {
    const marginTiers = [
      { upTo: 5_000, maintenanceRate: 0.01, maxLeverage: 20 },
      { maintenanceRate: 0.1, maxLeverage: 4 },
    ];
    const { send, flat, fills } = venueOf({ rules: { ...free, leverage: 20, marginTiers } });
    send({ quantity: 1_000 });
    flat(100);
    // at 4 the 1,000 would carry 4,000, which is in the first tier again; its edge, 5,000, needs 250
    expect(fills[0]!.quantity).toBe(50);
  });

  it("of a position that grows is that of the tier of both, less what is posted", () => {
    const marginTiers = [
      { upTo: 5_000, maintenanceRate: 0.01, maxLeverage: 20 },
      { maintenanceRate: 0.1, maxLeverage: 4 },
    ];
    const { send, flat, fills } = venueOf({ rules: { ...free, leverage: 20, marginTiers }, balance: 2_000 });
    send({ quantity: 50 });
    flat(100);
    send({ quantity: 1_000 });
    flat(100);
    // 250 is posted for 5,000; the 2,000 carry 8,000 at 4
    expect(fills.map(({ quantity }) => quantity)).toEqual([50, 30]);
  });

  it("that is not there rejects the entry", () => {
    const { send, flat, ends } = venueOf({ rules: free });
    send({ quantity: 10 });
    flat(100);
    send({ lane: 1 });
    flat(100);
    expect(ends()).toEqual(["o1 filled", "o2 rejected insufficient-funds"]);
  });
});

describe("liquidation", () => {
  const tiers = [{ maintenanceRate: 0.01, maxLeverage: 50 }];
  const isolated: VenueOptions = {
    rules: { ...free, leverage: 10, marginMode: "isolated", marginTiers: tiers, liquidationFee: 0.005, tick: 0.01 },
  };
  /** 10 % margin, 1 % maintenance: (100 - 10) / 0.99 is 90.909…, met downwards. */
  const LEVEL = 90.9;

  it("takes a position at its liquidation price, with the fee of that and as taker", () => {
    const { send, flat, bar, fills, portfolio } = venueOf(isolated);
    send({ quantity: 2 });
    flat(100);
    expect(portfolio.liquidationPrice(0)).toBeCloseTo(90 / 0.99, 10);
    bar([100, 100, 85, 99]);
    expect(fills[1]).toMatchObject({
      price: LEVEL,
      quantity: 2,
      exitReason: "liquidation",
      liquidity: "taker",
      ambiguous: false,
      remaining: 0,
    });
    expect(fills[1]!.fee).toBeCloseTo(2 * LEVEL * 0.005, 12);
  });

  it.each<[string, "buy" | "sell", number, Ohlc, string]>([
    ["a stop that comes first saves it", "buy", 95, [100, 100, 85, 99], "stop-loss at 95"],
    ["it comes before a stop that lies behind it", "buy", 88, [100, 100, 85, 99], "liquidation at 90.9"],
    ["in a gap through both it wins", "buy", 95, [80, 80, 80, 80], "liquidation at 80"],
    ["in a gap through the stop alone the stop wins", "buy", 95, [93, 93, 85, 90], "stop-loss at 93"],
    ["of a short, a stop first", "sell", 105, [100, 120, 100, 100], "stop-loss at 105"],
    ["of a short, before a stop behind it", "sell", 112, [100, 120, 100, 100], "liquidation at 108.92"],
    ["of a short, in a gap through both", "sell", 105, [120, 120, 120, 120], "liquidation at 120"],
  ])("%s", (_name, side, stop, bar, story) => {
    const venue = venueOf(isolated);
    venue.send({ side, bracket: { stopLoss: { price: stop } } });
    venue.flat(100);
    venue.bar(bar);
    expect(venue.story()[1]).toBe(story);
  });

  it("comes before a stop at the very same price", () => {
    const marginTiers = [{ maintenanceRate: 0, maxLeverage: 50 }];
    const venue = venueOf({ ...isolated, rules: { ...isolated.rules, marginTiers } });
    venue.send({ bracket: { stopLoss: { price: 90 } } });
    venue.flat(100);
    venue.bar([100, 100, 85, 99]);
    expect(venue.story()[1]).toBe("liquidation at 90");
  });

  it.each<[string, VenueOptions, "buy" | "sell", number | undefined, number]>([
    ["before it", isolated, "buy", 91, 0],
    ["beyond it", isolated, "buy", 90, 1],
    ["before that of a short", isolated, "sell", 108, 0],
    ["beyond that of a short", isolated, "sell", 110, 1],
    ["nowhere", isolated, "buy", undefined, 0],
    ["anywhere, on a spot market", {}, "buy", 1, 0],
  ])(
    "of an entry with its stop %s is counted once, however many fills it took",
    (_name, options, side, stop, count) => {
      const { send, bar, fills, broker } = venueOf({ ...options, volumeShare: 1 });
      send({ side, quantity: 2, bracket: stop === undefined ? {} : { stopLoss: { price: stop } } });
      bar([100, 100, 100, 100, 1]);
      bar([100, 100, 100, 100, 1]);
      expect(fills).toHaveLength(2);
      expect(broker.uselessStops).toBe(count);
    },
  );

  it("is met in the bar of the entry, and a target before it is the rule's to decide", () => {
    for (const [intrabar, story] of [
      ["pessimistic", "liquidation at 90.9, ambiguous"],
      ["optimistic", "take-profit at 105, ambiguous"],
    ] as const) {
      const venue = venueOf({ ...isolated, intrabar });
      venue.send({ bracket: { takeProfit: { price: 105 } } });
      venue.bar([100, 106, 85, 100]);
      expect(venue.story()[1]).toBe(story);
    }
  });

  it("cancels what else waits for the lane, and takes all of it whatever the volume", () => {
    const { send, bar, ends, held } = venueOf({ ...isolated, volumeShare: 0.5 });
    send({ quantity: 2, bracket: { stopLoss: { price: 80 } } });
    bar([100, 100, 100, 100, 8]);
    send({ type: "limit", limitPrice: 50 });
    send({ side: "sell", type: "limit", limitPrice: 150, reduceOnly: true, exitReason: "signal" });
    send({ lane: 1, type: "limit", limitPrice: 50 });
    bar([100, 100, 85, 85, 1]);
    expect(held()).toBe(0);
    expect(ends()).toEqual(["o1 filled", "o2 cancelled liquidation", "o3 cancelled liquidation"]);
  });

  it("is watched for a position without exits, and where its exits were cancelled", () => {
    for (const bracket of [undefined, { stopLoss: { price: 95 } }]) {
      const { send, flat, bar, story, broker } = venueOf(isolated);
      send({ bracket });
      flat(100);
      broker.cancelAll(0);
      bar([100, 100, 85, 99]);
      expect(story()[1]).toBe("liquidation at 90.9");
    }
  });

  it("of a cross position moves with the wallet", () => {
    const rules = { ...free, leverage: 10, marginTiers: tiers };
    const { send, flat, bar, fills } = venueOf({ rules });
    send({ quantity: 50 });
    flat(100);
    bar([100, 100, 81, 81]);
    expect(fills).toHaveLength(1);
    bar([81, 81, 80, 80]);
    expect(fills[1]).toMatchObject({ exitReason: "liquidation", price: 80.8 }); // (100 - 20) / 0.99, downwards
  });
});

describe("funding", () => {
  const paid = (options: VenueOptions) => venueOf({ rules: { ...free, leverage: 2 }, ...options });

  it("is paid at the open on what was held before anything else in the bar", () => {
    const { send, flat, fundings, log } = paid({ funding: [fundingAt([1, 0.01])] });
    send({ quantity: 2 });
    flat(100);
    send({ side: "sell", quantity: 2, reduceOnly: true, exitReason: "signal" });
    flat(110);
    expect(fundings).toEqual([
      { lane: 0, symbol: "BTC/USDT:USDT", time: MINUTE, rate: 0.01, price: 110, payment: 2 * 110 * 0.01 },
    ]);
    expect(log.slice(-3)).toEqual(["funding 0", "fill o2", "filled o2"]);
  });

  it("is received by shorts, and paid by them where the rate is negative", () => {
    const { send, flat, fundings, portfolio } = paid({ funding: [fundingAt([1, 0.01], [2, -0.02])] });
    send({ side: "sell" });
    flat(100);
    flat(100);
    flat(100);
    expect(fundings.map(({ payment }) => payment)).toEqual([-1, 2]);
    expect(portfolio.costs.funding).toBe(1);
  });

  it("that is due in the moment of the entry is not paid: it was not held before", () => {
    const { send, flat, fundings } = paid({ funding: [fundingAt([0, 0.01])] });
    send();
    flat(100);
    expect(fundings).toEqual([]);
  });

  it("inside a bar is paid on what is held after the open, at the price on the straight line", () => {
    const { send, bar, fundings } = paid({ funding: [fundingAt([0.25, 0.01])] });
    send();
    bar([100, 120, 100, 120]);
    expect(fundings).toMatchObject([{ price: 105, payment: 1.05 }]);
  });

  it("that fell into a gap of the data is paid at the open that ends it", () => {
    const { send, flat, bar, fundings } = paid({ funding: [fundingAt([2, 0.01], [3.5, 0.02])] });
    send();
    flat(100);
    bar([90, 90, 90, 90], 4);
    expect(fundings.map(({ price, time }) => [price, time / MINUTE])).toEqual([
      [90, 2],
      [90, 3.5],
    ]);
  });

  it("that fell due while nothing was held is never paid later", () => {
    const { send, flat, bar, fundings } = paid({ funding: [fundingAt([1, 0.01], [2.5, 0.01], [3.5, 0.01])] });
    flat(100);
    flat(100);
    flat(100);
    send({ type: "limit", limitPrice: 99 });
    bar([100, 100, 99, 99]); // enters inside the bar, after its funding
    flat(99);
    expect(fundings).toEqual([]);
  });

  it("counts contracts at their size, and every lane that holds", () => {
    const { send, flat, fundings } = paid({
      rules: { ...free, leverage: 5, contractSize: 10 },
      funding: [fundingAt([1, 0.01])],
      balance: 10_000,
    });
    send({ lane: 1, quantity: 3 });
    send({ lane: 0, side: "sell" });
    flat(100);
    flat(100);
    expect(fundings.map(({ lane, payment }) => [lane, payment])).toEqual([
      [0, -10],
      [1, 30],
    ]);
  });

  it("is nothing to a spot position", () => {
    const { send, flat, fundings } = venueOf({ funding: [fundingAt([1, 0.01])] });
    send({ bracket: { stopLoss: { price: 50 } } });
    flat(100);
    flat(100);
    expect(fundings).toEqual([]);
  });

  it.each([
    ["times that do not rise", fundingAt([1, 0.01], [1, 0.01])],
    ["a rate that is no number", fundingAt([1, Number.NaN])],
    ["a time that is no number", fundingAt([Number.NaN, 0.1])],
    ["columns of two lengths", { time: new Float64Array(2), rate: new Float64Array(1) }],
  ])("refuses %s", (_name, series) => {
    expect(() => new FundingClock(series)).toThrow(BadBrokerError);
  });
});
