import type { Bracket } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { type Ohlc, type VenueOptions, venueOf } from "../../test/broker-venue.js";

const twoTargets: Bracket = {
  stopLoss: { price: 90 },
  targets: [
    { level: { price: 105 }, share: 0.5 },
    { level: { price: 110 }, share: 0.25 },
  ],
  takeProfit: { price: 120 },
};

function after(bracket: Bracket, bars: readonly Ohlc[], options: VenueOptions = {}, quantity = 8) {
  const venue = venueOf(options);
  venue.send({ bracket, quantity });
  venue.flat(100);
  for (const ohlc of bars) venue.bar(ohlc);
  return venue;
}

describe("partial targets", () => {
  it("take their shares of what was entered, each at its level, and leave the rest guarded", () => {
    const { story, fills, portfolio } = after(twoTargets, [
      [100, 105, 100, 104],
      [104, 111, 104, 109],
      [109, 109, 89, 89],
    ]);
    expect(story()).toEqual([
      "buy 8 at 100",
      "partial-target 4 at 105",
      "partial-target 2 at 110",
      "stop-loss 2 at 90",
    ]);
    expect(fills.map(({ orderId }) => orderId)).toEqual(["o1", "o1:target1", "o1:target2", "o1:stop"]);
    expect(fills.map(({ liquidity }) => liquidity)).toEqual(["taker", "maker", "maker", "taker"]);
    expect(portfolio.trades[0]!.exits).toHaveLength(3);
  });

  it("are met one after the other on one way up, and the last takes what is left", () => {
    const { story } = after(twoTargets, [[100, 125, 100, 125]]);
    expect(story().slice(1)).toEqual(["partial-target 4 at 105", "partial-target 2 at 110", "take-profit 2 at 120"]);
  });

  it("fill at the open of a gap beyond them", () => {
    const { story } = after(twoTargets, [[112, 112, 112, 112]]);
    expect(story().slice(1)).toEqual(["partial-target 4 at 112", "partial-target 2 at 112"]);
  });

  it("that all lie in a bar with the stop are the rule's to decide", () => {
    const bar: Ohlc = [100, 111, 89, 100];
    expect(after(twoTargets, [bar]).story().slice(1)).toEqual(["stop-loss 8 at 90, ambiguous"]);
    expect(after(twoTargets, [bar], { intrabar: "optimistic" }).story().slice(1)).toEqual([
      "partial-target 4 at 105, ambiguous",
      "partial-target 2 at 110, ambiguous",
      "stop-loss 2 at 90, ambiguous",
    ]);
  });

  it("are sorted by the way to go, however they are given", () => {
    const bracket: Bracket = { ...twoTargets, targets: [...twoTargets.targets!].reverse() };
    expect(after(bracket, [[100, 125, 100, 125]]).story()[1]).toBe("partial-target 4 at 105");
  });

  it("round their shares down to the step", () => {
    const bracket: Bracket = { targets: [{ level: { price: 105 }, share: 1 / 3 }], stopLoss: { price: 90 } };
    expect(after(bracket, [[100, 106, 100, 106]], {}, 1).story()[1]).toBe("partial-target 0.333 at 105");
  });

  it("whose shares add up to the whole leave nothing behind", () => {
    const third = (price: number) => ({ level: { price }, share: 1 / 3 });
    const bracket: Bracket = { targets: [third(105), third(106), third(107)] };
    const { story, held } = after(bracket, [[100, 108, 100, 108]], {}, 1);
    expect(story().slice(1)).toEqual([
      "partial-target 0.333 at 105",
      "partial-target 0.333 at 106",
      "take-profit 0.334 at 107",
    ]);
    expect(held()).toBe(0);
  });

  it("take everything where they would leave less than the venue takes", () => {
    const bracket: Bracket = { targets: [{ level: { price: 105 }, share: 0.8 }], stopLoss: { price: 90 } };
    const { story, held } = after(bracket, [[100, 106, 100, 106]], { rules: { minNotional: 30 } }, 1);
    expect(story()[1]).toBe("take-profit at 105");
    expect(held()).toBe(0);
  });

  it("are passed over where they are too small to trade", () => {
    const bracket: Bracket = { targets: [{ level: { price: 105 }, share: 0.1 }], takeProfit: { price: 110 } };
    const { story } = after(bracket, [[100, 112, 100, 112]], { rules: { minNotional: 30 } }, 1);
    expect(story().slice(1)).toEqual(["take-profit at 110"]);
  });

  it("count as raised prices: a break-even move at the first target guards the rest in the same bar", () => {
    const bracket: Bracket = { ...twoTargets, breakEven: { after: 5 } };
    const { story } = after(bracket, [
      [101, 106, 100.5, 106],
      [106, 106, 99, 99],
    ]);
    expect(story().slice(1)).toEqual(["partial-target 4 at 105", "break-even 4 at 100"]);
  });
});

it("an exit on a signal that reduces a position leaves its guard on the rest", () => {
  const venue = venueOf();
  venue.send({ quantity: 4, bracket: { stopLoss: { price: 90 } } });
  venue.flat(100);
  venue.send({ side: "sell", quantity: 3, reduceOnly: true, exitReason: "signal" });
  venue.bar([100, 100, 89, 89]);
  expect(venue.story()).toEqual(["buy 4 at 100", "signal 3 at 100", "stop-loss at 90"]);
});

it("an entry tells where its exits rest", () => {
  const { fills } = after({ ...twoTargets, trailing: { distance: 3 } }, []);
  expect(fills[0]).toMatchObject({ stopLoss: 97, takeProfit: 120 });
  expect(after({ takeProfit: { distance: 4 } }, []).fills[0]).toMatchObject({ stopLoss: undefined, takeProfit: 104 });
});
