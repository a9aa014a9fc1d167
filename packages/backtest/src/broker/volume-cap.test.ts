import { describe, expect, it } from "vitest";
import { type Ohlc, venueOf } from "../../test/broker-venue.js";
import { BadBrokerError, SimulatedBroker } from "./simulated-broker.js";

const withVolume = (volume: number, [open, high, low, close]: Ohlc = [100, 100, 100, 100]): Ohlc => [
  open,
  high,
  low,
  close,
  volume,
];

describe("orders take no more than their share of a bar's volume", () => {
  it("and go on at the next opens, telling what is left", () => {
    const { send, bar, fills, ends } = venueOf({ volumeShare: 0.25 });
    send({ quantity: 2 });
    bar(withVolume(4));
    bar(withVolume(2, [101, 101, 101, 101]));
    bar(withVolume(8, [102, 102, 102, 102]));
    expect(fills.map(({ quantity, remaining, price }) => [quantity, remaining, price])).toEqual([
      [1, 1, 100],
      [0.5, 0.5, 101],
      [0.5, 0, 102],
    ]);
    expect(ends()).toEqual(["o1 filled"]);
  });

  it("shared by all of them in the order of submission", () => {
    const { send, bar, fills } = venueOf({ volumeShare: 0.5 });
    send({ lane: 1, quantity: 1.5 });
    send({ lane: 0, quantity: 1 });
    bar(withVolume(4));
    expect(fills.map(({ lane, quantity }) => [lane, quantity])).toEqual([
      [1, 1.5],
      [0, 0.5],
    ]);
  });

  it("rounded down to the step; a bar without volume fills nothing", () => {
    const { send, bar, fills } = venueOf({ volumeShare: 1 / 3 });
    send({ quantity: 1 });
    bar(withVolume(0));
    bar(withVolume(1));
    bar(withVolume(Number.NaN));
    expect(fills.map(({ quantity }) => quantity)).toEqual([0.333]);
  });

  it("counted in base units where a contract is several", () => {
    const { send, bar, fills } = venueOf({
      volumeShare: 0.5,
      rules: { kind: "linear", contractSize: 2 },
      balance: 10_000,
    });
    send({ quantity: 3 });
    bar(withVolume(8));
    expect(fills[0]!.quantity).toBe(2);
  });

  it("at their limit, where the rest stays", () => {
    const { send, bar, fills } = venueOf({ volumeShare: 0.5 });
    send({ type: "limit", limitPrice: 98, quantity: 2 });
    bar(withVolume(2, [100, 100, 97, 98.5]));
    bar(withVolume(8, [99, 99, 98.01, 98.5]));
    bar(withVolume(8, [99, 99, 98, 98.5]));
    expect(fills.map(({ quantity, price, liquidity }) => [quantity, price, liquidity])).toEqual([
      [1, 98, "maker"],
      [1, 98, "maker"],
    ]);
  });

  it("ioc: what does not fit is cancelled", () => {
    const { send, bar, ends, held } = venueOf({ volumeShare: 0.5 });
    send({ quantity: 2, timeInForce: "ioc" });
    bar(withVolume(2));
    expect(ends()).toEqual(["o1 cancelled immediate-or-cancel"]);
    expect(held()).toBe(1);
  });
});

