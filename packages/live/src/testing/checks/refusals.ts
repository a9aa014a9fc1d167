import { describe, expect } from "vitest";
import type { RefusalKind } from "../../exchange/errors.js";
import type { ExchangeOrderRequest } from "../../exchange/trading.js";
import type { MakeExchange } from "../exchange-under-test.js";
import { expectRefusal, limit, order, scene } from "./scene.js";

const REFUSED: readonly (readonly [name: string, order: () => ExchangeOrderRequest, kind: RefusalKind])[] = [
  ["more than the account can pay", () => order({ quantity: 101 }), "insufficient-funds"],
  ["more than the account holds", () => limit("sell", 120, { quantity: 5.001 }), "insufficient-funds"],
  ["a value below the least", () => order({ quantity: 0.049 }), "bad-order"],
  ["a quantity off the step", () => order({ quantity: 1.0005 }), "bad-order"],
  ["a quantity below the least", () => limit("sell", 1e6, { quantity: 0.0001 }), "bad-order"],
  ["a price off the tick", () => limit("buy", 97.005), "bad-order"],
  ["a symbol that is none", () => order({ symbol: "NONE/USDT" }), "bad-symbol"],
  ["a post-only order that would cross", () => limit("buy", 101, { postOnly: true }), "would-cross"],
];

/** What an exchange says no to, and in which words; nothing has happened there afterwards. */
export function describeRefusals(make: MakeExchange): void {
  describe("refusals", () => {
    for (const [name, refused, kind] of REFUSED) {
      scene(`refuses ${name} as ${kind}, and does nothing`, make, async (test) => {
        await expectRefusal(test, test.exchange.submit(refused()), kind);
        expect(test.venue.orders()).toEqual([]);
        const balances = await test.run(test.exchange.balances());
        expect([balances.get("USDT"), balances.get("BTC")]).toEqual([
          { free: 10_000, locked: 0 },
          { free: 5, locked: 0 },
        ]);
      });
    }

    scene("refuses a client id that an open order has", make, async (test) => {
      const first = limit("buy", 97);
      await test.run(test.exchange.submit(first));
      await expectRefusal(test, test.exchange.submit({ ...first, limitPrice: 96 }), "duplicate-id");
      expect(test.venue.orders()).toHaveLength(1);
    });

    scene("counts money that is locked as spent", make, async (test) => {
      await test.run(test.exchange.submit(limit("buy", 90, { quantity: 100 })));
      await expectRefusal(test, test.exchange.submit(limit("buy", 90, { quantity: 100 })), "insufficient-funds");
    });

    scene("takes the least value that it states", make, async ({ exchange, run }) => {
      expect(await run(exchange.submit(order({ quantity: 0.05 })))).toMatchObject({ status: "filled" });
    });
  });
}
