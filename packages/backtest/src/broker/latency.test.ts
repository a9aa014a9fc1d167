import { describe, expect, it } from "vitest";
import { MINUTE, type Ohlc, venueOf } from "../../test/broker-venue.js";
import { BadBrokerError, SimulatedBroker } from "./simulated-broker.js";

const bars: readonly Ohlc[] = [
  [100, 101, 99, 100],
  [110, 121, 109, 120],
  [130, 131, 129, 130],
];

describe("an order that is on its way", () => {
  it("skips as many bars of its stream", () => {
    const { send, bar, fills } = venueOf({ latency: { bars: 2 } });
    send();
    for (const ohlc of bars) bar(ohlc);
    expect(fills.map(({ price, time }) => [price, time])).toEqual([[130, 2 * MINUTE]]);
  });

  it.each<[number, number, number]>([
    // ms, price, bar
    [0, 100, 0],
    [MINUTE, 110, 1],
    [MINUTE + 15_000, 112.5, 1],
    [MINUTE + 30_000, 115, 1],
    [2 * MINUTE, 130, 2],
  ])("for %d ms fills on the straight line from open to close where it arrives", (ms, price, at) => {
    const { send, bar, fills } = venueOf({ latency: { ms } });
    send();
    for (const ohlc of bars) bar(ohlc);
    expect(fills.map((fill) => [fill.price, fill.time / MINUTE])).toEqual([[price, at]]);
  });

  it("begins with the next bar if it is no market order", () => {
    const { send, bar, fills } = venueOf({ latency: { ms: 30_000 } });
    send({ type: "limit", limitPrice: 99.5 });
    bar([100, 100, 99, 100]);
    expect(fills).toEqual([]);
    bar([100, 100, 99, 100]);
    expect(fills[0]).toMatchObject({ price: 99.5, liquidity: "maker" });
  });

  it("arrives after a gap in the data at the open that ends it", () => {
    const { send, bar, fills } = venueOf({ latency: { ms: 90_000 } });
    send();
    bar(bars[0]!);
    bar(bars[1]!, 3);
    expect(fills[0]).toMatchObject({ price: 110, time: 4 * MINUTE });
  });

  it("and fills inside a bar has the extremes of that bar before it", () => {
    const { send, bar, story } = venueOf({ latency: { ms: 30_000 } });
    send({ bracket: { stopLoss: { distance: 3 } } });
    bar([100, 110, 99, 110]);
    expect(story()).toEqual(["buy at 105", "stop-loss at 102"]);
  });

  it("lets an exit that arrives inside a bar go before the path is judged", () => {
    const { send, bar, flat, story, broker } = venueOf({ latency: { ms: 6_000 } });
    send({ bracket: { stopLoss: { price: 95 } } });
    flat(100);
    send({ side: "sell", reduceOnly: true, exitReason: "signal" });
    bar([100, 100, 90, 90]);
    expect(story()).toEqual(["buy at 100", "signal at 99"]);
    expect(broker.drilled).toBe(0);
  });

  it("comes too late for a position that the open has stopped out", () => {
    const { send, bar, flat, story, ends } = venueOf({ latency: { ms: 30_000 } });
    send({ bracket: { stopLoss: { price: 95 } } });
    flat(100);
    send({ side: "sell", reduceOnly: true, exitReason: "signal" });
    bar([94, 100, 94, 100]);
    expect(story()).toEqual(["buy at 100", "stop-loss at 94"]);
    expect(ends()).toEqual(["o1 filled", "o2 cancelled nothing-to-reduce"]);
  });

  it("comes too late for a position that another order has closed before it", () => {
    const { send, bar, flat, ends } = venueOf({ latency: { ms: 30_000 } });
    send();
    flat(100);
    send({ side: "sell", reduceOnly: true, exitReason: "signal" });
    send({ side: "sell", reduceOnly: true, exitReason: "signal" });
    bar([100, 102, 100, 102]);
    expect(ends()).toEqual(["o1 filled", "o2 filled", "o3 cancelled nothing-to-reduce"]);
  });

  it("can be cancelled at once", () => {
    const { send, bar, broker, ends } = venueOf({ latency: { bars: 1 } });
    send();
    broker.cancel("o1");
    for (const ohlc of bars) bar(ohlc);
    expect(ends()).toEqual(["o1 cancelled"]);
  });

  it("is not judged before it arrives", () => {
    const { send, bar, ends } = venueOf({ latency: { bars: 1 } });
    send({ quantity: 0 });
    bar(bars[0]!);
    expect(ends()).toEqual([]);
    bar(bars[1]!);
    expect(ends()).toEqual(["o1 rejected below-minimum"]);
  });
});

it("exits of a bracket rest at the venue: they have no latency", () => {
  const { send, bar, flat, story } = venueOf({ latency: { bars: 1 } });
  send({ bracket: { stopLoss: { price: 95 } } });
  flat(100);
  flat(100);
  bar([100, 100, 94, 94]);
  expect(story()).toEqual(["buy at 100", "stop-loss at 95"]);
});

it.each([{ bars: -1 }, { bars: 0.5 }, { ms: -1 }, { ms: Number.NaN }])("refuses %o", (latency) => {
  expect(() => new SimulatedBroker({ latency })).toThrow(BadBrokerError);
});
