import { describe, expect } from "vitest";
import type { WatchListener } from "../../exchange/market-data.js";
import type { ExchangeUnderTest, MakeExchange } from "../exchange-under-test.js";
import { MINUTE, START, STREAM, scene } from "./scene.js";

interface Heard {
  readonly bars: { stream: number; openTime: number; at: number }[];
  readonly prices: number[];
  readonly connection: string[];
}

function listen(test: ExchangeUnderTest): Heard & { close(): Promise<void> } {
  const heard: Heard = { bars: [], prices: [], connection: [] };
  const listener: WatchListener = {
    bar: (stream, openTime, at) => void heard.bars.push({ stream, openTime, at }),
    price: (_stream, price) => void heard.prices.push(price),
    lost: () => void heard.connection.push("lost"),
    connected: () => void heard.connection.push("connected"),
  };
  const streams = [STREAM, { ...STREAM, timeframe: "5m" as const }];
  const watch = test.exchange.watch!(streams, listener);
  return { ...heard, close: () => watch.close() };
}

/** What the websocket of bars and prices does, where there is one. */
export function describeMarketStream(make: MakeExchange): void {
  const streaming = (name: string, run: (test: ExchangeUnderTest) => Promise<void>) =>
    scene(name, make, async (test) => {
      if (test.exchange.watch !== undefined) await run(test);
    });

  describe("the stream of bars", () => {
    streaming("says that it is connected, then shows prices and the bars that they belong to", async (test) => {
      const heard = listen(test);
      await test.until(() => heard.connection.length > 0);
      expect(heard.connection).toEqual(["connected"]);
      await test.advance(MINUTE + 35_000);
      await test.until(
        () => heard.prices.includes(104) && heard.bars.some(({ openTime }) => openTime === START + MINUTE),
      );
      for (const { stream, openTime } of heard.bars)
        expect(openTime, "5m bars open at whole fives").toBe(stream === 1 ? START : openTime - (openTime % MINUTE));
      await heard.close();
    });

    streaming("shows a new bar after the one before has closed", async (test) => {
      const heard = listen(test);
      await test.until(() => heard.connection.length > 0);
      await test.advance(2 * MINUTE);
      await test.until(() => heard.bars.some(({ openTime }) => openTime === START + 2 * MINUTE));
      for (const { openTime, at } of heard.bars)
        if (!Number.isNaN(at)) expect(at, "an exchange's clock, when it is told").toBeGreaterThanOrEqual(openTime);
      await heard.close();
    });

    streaming("says nothing after it has been closed, not even what was on its way", async (test) => {
      const heard = listen(test);
      await test.until(() => heard.connection.length > 0);
      await test.advance(15_000);
      await heard.close();
      const before = JSON.stringify(heard);
      await test.advance(3 * MINUTE);
      await test.run(test.exchange.time());
      expect(JSON.stringify(heard)).toBe(before);
    });

    streaming("tells when the connection is lost, and when it is there again", async (test) => {
      const heard = listen(test);
      await test.until(() => heard.connection.length > 0);
      await test.inject("disconnect");
      await test.until(() => heard.connection.length >= 3);
      expect(heard.connection).toEqual(["connected", "lost", "connected"]);
      const count = heard.prices.length;
      await test.advance(MINUTE);
      await test.until(() => heard.prices.length > count);
      await heard.close();
    });
  });
}