describe("the exits of a position", () => {
  it("guard what has filled so far, at distances from the first fill", () => {
    const { send, bar, story } = venueOf({ volumeShare: 0.5 });
    send({ quantity: 2, bracket: { stopLoss: { distance: 5 } } });
    bar(withVolume(2));
    bar(withVolume(8, [102, 102, 102, 102]));
    bar(withVolume(8, [102, 102, 95, 95]));
    expect(story()).toEqual(["buy at 100", "buy at 102", "stop-loss 2 at 95"]);
  });

  it("take shares of what was entered in all", () => {
    const { send, bar, story } = venueOf({ volumeShare: 0.5 });
    send({ quantity: 2, bracket: { targets: [{ level: { price: 110 }, share: 0.5 }] } });
    bar(withVolume(2));
    bar(withVolume(2));
    bar(withVolume(8, [100, 110, 100, 105]));
    expect(story()).toEqual(["buy at 100", "buy at 100", "partial-target at 110"]);
  });

  it("that hit a cap at a stop leave with the rest at the next opens", () => {
    const { send, bar, story, held, ends } = venueOf({ volumeShare: 0.5 });
    send({ quantity: 2, bracket: { stopLoss: { price: 95 } } });
    bar(withVolume(8));
    bar(withVolume(2, [100, 100, 94, 94]));
    expect(held()).toBe(1);
    bar(withVolume(0, [93, 93, 93, 93]));
    bar(withVolume(8, [92, 92, 92, 92]));
    expect(story().slice(-2)).toEqual(["stop-loss at 95", "stop-loss at 92"]);
    expect(ends().at(-1)).toBe("o1:stop filled");
    expect(held()).toBe(0);
  });

  it("that the rule decided are in doubt to the last part, also where nothing fits into the bar", () => {
    const { send, bar, story } = venueOf({ volumeShare: 0.5 });
    send({ bracket: { stopLoss: { price: 95 }, takeProfit: { price: 105 } } });
    bar(withVolume(2, [100, 106, 94, 100])); // the entry takes all of it
    bar(withVolume(1, [97, 97, 97, 97]));
    bar(withVolume(1, [98, 98, 98, 98]));
    expect(story()).toEqual(["buy at 100", "stop-loss 0.5 at 97, ambiguous", "stop-loss 0.5 at 98, ambiguous"]);
  });

  it("put what their entry still fills in doubt, once another rule would have ended it", () => {
    const run = (intrabar: "pessimistic" | "optimistic") => {
      const { send, bar, story } = venueOf({ intrabar, volumeShare: 0.5 });
      send({ quantity: 2, bracket: { stopLoss: { price: 95 }, breakEven: { after: 4 } } });
      bar(withVolume(2, [100, 106, 98, 101])); // up first, the stop is moved to 100 and met
      bar(withVolume(8, [102, 102, 102, 102]));
      return story();
    };
    expect(run("pessimistic")).toEqual(["buy at 100", "buy at 102, ambiguous"]);
    expect(run("optimistic")).toEqual(["buy at 100", "break-even at 102, ambiguous"]);
  });

  it("what is left as dust says which exit it was", () => {
    const { send, bar, updates, portfolio } = venueOf({ volumeShare: 0.5, rules: { minNotional: 60 } });
    send({ bracket: { stopLoss: { price: 95 } } });
    bar(withVolume(2));
    bar(withVolume(1, [94, 94, 94, 94]));
    bar(withVolume(8, [94, 94, 94, 94]));
    expect(updates.at(-1)).toMatchObject({ status: "cancelled", reason: "dust", exitReason: "stop-loss" });
    expect(portfolio.positions[0]!.quantity).toBe(0);
  });

  it("end what is left of their entry when they leave", () => {
    const atTarget = venueOf({ volumeShare: 0.5 });
    atTarget.send({ type: "limit", limitPrice: 98, quantity: 2, bracket: { takeProfit: { price: 101 } } });
    atTarget.bar(withVolume(2, [100, 100, 98, 98]));
    atTarget.bar(withVolume(8, [99, 101, 99, 100]));
    const atStop = venueOf({ volumeShare: 0.5 });
    atStop.send({ type: "stop", stopPrice: 102, quantity: 2, bracket: { stopLoss: { price: 97 } } });
    atStop.bar(withVolume(2, [100, 102, 96, 96]));
    atStop.bar(withVolume(8, [96, 96, 96, 96]));
    for (const { held, ends } of [atTarget, atStop]) {
      expect(held()).toBe(0);
      expect(ends()[0]).toBe("o1 cancelled bracket-exit");
    }
  });

  it("that hit a cap at a target wait there for the rest, still guarded", () => {
    const { send, bar, story } = venueOf({ volumeShare: 0.5 });
    send({ quantity: 3, bracket: { stopLoss: { price: 95 }, takeProfit: { price: 105 } } });
    bar(withVolume(8));
    bar(withVolume(2, [100, 106, 100, 104]));
    bar(withVolume(2, [104, 105, 104, 104]));
    bar(withVolume(8, [104, 104, 95, 95]));
    expect(story()).toEqual(["buy 3 at 100", "take-profit at 105", "take-profit at 105", "stop-loss at 95"]);
  });
});

it.each([0, -1, 1.1, Number.NaN])("refuses a share of %d", (volumeShare) => {
  expect(() => new SimulatedBroker({ volumeShare })).toThrow(BadBrokerError);
});
