import { BarStore, instantiate, linkPeers, type Signal } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describeStrategy } from "@bellwether/core/testing";
import { describe, expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { relativeStrength } from "./relative-strength.js";

const universe = ["BTC/USDT", "ETH/USDT", "SOL/USDT"];
const sampled = Object.fromEntries(
  universe.map((symbol, i) => [symbol, sampleBars({ rows: 700, seed: i + 1, timeframe: "1h" })]),
);
describeStrategy({ definition: relativeStrength, params: [{ peers: universe }], bars: sampled });
describeStrategy({
  definition: relativeStrength,
  params: [{ peers: universe.slice(0, 2), lookback: 20, top: 2 }],
  bars: sampled,
  symbol: "SOL/USDT",
});

/** What is said of BTC, with these closes of it and of its peers. */
function saying(closes: Record<string, readonly number[]>, params: object): Signal | null {
  const stores = Object.entries(closes).map(([symbol, prices]) => {
    const store = new BarStore({ symbol, timeframe: "1h" });
    store.load(barsOf(prices));
    store.revealAll();
    return store;
  });
  linkPeers(stores);
  return instantiate(relativeStrength, params).strategy.generateSignal(stores[0]!.frame);
}

const params = { peers: ["ETH/USDT", "SOL/USDT"], lookback: 2 };

it("goes long when nothing in the list has risen more", () => {
  const signal = saying({ "BTC/USDT": [100, 100, 110], "ETH/USDT": [10, 10, 10.5], "SOL/USDT": [1, 1, 0.9] }, params);
  expect(signal).toMatchObject({ signal: "LONG", metadata: { rank: 1, entryPrice: 110 } });
  expect(signal?.metadata.rate).toBeCloseTo(10, 9);
});

it("is flat when more peers than it may hold have risen more", () => {
  const closes = { "BTC/USDT": [100, 100, 101], "ETH/USDT": [10, 10, 10.5], "SOL/USDT": [1, 1, 0.9] };
  expect(saying(closes, params)).toMatchObject({ signal: "FLAT", metadata: { rank: 2 } });
  expect(saying(closes, { ...params, top: 2 })).toMatchObject({ signal: "LONG", metadata: { rank: 2 } });
});

it("shares a rank among equals", () => {
  const closes = { "BTC/USDT": [100, 100, 110], "ETH/USDT": [10, 10, 11], "SOL/USDT": [1, 1, 1] };
  expect(saying(closes, params)).toMatchObject({ signal: "LONG", metadata: { rank: 1 } });
});

it("may find itself in the list", () => {
  const closes = { "BTC/USDT": [100, 100, 110], "ETH/USDT": [10, 10, 9] };
  expect(saying(closes, { peers: ["BTC/USDT", "ETH/USDT"], lookback: 2 })).toMatchObject({ signal: "LONG" });
});

describe("a peer", () => {
  it("without bars, or with too few, does not rank", () => {
    const closes = { "BTC/USDT": [100, 100, 99], "ETH/USDT": [], "SOL/USDT": [1, 5] };
    expect(saying(closes, params)).toMatchObject({ signal: "LONG", metadata: { rank: 1 } });
  });

  it("that the run lacks is a clear error", () => {
    const closes = { "BTC/USDT": [100, 100, 99], "ETH/USDT": [10, 10, 9] };
    expect(() => saying(closes, params)).toThrow(
      expect.objectContaining({ code: "UNKNOWN_SYMBOL", message: expect.stringContaining('no symbol "SOL/USDT"') }),
    );
  });
});

it("refuses an empty or repeating list, and more ranks than peers", () => {
  const refusing = (wrong: object, said: string) => expect(() => saying({}, { ...params, ...wrong })).toThrow(said);
  refusing({ peers: [] }, "peers: ");
  refusing({ peers: ["ETH/USDT", "ETH/USDT"] }, "peers: must not repeat");
  refusing({ top: 3 }, "top: must not exceed the number of peers");
});
