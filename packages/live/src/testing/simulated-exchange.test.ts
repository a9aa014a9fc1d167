import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, START, STREAM, SYMBOL, simulate } from "../../test/simulate.js";
import { ExchangeUnclearError } from "../exchange/errors.js";
import { SimulatedExchange } from "./simulated-exchange.js";

describe("time", () => {
  it("moves the venue by itself, and an answer takes as long as its two ways", async () => {
    const { timers, venue, exchange, outcome } = simulate();
    await timers.run(START + 10 * MINUTE);
    expect(venue.now).toBe(START + 10 * MINUTE);
    expect(await outcome(exchange.time())).toEqual({ result: START + 10 * MINUTE + 10, ms: 20 });
  });

  it("stays within the latency of the plan", async () => {
    const { exchange, outcome } = simulate({ latencyMs: [30, 400] });
    const lengths: number[] = [];
    for (let i = 0; i < 300; i++) lengths.push((await outcome(exchange.time())).ms);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(60);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(800);
    expect(new Set(lengths).size).toBeGreaterThan(50);
  });
});

describe("each fault", () => {
  const unclear = (result: unknown, words: string) => {
    expect(result).toBeInstanceOf(ExchangeUnclearError);
    expect((result as Error).message).toContain(words);
  };

  it("loses requests: the caller waits in vain, and nothing has been done", async () => {
    const { exchange, venue, outcome, order } = simulate({ requestsLost: 1 });
    const { result, ms } = await outcome(exchange.submit(order()));
    unclear(result, "no answer within 10000 ms");
    expect(ms).toBe(10_000);
    expect(venue.orders()).toEqual([]);
  });

  it("loses answers: the caller waits in vain, and it has been done", async () => {
    const { exchange, venue, outcome, order } = simulate({ answersLost: 1 });
    unclear((await outcome(exchange.submit(order()))).result, "no answer");
    expect(venue.orders()).toHaveLength(1);
  });

  it("answers 5xx, having acted or not", async () => {
    const { exchange, venue, outcome, order } = simulate({ serverErrors: 1 });
    for (let i = 0; i < 100; i++) unclear((await outcome(exchange.submit(order()))).result, "500");
    expect(venue.orders().length).toBeGreaterThan(30);
    expect(venue.orders().length).toBeLessThan(70);
  });

  it("answers 429 with the time that is left of its spell", async () => {
    const { exchange, timers, outcome } = simulate({ rateLimits: { perDay: 1e6, lengthMs: [30_000, 30_000] } });
    await timers.run(START + 2_000);
    const { result } = await outcome(exchange.time());
    unclear(result, "429");
    const { retryAfterMs } = result as ExchangeUnclearError;
    expect(retryAfterMs).toBeGreaterThan(20_000);
    expect(retryAfterMs).toBeLessThanOrEqual(30_001);
  });

  it("closes for maintenance, streams included, and opens again", async () => {
    const { exchange, timers, outcome } = simulate({ maintenance: { perDay: 12, lengthMs: [HOUR, HOUR] } });
    const connection: string[] = [];
    exchange.watchAccount([SYMBOL], {
      order() {},
      fill() {},
      lost: (reason) => connection.push(reason),
      connected: () => connection.push("connected"),
    });
    const answers = new Set<string>();
    for (let hour = 0; hour < 24; hour++) {
      await timers.run(START + hour * HOUR);
      const { result } = await outcome(exchange.time());
      answers.add(typeof result === "number" ? "time" : (result as Error).message);
    }
    expect([...answers].sort()).toEqual(["time", "time: 503, under maintenance"]);
    expect(connection.slice(0, 3)).toEqual(["connected", "closed for maintenance", "connected"]);
  });

  it("drops what was too long on its way: no order comes to life after its caller gave up", async () => {
    const { exchange, venue, outcome, order } = simulate({ latencyMs: [5_001, 5_001] });
    unclear((await outcome(exchange.submit(order()))).result, "no answer");
    expect(exchange.counts.late).toBe(1);
    expect(venue.orders()).toEqual([]);
  });

  it("stalls streams without a word", async () => {
    const { exchange, timers } = simulate({ stalls: { perDay: 1e6, lengthMs: [24 * HOUR, 24 * HOUR] } });
    const heard: string[] = [];
    exchange.watch([STREAM], {
      bar: () => heard.push("bar"),
      price: () => heard.push("price"),
      lost: () => heard.push("lost"),
      connected: () => heard.push("connected"),
    });
    await timers.run(START + HOUR);
    expect(heard).toEqual(["connected"]);
    exchange.stopFaults();
    await timers.run(START + 2 * HOUR + 10);
    expect(heard.filter((it) => it === "price")).toHaveLength(240);
  });

  it("duplicates and reorders events, and counts what it does", async () => {
    const { exchange, timers, outcome, order } = simulate({ eventsDuplicated: 0.3, eventsReordered: 0.3 });
    const ids: number[] = [];
    exchange.watchAccount([SYMBOL], {
      order() {},
      fill: ({ id }) => ids.push(Number(id)),
      lost() {},
      connected() {},
    });
    await timers.run(START + 1_000);
    for (let i = 0; i < 100; i++) await outcome(exchange.submit(order({ side: i % 2 ? "buy" : "sell" })));
    await timers.run(timers.true + MINUTE);
    expect(new Set(ids).size, "none is lost").toBe(100);
    expect(ids.length).toBeGreaterThan(110);
    expect(ids.some((id, i) => id < (ids[i - 1] ?? 0))).toBe(true);
    expect(exchange.counts.eventsDuplicated).toBeGreaterThan(30);
  });

  it("answers lists empty, but never finds nothing for that", async () => {
    const { exchange, venue, outcome, order } = simulate({ emptyAnswers: 1 });
    const sent = order({ type: "limit", limitPrice: 50, quantity: 1 });
    expect(venue.place(sent).status).toBe("resting");
    venue.place(order());
    expect((await outcome(exchange.openOrders(SYMBOL))).result).toEqual([]);
    expect((await outcome(exchange.balances())).result).toEqual(new Map());
    expect((await outcome(exchange.bars(STREAM, START - HOUR, 9))).result).toEqual([]);
    expect((await outcome(exchange.fills(SYMBOL, { since: START }))).result).toMatchObject({ fills: [], cursor: "0" });
    expect((await outcome(exchange.find(sent))).result).toMatchObject({ status: "resting" });
  });

  it("distorts bars: late, twice, NaN, unfinished", async () => {
    for (const [fault, name] of [
      [{ rowsLate: 1 }, "rowsLate"],
      [{ rowsDuplicated: 1 }, "rowsDuplicated"],
      [{ rowsNaN: 1 }, "rowsNaN"],
      [{ rowsLagMs: 900 }, "rowsLagging"],
    ] as const) {
      const { exchange, venue, timers, outcome } = simulate(fault);
      await timers.run(START + 5 * MINUTE);
      const { result } = await outcome(exchange.bars(STREAM, START, 100));
      expect(result).not.toEqual(venue.bars(SYMBOL, "1m", START, 100));
      expect(exchange.counts[name]).toBe(1);
    }
  });

  it("revises bars a minute after their close, and stays with it", async () => {
    const { exchange, venue, timers, outcome } = simulate({ rowsRevised: 1 });
    await timers.run(START + 10 * MINUTE);
    const rows = async () => (await outcome(exchange.bars(STREAM, START, 10))).result as number[][];
    const [first, truth] = [await rows(), venue.bars(SYMBOL, "1m", START, 10)];
    expect(first.slice(0, 9)).not.toContainEqual(truth[0]);
    expect(first[9], "closed just now").toEqual(truth[9]);
    expect((await rows()).slice(0, 9)).toEqual(first.slice(0, 9));
  });

  it("hides a new order from look-ups, and its trades, for a moment", async () => {
    const { exchange, timers, outcome, order } = simulate({ lookupLagMs: 1_000 });
    const sent = order();
    await outcome(exchange.submit(sent));
    expect((await outcome(exchange.find(sent))).result).toBeNull();
    expect((await outcome(exchange.fills(SYMBOL, { since: START }))).result).toMatchObject({ fills: [], more: false });
    await timers.run(timers.true + 1_000);
    expect((await outcome(exchange.find(sent))).result).toMatchObject({ status: "filled" });
    expect((await outcome(exchange.fills(SYMBOL, { cursor: "0" }))).result).toMatchObject({ cursor: "1" });
  });

  it("gets to cancels later, so that fills win races", async () => {
    const { exchange, venue, timers, outcome, order } = simulate({ cancelsDelayed: 1, cancelDelayMs: 4_000 });
    const ends = new Set<string>();
    for (let i = 1; i < 60; i++) {
      await timers.run(START + i * MINUTE - 500); // just before the next open
      const sent = order({ type: "limit", limitPrice: Math.floor(venue.price(SYMBOL) * 100 - 1) / 100 });
      await outcome(exchange.submit(sent));
      expect((await outcome(exchange.cancel(sent))).result).toBeUndefined();
      ends.add(venue.find(SYMBOL, sent)!.status);
    }
    expect(ends).toEqual(new Set(["cancelled", "filled"]));
  });

  it("fills in pieces, changes rules and the fee asset, and the machine's clock", async () => {
    const { exchange, venue, timers, outcome, order } = simulate({
      partialFills: 1,
      mostParts: 20,
      ruleChangesPerDay: 200,
      feeAssetChangesPerDay: 200,
      clockSkewMs: 10_000,
      clockJumpsPerDay: 200,
    });
    const rules = new Set<string>();
    const assets = new Set<string | undefined>();
    const skews = new Set<number>();
    for (let i = 0; i < 200; i++) {
      await timers.run(timers.true + 5 * MINUTE);
      const { minNotional, step, tick } = venue.markets[0]!;
      rules.add(`${tick} ${step} ${minNotional}`);
      skews.add(timers.now() - timers.true);
      await outcome(exchange.submit(order({ side: i % 2 ? "sell" : "buy", quantity: 0.5 })));
      assets.add(venue.fills(SYMBOL).at(-1)?.fee?.asset);
    }
    expect(venue.fills(SYMBOL).length).toBeGreaterThan(500);
    expect(rules.size).toBeGreaterThan(4);
    expect([...assets].sort()).toEqual(["BNB", "BTC", "USDT"]);
    expect(skews.size).toBeGreaterThan(50);
    expect(Math.max(...[...skews].map(Math.abs))).toBeLessThanOrEqual(10_000);
  });
});

it("lets what is on its way arrive after a crash, and says nothing to the dead", async () => {
  const { exchange, venue, timers, order } = simulate();
  const said: string[] = [];
  exchange.watchAccount([SYMBOL], {
    order: () => said.push("order"),
    fill: () => said.push("fill"),
    lost: () => said.push("lost"),
    connected: () => said.push("connected"),
  });
  exchange.submit(order()).then(
    () => said.push("answer"),
    () => said.push("error"),
  );
  exchange.crash();
  await timers.run(START + MINUTE);
  expect(venue.orders()).toHaveLength(1);
  expect(said).toEqual([]);
  const next = new SimulatedExchange({ venue, timers });
  let found: unknown;
  next.find({ symbol: SYMBOL, clientId: "c1" }).then((order) => {
    found = order;
  });
  await timers.run(START + 2 * MINUTE);
  expect(found).toMatchObject({ status: "filled" });
});
