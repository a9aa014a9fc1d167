import { instrument } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { RULES, START } from "../../test/order-bench.js";
import { type Script, ScriptedExchange } from "../../test/scripted-exchange.js";
import { ExchangeUnsuitableError } from "../exchange/errors.js";
import { VirtualTime } from "../testing/virtual-time.js";
import { proveLookUp } from "./self-test.js";

const BTC = instrument("BTC/USDT", RULES);

function exchange(script: Partial<Script> = {}) {
  const time = new VirtualTime(START);
  const made = new ScriptedExchange({ instruments: [BTC], time, balances: { USDT: 1_000 }, ...script });
  made.move("BTC/USDT", 100);
  const run = async () => {
    const outcome = proveLookUp({ exchange: made, instrument: BTC, price: 100, account: "main", timers: time }).then(
      () => "proven",
      (error: unknown) => error,
    );
    await time.run(START + 600_000);
    return outcome;
  };
  return { made, run };
}

describe("the test before live trading", () => {
  it("places the smallest order far below the market, finds it, cancels it, and finds it cancelled", async () => {
    const { made, run } = exchange();
    expect(await run()).toBe("proven");
    expect(made.sent).toMatchObject([{ type: "limit", side: "buy", limitPrice: 70, postOnly: true }]);
    expect(made.sent[0]!.quantity * 70).toBeGreaterThanOrEqual(5);
    expect(made.orders).toMatchObject([{ status: "cancelled", filled: 0 }]);
  });

  it("survives an order whose answer is lost, and questions without an answer; the order is sent once", async () => {
    const { made, run } = exchange();
    made.fault = (call, count) => (call === "submit" ? "answer-lost" : count < 2 ? "lost" : undefined);
    expect(await run()).toBe("proven");
    expect(made.sent).toHaveLength(1);
    expect(made.openNow).toEqual([]);
  });

  it.each([
    [
      "refuses the order",
      (made: ScriptedExchange) => (made.fault = (call) => (call === "submit" ? { refuse: "credentials" } : undefined)),
    ],
    ["does not find it", (made: ScriptedExchange) => (made.find = async () => null)],
    [
      "finds another",
      (made: ScriptedExchange) => {
        const { find } = made;
        made.find = async (reference) => ({ ...(await find.call(made, reference))!, clientId: "other" });
      },
    ],
    ["does not let it end", (made: ScriptedExchange) => (made.cancel = async () => {})],
    [
      "forgets cancelled orders",
      (made: ScriptedExchange) => {
        const { find } = made;
        made.find = async (reference) => {
          const found = await find.call(made, reference);
          return found?.status === "cancelled" ? null : found;
        };
      },
    ],
    ["never answers", (made: ScriptedExchange) => (made.fault = () => "lost")],
  ])("refuses an exchange that %s", async (_, plant) => {
    const { made, run } = exchange();
    plant(made);
    expect(await run()).toBeInstanceOf(ExchangeUnsuitableError);
    expect(made.sent.length).toBeLessThanOrEqual(1);
  });

  it("refuses an exchange that says beforehand that it cannot look orders up, and sends it nothing", async () => {
    const { made, run } = exchange({ traits: { findsByClientId: false } });
    expect(await run()).toBeInstanceOf(ExchangeUnsuitableError);
    expect(made.sent).toEqual([]);
  });

  it("refuses to guess a price", async () => {
    const { made } = exchange();
    for (const price of [Number.NaN, 0, Number.POSITIVE_INFINITY])
      await expect(
        proveLookUp({ exchange: made, instrument: BTC, price, account: "main", timers: new VirtualTime() }),
      ).rejects.toThrow(ExchangeUnsuitableError);
  });
});
