import type { AccountListener, WatchListener } from "@bellwether/live";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LocalExchange } from "../src/testing/index.js";
import { reach, until } from "./local.js";
import { KEY, MINUTE, openLocal, START } from "./local-markets.js";
import { realTimers } from "./real-timers.js";

const BTC = { symbol: "BTC/USDT", timeframe: "1m" } as const;
const ETH = { symbol: "ETH/USDT", timeframe: "5m" } as const;
const SYMBOLS = [BTC.symbol, ETH.symbol];

let local: LocalExchange;
beforeEach(async () => {
  local = await openLocal();
});
afterEach(() => local.close());

function listening() {
  const heard: string[] = [];
  const bars: [stream: number, openTime: number][] = [];
  const prices: number[] = [];
  const listener: WatchListener = {
    bar: (stream, openTime) => void bars.push([stream, openTime]),
    price: (_, price) => void prices.push(price),
    lost: (reason) => void heard.push(`lost: ${reason}`),
    connected: () => void heard.push("connected"),
  };
  return { heard, bars, prices, listener };
}

function listeningToAccount() {
  const heard: string[] = [];
  const listener: AccountListener = {
    order: ({ clientId, status }) => void heard.push(`${clientId} ${status}`),
    fill: ({ side, quantity }) => void heard.push(`fill ${side} ${quantity}`),
    lost: () => void heard.push("lost"),
    connected: () => void heard.push("connected"),
  };
  return { heard, listener };
}

/** Lets the exchange's clock go on until it is so. */
async function playUntil(isSo: () => boolean): Promise<void> {
  await until(() => {
    local.advance({ ms: MINUTE / 4 });
    return isSo();
  });
}

describe("watching bars", () => {
  it("hears every stream over one socket, each under its number", async () => {
    const exchange = await reach(local, { symbols: SYMBOLS });
    const { heard, bars, prices, listener } = listening();
    const watch = exchange.watch!([BTC, ETH], listener);
    await playUntil(() => bars.some(([it]) => it === 0) && bars.some(([it, time]) => it === 1 && time > START));
    expect(heard).toEqual(["connected"]);
    expect(local.sockets).toBe(1);
    expect(bars.every(([stream, time]) => (time - START) % (stream === 0 ? MINUTE : 5 * MINUTE) === 0)).toBe(true);
    expect(prices.every((price) => price > 0)).toBe(true);
    await watch.close();
    await until(() => local.sockets === 0);
    await exchange.close();
  });

  it("says nothing more once it has been closed, and leaves no socket", async () => {
    const exchange = await reach(local, { symbols: SYMBOLS });
    const { heard, bars, listener } = listening();
    const watch = exchange.watch!([BTC], listener);
    await playUntil(() => bars.length > 0);
    await watch.close();
    const count = bars.length;
    local.advance({ ms: 10 * MINUTE });
    await realTimers.sleep(50);
    expect(bars).toHaveLength(count);
    expect(heard).toEqual(["connected"]);
    await exchange.close();
  });

  it.each(["wsMissingFields", "wsCut", "wsClose"] as const)("%s: it is lost, and opened again", async (fault) => {
    const exchange = await reach(local, { symbols: SYMBOLS });
    const { heard, bars, listener } = listening();
    exchange.watch!([BTC], listener);
    await playUntil(() => bars.length > 0);
    local.faults.inject(fault);
    await playUntil(() => heard.length >= 3);
    expect(heard.slice(0, 3)).toEqual(["connected", expect.stringMatching(/^lost: /), "connected"]);
    expect(bars.every(([, time]) => Number.isFinite(time))).toBe(true);
    await exchange.close();
  });

  it("wsBrokenFrame: bars come again, whatever becomes of the connection", async () => {
    const exchange = await reach(local, { symbols: SYMBOLS });
    const { bars, listener } = listening();
    exchange.watch!([BTC], listener);
    await playUntil(() => bars.length > 0);
    local.faults.inject("wsBrokenFrame");
    await playUntil(() => local.faults.counts.wsBrokenFrame > 0);
    const count = bars.length;
    await playUntil(() => bars.length > count + 2);
    await exchange.close();
  });

  it("a socket that says nothing any more is replaced", async () => {
    const exchange = await reach(local, { symbols: SYMBOLS, silenceMs: 1_000 });
    const { heard, bars, listener } = listening();
    exchange.watch!([BTC], listener);
    await playUntil(() => bars.length > 0);
    await until(() => heard.length >= 2); // the exchange's clock stands still, and so does its market
    expect(heard[1]).toBe("lost: silent for 1000 ms");
    await playUntil(() => heard.length >= 3);
    expect(heard[2]).toBe("connected");
    await exchange.close();
  });
});

describe("watching the account", () => {
  it("hears orders and fills of its symbols", async () => {
    const exchange = await reach(local, { symbols: SYMBOLS });
    const { heard, listener } = listeningToAccount();
    exchange.watchAccount([BTC.symbol], listener);
    await until(() => heard.includes("connected"));
    await exchange.submit({ clientId: "a-1", symbol: ETH.symbol, side: "buy", type: "market", quantity: 1 });
    await exchange.submit({ clientId: "a-2", symbol: BTC.symbol, side: "buy", type: "market", quantity: 1 });
    await until(() => heard.includes("a-2 filled") && heard.includes("fill buy 1"));
    expect(heard.filter((it) => it.startsWith("a-1"))).toEqual([]);
    await exchange.close();
  });

  it("a key that is turned away is lost, again and again, and brings nobody down", async () => {
    const exchange = await reach(local, { symbols: SYMBOLS, key: { ...KEY, secret: "another-secret-altogether" } });
    const { heard, listener } = listeningToAccount();
    exchange.watchAccount(SYMBOLS, listener);
    await until(() => heard.length >= 2);
    expect(new Set(heard)).toEqual(new Set(["lost"]));
    await exchange.close();
  });

  it("an outage is lost and connected again", async () => {
    const exchange = await reach(local, { symbols: SYMBOLS });
    const { heard, listener } = listeningToAccount();
    exchange.watchAccount(SYMBOLS, listener);
    await until(() => heard.includes("connected"));
    local.cutSockets();
    await until(() => heard.length >= 3);
    expect(heard).toEqual(["connected", "lost", "connected"]);
    await exchange.close();
  });
});
