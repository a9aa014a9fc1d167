import type { OrderRequest } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { MINUTE, type Ohlc, venueOf } from "../../test/broker-venue.js";

const still: Ohlc = [100, 101, 99, 100];
const touching: Ohlc = [100, 101, 98, 99];
const limit = { type: "limit", limitPrice: 98 } as const;

describe("an order works", () => {
  it.each<[string, Partial<OrderRequest>, readonly Ohlc[], readonly string[]]>([
    ["gtc: until it fills", limit, [still, still, touching], ["o1 filled"]],
    [
      "gtd: in bars that open before its time",
      { ...limit, timeInForce: "gtd", expiresAt: 2 * MINUTE },
      [still, touching],
      ["o1 filled"],
    ],
    [
      "gtd: and no longer",
      { ...limit, timeInForce: "gtd", expiresAt: 2 * MINUTE },
      [still, still, touching],
      ["o1 expired expired"],
    ],
    ["ioc: in its first bar", { ...limit, timeInForce: "ioc" }, [touching], ["o1 filled"]],
    ["ioc: and no longer", { ...limit, timeInForce: "ioc" }, [still, touching], ["o1 cancelled immediate-or-cancel"]],
    ["fok: in its first bar", { ...limit, timeInForce: "fok" }, [touching], ["o1 filled"]],
    ["fok: and no longer", { ...limit, timeInForce: "fok" }, [still, touching], ["o1 cancelled fill-or-kill"]],
    [
      "ioc with a stop: until the bar that triggers it",
      { type: "stop-limit", stopPrice: 102, limitPrice: 97, timeInForce: "ioc" },
      [still, still, [100, 103, 99, 100], touching],
      ["o1 cancelled immediate-or-cancel"],
    ],
  ])("%s", (_name, order, bars, ends) => {
    const venue = venueOf();
    venue.send(order);
    for (const bar of bars) venue.bar(bar);
    expect(venue.ends()).toEqual(ends);
  });

  it("fok: all of it or nothing, whatever is short: volume or money", () => {
    const capped = venueOf({ volumeShare: 0.5 });
    capped.send({ timeInForce: "fok", quantity: 2 });
    capped.bar([100, 100, 100, 100, 2]);
    capped.send({ timeInForce: "fok", quantity: 1 });
    capped.bar([100, 100, 100, 100, 2]);
    expect(capped.ends()).toEqual(["o1 cancelled fill-or-kill", "o2 filled"]);
    const poor = venueOf();
    poor.send({ timeInForce: "fok", quantity: 50 });
    poor.flat(100);
    expect(poor.ends()).toEqual(["o1 cancelled fill-or-kill"]);
  });
});

describe("cancelling", () => {
  it("ends one order, and tells it even to those who hear no orders", () => {
    const { send, broker, updates, bar, fills } = venueOf({ hearsOrders: false });
    send(limit);
    send({ ...limit, limitPrice: 97 });
    broker.cancel("o1");
    broker.cancel("o1");
    broker.cancel("unknown");
    expect(updates.map(({ id, status }) => [id, status])).toEqual([["o1", "cancelled"]]);
    bar([100, 100, 90, 95]);
    expect(fills.map(({ orderId }) => orderId)).toEqual(["o2"]);
  });

  it("of entries leaves exits where they rest, and other lanes alone", () => {
    const { send, broker, flat, bar, fills, ends } = venueOf();
    send({ bracket: { stopLoss: { price: 95 } } });
    flat(100);
    send(limit);
    send({ side: "sell", type: "limit", limitPrice: 120, reduceOnly: true, exitReason: "signal" });
    send({ ...limit, lane: 1 });
    broker.cancelEntries(0);
    expect(ends()).toEqual(["o1 filled", "o2 cancelled"]);
    bar([100, 121, 94, 100]);
    expect(fills.map(({ orderId }) => orderId)).toEqual(["o1", "o1:stop", "o4"]);
  });

  it("all leaves nothing that could fill", () => {
    const { send, broker, flat, bar, fills } = venueOf();
    send({ bracket: { stopLoss: { price: 95 }, takeProfit: { price: 105 } } });
    flat(100);
    send(limit);
    broker.cancelAll(0);
    bar([100, 150, 50, 100]);
    expect(fills).toHaveLength(1);
  });

  it("is dated by the last bar that the order met", () => {
    const { send, broker, bar, updates } = venueOf();
    send(limit);
    bar(still);
    bar(still);
    broker.cancel("o1");
    expect(updates.at(-1)).toMatchObject({ status: "cancelled", time: MINUTE });
  });
});

describe("changing a working order", () => {
  it("moves its price, and lets it cross if it has come to the market", () => {
    const { send, broker, bar, fills, updates } = venueOf();
    send(limit);
    bar(still);
    expect(broker.replace("o1", { limitPrice: 100.5 })).toBe(true);
    expect(updates.at(-1)).toMatchObject({ id: "o1", status: "resting", limitPrice: 100.5 });
    bar(still);
    expect(fills[0]).toMatchObject({ price: 100, liquidity: "taker" });
  });

  it("moves its trigger, its end and its quantity", () => {
    const { send, broker, bar, story, ends } = venueOf();
    send({ type: "stop", stopPrice: 105 });
    broker.replace("o1", { stopPrice: 101, quantity: 2 });
    bar(still);
    expect(story()).toEqual(["buy 2 at 101"]);
    send({ ...limit, timeInForce: "gtd", expiresAt: 5 * MINUTE });
    broker.replace("o2", { expiresAt: MINUTE });
    bar(touching);
    expect(ends()).toEqual(["o1 filled", "o2 expired expired"]);
  });

  it("to a quantity that is no order any more is told in the next bar", () => {
    const { send, broker, bar, ends } = venueOf();
    send(limit);
    bar(still);
    broker.replace("o1", { quantity: 0.0005 });
    bar(still);
    expect(ends()).toEqual(["o1 rejected off-step"]);
  });

  it("to no more than has filled ends it", () => {
    const { send, broker, bar, ends, held } = venueOf({ volumeShare: 0.5 });
    send({ ...limit, quantity: 2 });
    bar([...touching.slice(0, 4), 2] as never);
    expect(broker.replace("o1", { quantity: 1 })).toBe(true);
    expect(ends()).toEqual(["o1 cancelled"]);
    expect(held()).toBe(1);
  });

  it("says no for an order that is at its end, or unknown", () => {
    const { send, broker, flat } = venueOf();
    send();
    flat(100);
    expect(broker.replace("o1", { quantity: 2 })).toBe(false);
    expect(broker.replace("o9", { quantity: 2 })).toBe(false);
  });
});

it("tells every step to those who hear orders, and only ends without a fill to others", () => {
  const life = (hearsOrders: boolean) => {
    const { send, bar, log } = venueOf({ hearsOrders, latency: { bars: 1 }, volumeShare: 0.5 });
    send({ quantity: 2 });
    send({ lane: 1, quantity: 0 });
    bar([100, 100, 100, 100, 2]);
    bar([100, 100, 100, 100, 2]);
    bar([100, 100, 100, 100, 2]);
    return log;
  };
  expect(life(true)).toEqual([
    "sent o1",
    "sent o2",
    "resting o1",
    "fill o1",
    "partly-filled o1",
    "resting o2",
    "rejected o2",
    "fill o1",
    "filled o1",
  ]);
  expect(life(false)).toEqual(["fill o1", "rejected o2", "fill o1"]);
});
