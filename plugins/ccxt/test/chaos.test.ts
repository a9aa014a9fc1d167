import { createRng, TradingError } from "@bellwether/core";
import { ExchangeRefusalError, ExchangeUnclearError } from "@bellwether/live";
import { describe, expect, it } from "vitest";
import { reach } from "./local.js";
import { MINUTE, openLocal, START } from "./local-markets.js";

const SYMBOL = "BTC/USDT";
const ORDERS = 20;

describe("a day of every fault", () => {
  it.each([1, 3])("seed %i: every call is answered, refused or unclear, and no order arrives twice", async (seed) => {
    const local = await openLocal({ seed });
    const exchange = await reach(local, { symbols: [SYMBOL], deadlineMs: 1_000 });
    const rng = createRng(seed);
    local.faults.random(seed);
    local.faults.shape.slowMs = 2_000;
    const typed = async (call: Promise<unknown>) => {
      try {
        await call;
        return "answered";
      } catch (error) {
        if (!(error instanceof ExchangeUnclearError || error instanceof ExchangeRefusalError)) throw error;
        expect(error).toBeInstanceOf(TradingError);
        return error.code;
      }
    };

    const outcomes = new Map<string, string>();
    for (let i = 0; i < ORDERS; i++) {
      local.advance({ ms: MINUTE / 4 });
      const clientId = `bw-${i}`;
      const terms = rng.next() < 0.5 ? ({ type: "market" } as const) : ({ type: "limit", limitPrice: 90 } as const);
      const submitted = typed(exchange.submit({ clientId, symbol: SYMBOL, side: "buy", quantity: 0.1, ...terms }));
      const questions = [
        exchange.bars({ symbol: SYMBOL, timeframe: "1m" }, START, 5),
        exchange.find({ symbol: SYMBOL, clientId: `bw-${rng.int(i + 1)}` }),
        exchange.openOrders(SYMBOL),
        exchange.balances(),
        exchange.fills(SYMBOL, { since: START }),
      ].map(typed);
      outcomes.set(clientId, await submitted);
      await Promise.all(questions);
    }

    local.faults.off();
    const arrived = local.venue.orders(SYMBOL).map(({ clientId }) => clientId);
    expect(new Set(arrived).size).toBe(arrived.length);
    for (const [clientId, outcome] of outcomes) {
      const isThere = arrived.includes(clientId);
      if (outcome !== "EXCHANGE_UNCLEAR") expect(isThere, clientId).toBe(outcome === "answered");
    }
    await exchange.close();
    const calm = await reach(local, { symbols: [SYMBOL] });
    for (const clientId of outcomes.keys())
      expect((await calm.find({ symbol: SYMBOL, clientId })) !== null, clientId).toBe(arrived.includes(clientId));
    await calm.close();
    await local.close();
  });
});
