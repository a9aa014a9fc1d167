import { describe, expect } from "vitest";
import type { ExchangeFill } from "../../exchange/trading.js";
import type { ExchangeUnderTest, MakeExchange } from "../exchange-under-test.js";
import { MINUTE, OTHER, order, START, SYMBOL, scene } from "./scene.js";

/** Reads pages until there are no more. */
async function readAll({ exchange, run }: ExchangeUnderTest, from: { cursor: string } | { since: number }) {
  const fills: ExchangeFill[] = [];
  let page = await run(exchange.fills(SYMBOL, from));
  for (let pages = 1; ; pages++) {
    fills.push(...page.fills);
    if (!page.more) return { fills, cursor: page.cursor };
    expect(pages, "pages come to an end").toBeLessThan(1_000);
    page = await run(exchange.fills(SYMBOL, { cursor: page.cursor }));
  }
}

/** The account's trades, page by page: each once, none left out. */
export function describeFillPages(make: MakeExchange): void {
  describe("trades of the account", () => {
    scene(
      "come page by page, oldest first, each once",
      make,
      async (test) => {
        for (let i = 0; i < 60; i++)
          await test.run(test.exchange.submit(order({ side: i % 2 ? "buy" : "sell", quantity: 0.1 })));
        const { fills } = await readAll(test, { since: START });
        expect(fills.map(({ id }) => id)).toEqual(test.venue.fills(SYMBOL).map(({ id }) => id));
        expect(fills).toHaveLength(1_200);
        expect(new Set(fills.map(({ id }) => id)).size).toBe(1_200);
        expect(fills).toEqual(test.venue.fills(SYMBOL));
      },
      { parts: 20 },
    );

    scene("go on after a cursor, with what is new and nothing else", make, async (test) => {
      const first = await readAll(test, { since: START });
      expect(first.fills).toEqual([]);
      await test.run(test.exchange.submit(order()));
      const second = await readAll(test, { cursor: first.cursor });
      expect(second.fills).toHaveLength(1);
      expect((await readAll(test, { cursor: second.cursor })).fills).toEqual([]);
      await test.run(test.exchange.submit(order({ side: "sell" })));
      const third = await readAll(test, { cursor: second.cursor });
      expect(third.fills.map(({ side }) => side)).toEqual(["sell"]);
      expect((await readAll(test, { cursor: first.cursor })).fills).toEqual([...second.fills, ...third.fills]);
    });

    scene("begin at a moment, itself included", make, async (test) => {
      await test.run(test.exchange.submit(order()));
      await test.advance(2 * MINUTE);
      await test.run(test.exchange.submit(order({ side: "sell" })));
      const [early, late] = test.venue.fills(SYMBOL);
      expect((await readAll(test, { since: late!.time })).fills).toEqual([late]);
      expect((await readAll(test, { since: early!.time })).fills).toEqual([early, late]);
      expect((await readAll(test, { since: early!.time + 1 })).fills).toEqual([late]);
    });

    scene("are found later, where none had come yet at the moment that was asked for", make, async (test) => {
      await test.run(test.exchange.submit(order()));
      const none = await readAll(test, { since: test.venue.now + 1 });
      expect(none.fills).toEqual([]);
      await test.advance(MINUTE);
      await test.run(test.exchange.submit(order({ side: "sell" })));
      expect((await readAll(test, { cursor: none.cursor })).fills.map(({ side }) => side)).toContain("sell");
    });

    scene("tell order, price, quantity, side and time", make, async ({ exchange, run, venue }) => {
      const { exchangeId } = await run(exchange.submit(order({ quantity: 0.5 })));
      const { fills } = await run(exchange.fills(SYMBOL, { since: START }));
      expect(fills).toEqual([
        {
          id: venue.fills(SYMBOL)[0]!.id,
          exchangeId,
          symbol: SYMBOL,
          side: "buy",
          price: 100,
          quantity: 0.5,
          fee: { asset: "BTC", amount: 0.001 },
          liquidity: "taker",
          time: venue.fills(SYMBOL)[0]!.time,
        },
      ]);
    });

    scene("say what a fee was paid in: quote for a sale", make, async ({ exchange, run }) => {
      await run(exchange.submit(order({ side: "sell" })));
      const { fills } = await run(exchange.fills(SYMBOL, { since: START }));
      expect(fills[0]!.fee).toEqual({ asset: "USDT", amount: 0.2 });
    });

    scene(
      "say what a fee was paid in: a third asset, while there is some",
      make,
      async ({ exchange, run, venue }) => {
        venue.adjust("BNB", 0.0015);
        await run(exchange.submit(order()));
        await run(exchange.submit(order()));
        const { fills } = await run(exchange.fills(SYMBOL, { since: START }));
        expect(fills.map(({ fee }) => fee)).toEqual([
          { asset: "BNB", amount: 0.001 },
          { asset: "BTC", amount: 0.002 },
        ]);
        expect((await run(exchange.balances())).get("BNB")).toEqual({ free: 0.0005, locked: 0 });
      },
      { feeAsset: { asset: "BNB", price: 200 } },
    );

    scene("are those of one symbol", make, async ({ exchange, run }) => {
      await run(exchange.submit(order()));
      expect((await run(exchange.fills(OTHER, { since: START }))).fills).toEqual([]);
    });
  });
}
