import { describe, expect } from "vitest";
import type { MakeExchange } from "../exchange-under-test.js";
import { limit, MINUTE, OTHER, order, START, SYMBOL, scene } from "./scene.js";

/** What becomes of orders. The price is 100, is 104 from minute 1:30 to 1:45, and 96 from 2:30 to 2:45. */
export function describeOrders(make: MakeExchange): void {
  describe("orders", () => {
    scene("fills a market order at once, and moves the money", make, async ({ exchange, venue, run }) => {
      const sent = order({ quantity: 2 });
      const { clientId, symbol, side, type, status, quantity, filled, exchangeId } = await run(exchange.submit(sent));
      expect({ clientId, symbol, side, type, status, quantity, filled }).toEqual({
        ...sent,
        status: "filled",
        filled: 2,
      });
      expect(venue.find(SYMBOL, { exchangeId })?.clientId).toBe(sent.clientId);
      const balances = await run(exchange.balances());
      expect(balances.get("USDT")).toEqual({ free: 9_800, locked: 0 });
      expect(balances.get("BTC"), "a buy pays its fee in what it buys").toEqual({ free: 5 + 2 - 0.004, locked: 0 });
    });

    scene("sells", make, async ({ exchange, run }) => {
      await run(exchange.submit(order({ side: "sell", quantity: 1.5 })));
      const balances = await run(exchange.balances());
      expect(balances.get("USDT")).toEqual({ free: 10_000 + 150 - 0.3, locked: 0 });
      expect(balances.get("BTC")).toEqual({ free: 3.5, locked: 0 });
    });

    scene(
      "fills a market order in pieces where the market is thin",
      make,
      async ({ exchange, run }) => {
        const { status, filled, exchangeId } = await run(exchange.submit(order({ quantity: 0.1 })));
        expect([status, filled]).toEqual(["filled", 0.1]);
        const { fills } = await run(exchange.fills(SYMBOL, { since: START }));
        expect(fills.map((fill) => [fill.exchangeId, fill.quantity, fill.liquidity])).toEqual(
          [0.033, 0.033, 0.034].map((quantity) => [exchangeId, quantity, "taker"]),
        );
      },
      { parts: 3 },
    );

    scene("lets a limit order rest, lists it, and locks its money", make, async ({ exchange, run }) => {
      const sent = limit("buy", 97);
      const snapshot = await run(exchange.submit(sent));
      expect(snapshot).toMatchObject({ status: "resting", filled: 0, limitPrice: 97, type: "limit" });
      const open = await run(exchange.openOrders(SYMBOL));
      expect(open.map(({ clientId }) => clientId)).toEqual([sent.clientId]);
      expect((await run(exchange.balances())).get("USDT")).toEqual({ free: 9_903, locked: 97 });
      expect(await run(exchange.openOrders(OTHER)), "of that symbol only").toEqual([]);
    });

    scene("fills a resting limit order at its price, as a maker, once the price comes", make, async (test) => {
      const { exchange, run, advance } = test;
      const sent = limit("sell", 103);
      await run(exchange.submit(sent));
      await advance(MINUTE + 20_000);
      expect(await run(exchange.find(sent))).toMatchObject({ status: "resting" });
      await advance(20_000);
      expect(await run(exchange.find(sent))).toMatchObject({ status: "filled", filled: 1 });
      const { fills } = await run(exchange.fills(SYMBOL, { since: START }));
      expect(fills).toHaveLength(1);
      expect(fills[0]).toMatchObject({ price: 103, quantity: 1, liquidity: "maker", side: "sell" });
      expect(fills[0]!.fee).toEqual({ asset: "USDT", amount: 0.103 });
      expect(await run(exchange.openOrders(SYMBOL))).toEqual([]);
    });

    scene("fills a limit order that crosses at once, at the price that is there", make, async ({ exchange, run }) => {
      expect(await run(exchange.submit(limit("buy", 105)))).toMatchObject({ status: "filled" });
      const { fills } = await run(exchange.fills(SYMBOL, { since: START }));
      expect(fills[0]).toMatchObject({ price: 100, liquidity: "taker" });
      expect((await run(exchange.balances())).get("USDT")).toEqual({ free: 9_900, locked: 0 });
    });

    scene("lets a post-only order rest", make, async ({ exchange, run }) => {
      expect(await run(exchange.submit(limit("buy", 99, { postOnly: true })))).toMatchObject({ status: "resting" });
    });

    for (const timeInForce of ["ioc", "fok"] as const) {
      scene(`ends an ${timeInForce} order that does not trade at once`, make, async ({ exchange, run }) => {
        const sent = limit("buy", 99, { timeInForce });
        await run(exchange.submit(sent));
        const found = await run(exchange.find(sent));
        expect(["expired", "cancelled"]).toContain(found?.status);
        expect(found?.filled).toBe(0);
        expect((await run(exchange.balances())).get("USDT")).toEqual({ free: 10_000, locked: 0 });
      });
    }

    const stopping = (name: string, type: "stop" | "stop-limit", run: Parameters<typeof scene>[2]) =>
      scene(name, make, async (test) => {
        const { traits } = test.exchange;
        if (traits.restsStops && traits.types.includes(type)) await run(test);
      });

    stopping("lets a stop order rest until it is touched, then sells what it can", "stop", async (test) => {
      const { exchange, run, advance } = test;
      const sent = order({ side: "sell", type: "stop", stopPrice: 97 });
      expect(await run(exchange.submit(sent))).toMatchObject({ status: "resting", type: "stop", stopPrice: 97 });
      await advance(2 * MINUTE + 10_000);
      expect(await run(exchange.find(sent))).toMatchObject({ status: "resting" });
      await advance(20_000);
      expect(await run(exchange.find(sent))).toMatchObject({ status: "filled", type: "stop" });
      const { fills } = await run(exchange.fills(SYMBOL, { since: START }));
      expect(fills.map(({ price, liquidity }) => [price, liquidity])).toEqual([[97, "taker"]]);
    });

    stopping("makes a limit order of a stop-limit once it is touched", "stop-limit", async (test) => {
      const { exchange, run, advance } = test;
      const sent = order({ side: "buy", type: "stop-limit", stopPrice: 103, limitPrice: 102 });
      expect(await run(exchange.submit(sent))).toMatchObject({
        status: "resting",
        type: "stop-limit",
        limitPrice: 102,
      });
      await advance(MINUTE + 35_000); // 104
      expect(await run(exchange.find(sent))).toMatchObject({ status: "resting", filled: 0 });
      await advance(15_000); // back at 100
      expect(await run(exchange.find(sent))).toMatchObject({ status: "filled" });
      const { fills } = await run(exchange.fills(SYMBOL, { since: START }));
      expect(fills.map(({ price, liquidity }) => [price, liquidity])).toEqual([[102, "maker"]]);
    });

    scene("ends a cancelled order, gives its money back, and says so", make, async ({ exchange, run }) => {
      const sent = limit("buy", 97);
      const { exchangeId } = await run(exchange.submit(sent));
      await run(exchange.cancel({ ...sent, exchangeId }));
      expect(await run(exchange.find(sent))).toMatchObject({ status: "cancelled", filled: 0 });
      expect((await run(exchange.balances())).get("USDT")).toEqual({ free: 10_000, locked: 0 });
    });

    scene("cancels by client id alone", make, async ({ exchange, run }) => {
      const sent = limit("buy", 97);
      await run(exchange.submit(sent));
      await run(exchange.cancel({ symbol: SYMBOL, clientId: sent.clientId }));
      expect(await run(exchange.openOrders(SYMBOL))).toEqual([]);
    });

    scene(
      "resolves a cancel that comes after the order's end, whatever the end",
      make,
      async ({ exchange, run, venue }) => {
        const filled = order();
        const cancelled = limit("buy", 97);
        await run(exchange.submit(filled));
        await run(exchange.submit(cancelled));
        await run(exchange.cancel(cancelled));
        await run(exchange.cancel(cancelled));
        await run(exchange.cancel(filled));
        expect(venue.orders().map(({ status }) => status)).toEqual(["filled", "cancelled"]);
      },
    );

    scene(
      "keeps what had filled when the rest is cancelled",
      make,
      async ({ exchange, run, advance }) => {
        const sent = limit("buy", 97, { quantity: 3 });
        await run(exchange.submit(sent));
        await advance(2 * MINUTE + 35_000); // 96: one piece
        expect(await run(exchange.find(sent))).toMatchObject({ status: "partly-filled", filled: 1 });
        await run(exchange.cancel(sent));
        expect(await run(exchange.find(sent))).toMatchObject({ status: "cancelled", filled: 1, quantity: 3 });
        expect((await run(exchange.balances())).get("USDT")).toEqual({ free: 9_903, locked: 0 });
      },
      { restingParts: 3 },
    );

    scene("shows orders that somebody else has placed with the account", make, async ({ exchange, run, venue }) => {
      const foreign = venue.place({
        clientId: "by-hand",
        symbol: SYMBOL,
        side: "sell",
        type: "limit",
        quantity: 1,
        limitPrice: 120,
      });
      const open = await run(exchange.openOrders(SYMBOL));
      expect(open).toHaveLength(1);
      expect(open[0]).toMatchObject({
        exchangeId: foreign.exchangeId,
        clientId: "by-hand",
        quantity: 1,
        limitPrice: 120,
      });
    });

    scene("shows what somebody deposits", make, async ({ exchange, run, venue }) => {
      venue.adjust("ETH", 3);
      expect((await run(exchange.balances())).get("ETH")).toEqual({ free: 3, locked: 0 });
    });
  });
}
