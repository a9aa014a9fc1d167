import { describe, expect, it } from "vitest";
import { MINUTE, venueOf } from "../../../test/broker-venue.js";
import { BadBrokerError } from "../bad-broker-error.js";
import { FeeSchedule } from "./fee-schedule.js";
import { TradedVolume } from "./traded-volume.js";

const DAY = 24 * 60 * MINUTE;

describe("fees by traded volume", () => {
  const rules = {
    taker: 0.01,
    maker: 0.005,
    feeTiers: [
      { volume: 150, maker: 0.004, taker: 0.008 },
      { volume: 300, maker: 0, taker: 0.002 },
    ],
  };

  it("fall as it grows: each fill pays by what was traded before it", () => {
    const { send, flat, fills } = venueOf({ rules });
    for (let i = 0; i < 5; i++) {
      send();
      flat(100);
    }
    expect(fills.map(({ fee }) => fee)).toEqual([1, 1, 0.8, 0.2, 0.2]);
  });

  it("are the maker's of the tier for orders that rested", () => {
    const { send, flat, bar, fills } = venueOf({ rules });
    send({ quantity: 2 });
    flat(100);
    send({ type: "limit", limitPrice: 90 });
    bar([100, 100, 90, 95]);
    expect(fills[1]!.fee).toBeCloseTo(90 * 0.004, 12);
  });

  it("forget what is older than thirty days", () => {
    const volume = new TradedVolume();
    volume.add(0, 100);
    volume.add(DAY - 1, 10);
    volume.add(DAY, 1);
    expect(volume.at(29 * DAY)).toBe(111);
    expect(volume.at(30 * DAY)).toBe(1);
    expect(volume.at(31 * DAY)).toBe(0);
    volume.add(31 * DAY, 5);
    expect(volume.at(400 * DAY)).toBe(0);
  });
});

describe("fees in the base asset", () => {
  const rules = { feeIn: "base", step: 0.001, taker: 0.001 } as const;

  it("are taken out of what a buy receives, and valued in quote currency", () => {
    const { send, flat, fills, held, portfolio } = venueOf({ rules });
    send({ quantity: 2 });
    flat(100);
    expect(fills[0]!.fee).toBeCloseTo(0.2, 12);
    expect(fills[0]!.feePaid).toEqual({ asset: "BTC", amount: 0.002 });
    expect(held()).toBe(1.998);
    expect(portfolio.free).toBe(800);
  });

  it("leave the whole wallet to the price", () => {
    const { send, flat, fills } = venueOf({ rules: { ...rules, taker: 0.1 } });
    send({ quantity: 9.999 });
    flat(100);
    expect(fills[0]!.quantity).toBe(9.999);
  });

  it("leave a remainder below the step: the exit sells what the step lets go", () => {
    for (const bracket of [undefined, { stopLoss: { price: 95 } }]) {
      const { send, flat, bar, fills, held, portfolio } = venueOf({ rules: { ...rules, taker: 0.0015 } });
      send({ quantity: 1.001, bracket });
      flat(100);
      expect(held()).toBe(0.9994985);
      if (bracket === undefined) send({ side: "sell", quantity: held(), reduceOnly: true, exitReason: "signal" });
      bar([95, 95, 95, 95]);
      expect(fills[1]).toMatchObject({ side: "sell", quantity: 0.999, remaining: 0, feePaid: undefined });
      expect(portfolio.trades).toHaveLength(1);
      expect(portfolio.costs.dustCount).toBe(1);
    }
  });

  it("report a position too small to sell as dust, at a stop as on a signal and at the end", () => {
    for (const leave of ["stop", "signal", "end"]) {
      const { send, flat, bar, ends, fills, portfolio, held, broker } = venueOf({
        rules: { ...rules, minNotional: 60 },
      });
      send({ quantity: 1, ...(leave === "stop" ? { bracket: { stopLoss: { price: 50 } } } : {}) });
      flat(100);
      if (leave === "signal") send({ side: "sell", quantity: held(), reduceOnly: true, exitReason: "signal" });
      const last = bar([50, 50, 50, 50]);
      if (leave === "end") broker.finalize(0, 0, last);
      expect(ends().at(-1)).toMatch(/rejected dust$/);
      expect(fills).toHaveLength(1);
      expect(portfolio.trades).toHaveLength(1);
      flat(50);
      expect(fills).toHaveLength(1);
    }
  });
});

describe("fees in an asset of the venue's own", () => {
  const bnb = { asset: "BNB", amount: 0.001, price: 250 };

  it("are paid from what the account holds, at a discount, while it lasts", () => {
    const { send, flat, fills, portfolio } = venueOf({
      feeAsset: { asset: "BNB", discount: 0.25 },
      holdings: [bnb],
      lanes: 1,
    });
    send();
    flat(100);
    send();
    flat(100);
    expect(fills[0]!.fee).toBeCloseTo(0.2 * 0.75, 12);
    expect(fills[0]!.feePaid).toEqual({ asset: "BNB", amount: 0.0006 });
    expect(fills[1], "0.0004 BNB are left: too little").toMatchObject({ fee: 0.2, feePaid: undefined });
    expect(portfolio.holding("BNB")!.amount).toBe(0.0004);
    expect(portfolio.free).toBeCloseTo(1_000 - 200 - 0.2, 10);
  });

  it("are not paid from what the account does not hold", () => {
    const { send, flat, fills } = venueOf({ feeAsset: { asset: "BNB" } });
    send();
    flat(100);
    expect(fills[0]!.feePaid).toBeUndefined();
  });

  it("refuse a discount that is no share", () => {
    expect(() => new FeeSchedule({ asset: "BNB", discount: 2 })).toThrow(BadBrokerError);
  });
});

it("a rebate is paid in quote currency", () => {
  const { send, bar, fills } = venueOf({ rules: { maker: -0.001, feeIn: "base" } });
  send({ type: "limit", limitPrice: 90 });
  bar([100, 100, 90, 95]);
  expect(fills[0]!.fee).toBeCloseTo(-0.09, 12);
  expect(fills[0]!.feePaid).toBeUndefined();
});
