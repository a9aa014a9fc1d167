import { describe, expect } from "vitest";
import type { ExchangeFill, OrderSnapshot } from "../../exchange/trading.js";
import type { ExchangeUnderTest, MakeExchange } from "../exchange-under-test.js";
import { limit, MINUTE, OTHER, order, SYMBOL, scene } from "./scene.js";

interface Heard {
  readonly orders: OrderSnapshot[];
  readonly fills: ExchangeFill[];
  readonly connection: string[];
}

async function listen(test: ExchangeUnderTest): Promise<Heard & { close(): Promise<void> }> {
  const heard: Heard = { orders: [], fills: [], connection: [] };
  const watch = test.exchange.watchAccount([SYMBOL, OTHER], {
    order: (snapshot) => void heard.orders.push(snapshot),
    fill: (fill) => void heard.fills.push(fill),
    lost: () => void heard.connection.push("lost"),
    connected: () => void heard.connection.push("connected"),
  });
  await test.until(() => heard.connection.length > 0);
  return { ...heard, close: () => watch.close() };
}

/** What the websocket of the account does. */
export function describeAccountStream(make: MakeExchange): void {
  describe("the stream of the account", () => {
    scene("tells what becomes of an order, and each of its trades", make, async (test) => {
      const heard = await listen(test);
      const sent = limit("sell", 103);
      await test.run(test.exchange.submit(sent));
      await test.until(() => heard.orders.some(({ status }) => status === "resting"));
      await test.advance(MINUTE + 40_000);
      await test.until(() => heard.fills.length > 0 && heard.orders.at(-1)?.status === "filled");
      expect(heard.orders.at(-1)).toMatchObject({
        clientId: sent.clientId,
        filled: 1,
        quantity: 1,
        side: "sell",
        type: "limit",
      });
      expect(heard.fills).toEqual(test.venue.fills(SYMBOL));
      await heard.close();
    });

    scene("tells a cancelled order", make, async (test) => {
      const heard = await listen(test);
      const sent = limit("buy", 97);
      await test.run(test.exchange.submit(sent));
      await test.run(test.exchange.cancel(sent));
      await test.until(() => heard.orders.some(({ status }) => status === "cancelled"));
      expect(heard.orders.at(-1)).toMatchObject({ clientId: sent.clientId, status: "cancelled", filled: 0 });
      await heard.close();
    });

    scene("tells orders of every symbol that it was opened for, whoever placed them", make, async (test) => {
      const heard = await listen(test);
      test.venue.place({ clientId: "by-hand", symbol: OTHER, side: "buy", type: "market", quantity: 1 });
      await test.until(() => heard.fills.length > 0);
      expect(heard.fills[0]).toMatchObject({ symbol: OTHER, quantity: 1 });
      await heard.close();
    });

    scene(
      "tells when the connection is lost and there again; what came between must be asked for",
      make,
      async (test) => {
        const heard = await listen(test);
        await test.inject("disconnect");
        await test.until(() => heard.connection.length >= 3);
        expect(heard.connection).toEqual(["connected", "lost", "connected"]);
        await test.run(test.exchange.submit(order()));
        await test.until(() => heard.fills.length > 0);
        await heard.close();
      },
    );

    scene("says nothing after it has been closed, not even what was on its way", make, async (test) => {
      const heard = await listen(test);
      test.venue.place(order());
      await heard.close();
      const before = JSON.stringify(heard);
      await test.run(test.exchange.submit(order()));
      await test.advance(MINUTE);
      expect(JSON.stringify(heard)).toBe(before);
    });
  });
}
