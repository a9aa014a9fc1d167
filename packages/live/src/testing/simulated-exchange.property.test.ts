import { createRng } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, START, STREAM, SYMBOL, simulate } from "../../test/simulate.js";
import { ExchangeRefusalError, ExchangeUnclearError } from "../exchange/errors.js";
import { randomFaults } from "./fault-plan.js";

/** A client that does at random what clients do, for an hour, and all that it sees and the venue does. */
async function hour(seed: number): Promise<{ log: string[]; sim: ReturnType<typeof simulate>; sent: string[] }> {
  const rng = createRng(seed);
  const sim = simulate(randomFaults(rng.fork("faults")), seed, 400);
  const { exchange, venue, timers, order } = sim;
  const log: string[] = [];
  const note = (...words: unknown[]) =>
    void log.push(`${timers.true} ${words.map((it) => JSON.stringify(it)).join(" ")}`);
  const heard =
    (kind: string) =>
    (...words: unknown[]) =>
      note(kind, ...words);
  venue.on({ order: heard("order"), fill: heard("fill"), balance: heard("balance") });
  const connection = { lost: heard("lost"), connected: heard("connected") };
  exchange.watch([STREAM], { bar: heard("bar"), price: heard("price"), ...connection });
  exchange.watchAccount([SYMBOL], { order: heard("my order"), fill: heard("my fill"), ...connection });
  const sent: string[] = [];
  const calls: (() => Promise<unknown>)[] = [
    () => {
      const price = venue.price(SYMBOL) * (0.995 + 0.01 * rng.next());
      const isLimit = rng.next() < 0.6;
      const request = order({
        side: rng.next() < 0.5 ? "buy" : "sell",
        quantity: (1 + rng.int(500)) / 1_000,
        ...(isLimit && { type: "limit", limitPrice: Math.round(price * 100) / 100 }),
      });
      sent.push(request.clientId);
      return exchange.submit(request);
    },
    () => exchange.cancel({ symbol: SYMBOL, clientId: sent[rng.int(sent.length)] ?? "none" }),
    () => exchange.find({ symbol: SYMBOL, clientId: sent[rng.int(sent.length)] ?? "none" }),
    () => exchange.openOrders(SYMBOL),
    () => exchange.balances().then((it) => [...it]),
    () => exchange.fills(SYMBOL, { since: START }),
    () => exchange.bars(STREAM, START, 100),
    () => exchange.time(),
  ];
  for (let i = 0; i < 60; i++) {
    const call = rng.int(calls.length);
    calls[call]!().then(
      (result) => note(call, result),
      (error: unknown) => note(call, error instanceof Error ? `${error.name} ${error.message}` : "no error"),
    );
    await timers.run(timers.true + rng.int(2 * MINUTE));
  }
  return { log, sim, sent };
}

describe("whatever the plan", () => {
  it("fails in two ways only, places no order twice, and keeps the money together", async () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 150; seed++) {
      const { log, sim, sent } = await hour(seed);
      for (const line of log) seen.add(/"(Exchange\w+Error|[A-Z]\w*Error)/.exec(line)?.[1] ?? "fine");
      const ids = sim.venue.orders().map(({ clientId }) => clientId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => sent.includes(id))).toBe(true);
      const held = { BTC: 50, USDT: 5_000, BNB: 1 } as Record<string, number>;
      for (const { side, price, quantity, fee } of sim.venue.fills(SYMBOL)) {
        held.BTC! += side === "buy" ? quantity : -quantity;
        held.USDT! += side === "buy" ? -price * quantity : price * quantity;
        held[fee!.asset]! -= fee!.amount;
      }
      for (const [asset, { free, locked }] of sim.venue.balances()) expect(free + locked).toBeCloseTo(held[asset]!, 8);
    }
    expect(seen).toEqual(new Set(["fine", ExchangeRefusalError.name, ExchangeUnclearError.name]));
  });

  it("does the same again for the same seed, event by event, and something else for another", async () => {
    for (let seed = 0; seed < 20; seed++) {
      const [first, second] = [await hour(seed), await hour(seed)];
      expect(second.log).toEqual(first.log);
      expect(second.sim.exchange.counts).toEqual(first.sim.exchange.counts);
      expect((await hour(seed + 1_000)).log).not.toEqual(first.log);
    }
  });

  it("answers everything at once when the faults have stopped", async () => {
    for (let seed = 0; seed < 50; seed++) {
      const { exchange, outcome, timers, order } = simulate(randomFaults(createRng(seed)), seed);
      let isUp = false;
      exchange.watch([STREAM], {
        bar() {},
        price() {},
        lost: () => (isUp = false),
        connected: () => (isUp = true),
      });
      await timers.run(START + 6 * HOUR);
      exchange.stopFaults();
      await timers.run(timers.true + 1_000);
      expect(isUp).toBe(true);
      expect(timers.now()).toBe(timers.true);
      const sent = order({ side: "sell", quantity: 1 });
      expect(await outcome(exchange.submit(sent))).toMatchObject({ result: { status: "filled" }, ms: 20 });
      expect(await outcome(exchange.find(sent))).toMatchObject({ result: { status: "filled" }, ms: 20 });
    }
  });
});
