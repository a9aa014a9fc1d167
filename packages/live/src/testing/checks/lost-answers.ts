import { describe, expect } from "vitest";
import type { MakeExchange } from "../exchange-under-test.js";
import { expectRefusal, expectUnclear, limit, order, START, SYMBOL, scene } from "./scene.js";

/** What happens when the way there or back fails: the truth is unclear, and nothing is sent twice. */
export function describeLostAnswers(make: MakeExchange): void {
  describe("when the way there or back fails", () => {
    scene("leaves open what became of an order that never arrived, and the order is nowhere", make, async (test) => {
      const sent = order();
      await test.inject("request-lost");
      await expectUnclear(test, test.exchange.submit(sent));
      expect(test.venue.orders()).toEqual([]);
      expect(await test.run(test.exchange.find(sent))).toBeNull();
    });

    scene(
      "leaves open what became of an order whose answer was lost, and the order is there once",
      make,
      async (test) => {
        const sent = order();
        await test.inject("answer-lost");
        await expectUnclear(test, test.exchange.submit(sent));
        expect(test.venue.orders().map(({ clientId }) => clientId)).toEqual([sent.clientId]);
        expect(test.arrivals().submits, "sent once").toBe(1);
        expect(await test.run(test.exchange.find(sent))).toMatchObject({ status: "filled" });
      },
    );

    scene("sends an order once, though the exchange fails over it", make, async (test) => {
      await test.inject("server-error");
      await expectUnclear(test, test.exchange.submit(order()));
      expect(test.arrivals().submits).toBeLessThanOrEqual(1);
      expect(test.venue.orders().length).toBeLessThanOrEqual(1);
    });

    scene("sends nothing again when the exchange asks to wait", make, async (test) => {
      await test.inject("rate-limited");
      const { retryAfterMs } = await expectUnclear(test, test.exchange.submit(order()));
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(test.venue.orders()).toEqual([]);
    });

    scene("sends a refused order once", make, async (test) => {
      await expectRefusal(test, test.exchange.submit(order({ quantity: 1_000 })), "insufficient-funds");
      expect(test.arrivals().submits).toBe(1);
    });

    scene("leaves open whether a cancel whose answer was lost was heard, and it was, once", make, async (test) => {
      const sent = limit("buy", 97);
      await test.run(test.exchange.submit(sent));
      await test.inject("answer-lost");
      await expectUnclear(test, test.exchange.cancel(sent));
      expect(test.venue.orders()[0]!.status).toBe("cancelled");
      expect(test.arrivals().cancels).toBe(1);
      await test.run(test.exchange.cancel(sent));
    });

    scene("leaves an order alone whose cancel never arrived", make, async (test) => {
      const sent = limit("buy", 97);
      await test.run(test.exchange.submit(sent));
      await test.inject("request-lost");
      await expectUnclear(test, test.exchange.cancel(sent));
      expect(test.venue.orders()[0]!.status).toBe("resting");
      expect(test.arrivals().cancels).toBe(0);
    });

    for (const fault of ["request-lost", "answer-lost", "server-error"] as const) {
      scene(`never answers "no such order", nor an empty account, after one ${fault}`, make, async (test) => {
        const sent = limit("buy", 97);
        await test.run(test.exchange.submit(sent));
        for (const ask of [
          () => test.exchange.find(sent),
          () => test.exchange.openOrders(SYMBOL),
          () => test.exchange.balances(),
          () => test.exchange.fills(SYMBOL, { since: START }),
        ]) {
          await test.inject(fault);
          await expectUnclear(test, ask());
        }
      });
    }
  });
}
