import { describe, expect } from "vitest";
import type { MakeExchange } from "../exchange-under-test.js";
import { limit, OTHER, order, SYMBOL, scene } from "./scene.js";

/** Whether an order can be found again: what recovery stands on. */
export function describeOrderLookup(make: MakeExchange): void {
  describe("looking an order up by its client id alone", () => {
    scene("finds one that rests", make, async ({ exchange, run }) => {
      const sent = limit("buy", 97, { quantity: 2 });
      const { exchangeId } = await run(exchange.submit(sent));
      expect(await run(exchange.find({ symbol: SYMBOL, clientId: sent.clientId }))).toMatchObject({
        clientId: sent.clientId,
        exchangeId,
        symbol: SYMBOL,
        side: "buy",
        type: "limit",
        status: "resting",
        quantity: 2,
        filled: 0,
        limitPrice: 97,
      });
    });

    scene("finds one that has filled", make, async ({ exchange, run }) => {
      const sent = order({ side: "sell" });
      await run(exchange.submit(sent));
      const found = await run(exchange.find({ symbol: SYMBOL, clientId: sent.clientId }));
      expect(found).toMatchObject({ status: "filled", filled: 1, side: "sell", type: "market" });
    });

    scene("finds one that was cancelled", make, async ({ exchange, run }) => {
      const sent = limit("buy", 97);
      await run(exchange.submit(sent));
      await run(exchange.cancel(sent));
      expect(await run(exchange.find({ symbol: SYMBOL, clientId: sent.clientId }))).toMatchObject({
        status: "cancelled",
      });
    });

    scene("answers null for one that never was", make, async ({ exchange, run }) => {
      expect(await run(exchange.find({ symbol: SYMBOL, clientId: "never-was" }))).toBeNull();
    });

    scene("answers null for one of another symbol", make, async ({ exchange, run }) => {
      const sent = limit("buy", 97);
      await run(exchange.submit(sent));
      expect(await run(exchange.find({ symbol: OTHER, clientId: sent.clientId }))).toBeNull();
    });

    scene("finds by the exchange's number as well", make, async ({ exchange, run }) => {
      const sent = limit("buy", 97);
      const { exchangeId } = await run(exchange.submit(sent));
      expect(await run(exchange.find({ symbol: SYMBOL, clientId: sent.clientId, exchangeId }))).toMatchObject({
        exchangeId,
      });
    });
  });
}
