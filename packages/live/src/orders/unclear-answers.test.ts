import { describe, expect, it } from "vitest";
import { type BenchOptions, MINUTE, OrderBench } from "../../test/order-bench.js";
import type { Fault } from "../../test/scripted-exchange.js";

async function bench(options: BenchOptions = {}): Promise<OrderBench> {
  const made = new OrderBench(options);
  await made.pass(100);
  return made;
}

/** The first so many orders meet a fault, the others none. */
function disturb(run: OrderBench, fault: Fault, times = 1): void {
  run.exchange.fault = (call, count) => (call === "submit" && count < times ? fault : undefined);
}

describe("an order without a clear answer", () => {
  it("is found by its id when it has arrived, and is not sent again", async () => {
    const run = await bench();
    disturb(run, "answer-lost");
    run.exchange.events = () => [];
    const order = run.submit();
    await run.pass(60_000);
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.desk.updates.map(({ status }) => status)).toContain("unknown");
    expect(run.endOf(order)?.status).toBe("filled");
    expect(run.desk.held()).toBe(0.999);
  });

  it("is settled by the account's stream, if that comes first", async () => {
    const run = await bench();
    run.exchange.fault = (call) => (call === "submit" || call === "find" ? "answer-lost" : undefined);
    const order = run.submit();
    await run.pass(60_000);
    expect(run.endOf(order)?.status).toBe("filled");
    expect(run.exchange.sent).toHaveLength(1);
  });

  it("is sent again under its id only after three spaced answers that it is not known", async () => {
    const run = await bench();
    disturb(run, "lost");
    const order = run.submit();
    const looks: number[] = [];
    const { fault } = run.exchange;
    run.exchange.fault = (call, count, about) => {
      if (call === "find") looks.push(run.time.true);
      return fault(call, count, about);
    };
    await run.pass(30_000);
    expect(looks.length).toBe(3);
    expect(looks[1]! - looks[0]!, "spaced").toBeGreaterThanOrEqual(1_000);
    expect(looks[2]! - looks[1]!, "spaced wider").toBeGreaterThanOrEqual(2_000);
    expect(run.exchange.sent).toHaveLength(2);
    expect(run.exchange.sent[1]!.clientId).toBe(run.exchange.sent[0]!.clientId);
    expect(run.exchange.orders).toHaveLength(1);
    expect(run.endOf(order)?.status).toBe("filled");
  });

  it("stays unknown while look-ups have no answer: silence is not absence", async () => {
    const run = await bench();
    let silent = true;
    run.exchange.fault = (call, count) => {
      if (call === "submit" && count === 0) return "lost";
      return silent && call !== "submit" ? "lost" : undefined;
    };
    const order = run.submit();
    await run.pass(40 * MINUTE);
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.endOf(order)).toBeUndefined();
    expect(run.desk.broker.working).toEqual([{ id: order.id, status: "unknown" }]);
    silent = false;
    await run.pass(5 * MINUTE);
    expect(run.endOf(order)).toMatchObject({ status: "rejected", reason: "never-arrived" });
  });

  it.each([
    [MINUTE - 8_000, 2, "filled"],
    [MINUTE + 1, 1, "rejected"],
  ])(
    "is sent again only while its decision is fresh: %i ms old when it is sent, sent %i times",
    async (age, times, status) => {
      const run = await bench();
      disturb(run, "lost");
      const order = run.submit({ sentAt: run.time.true - age, reduceOnly: false, side: "buy" });
      await run.pass(60_000);
      expect(run.exchange.sent).toHaveLength(age > MINUTE ? 0 : times);
      expect(run.endOf(order)?.status).toBe(status);
    },
  );

  it("is over when its decision has grown old meanwhile", async () => {
    const run = await bench({ settings: { freshMs: 5_000 } });
    disturb(run, "lost");
    const order = run.submit();
    await run.pass(30_000);
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.endOf(order)).toMatchObject({ status: "rejected", reason: "never-arrived" });
  });

  it("is not sent again when its end is wanted meanwhile", async () => {
    const run = await bench();
    disturb(run, "lost");
    const order = run.submit();
    await run.pass(500);
    run.cancel(order);
    await run.pass(30_000);
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.endOf(order)?.status).toBe("cancelled");
  });

  it("is looked for at once when the exchange says that its id is there already", async () => {
    const run = await bench();
    run.exchange.fault = (call, count) => (call === "submit" && count === 0 ? "answer-lost" : undefined);
    const order = run.submit({ type: "limit", limitPrice: 95 });
    // somebody in between has repeated the request
    await run.pass(200);
    const { clientId } = run.exchange.sent[0]!;
    run.exchange.fault = (call) => (call === "submit" ? { refuse: "duplicate-id" } : undefined);
    await run.pass(30_000);
    expect(run.exchange.byClientId(clientId)).toHaveLength(1);
    expect(run.endOf(order)).toBeUndefined();
    expect(run.desk.broker.working).toEqual([{ id: order.id, status: "resting" }]);
  });

  it("counts a duplicate-id refusal as placed, never as rejected", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    run.exchange.fault = (call, count) => {
      if (call !== "submit" || count > 0) return undefined;
      run.exchange.place(run.exchange.sent[0]!);
      return { refuse: "duplicate-id" };
    };
    await run.pass(30_000);
    expect(run.endOf(order)).toBeUndefined();
    expect(run.desk.broker.working).toEqual([{ id: order.id, status: "resting" }]);
    expect(run.exchange.orders).toHaveLength(1);
  });

  it.each([
    ["nothing", null],
    ["an empty object", {}],
    ["another order", "other"],
    ["an order without a number", "no-id"],
    ["an order for more than was sent", "more"],
  ])("may be one whose answer is %s: that proves nothing", async (_, answer) => {
    const run = await bench();
    const order = run.submit();
    run.exchange.fault = (call, count) => {
      if (call !== "submit" || count > 0) return undefined;
      const { clientId } = run.exchange.sent[0]!;
      const base = {
        clientId,
        exchangeId: "x1",
        symbol: "BTC/USDT",
        side: "buy",
        type: "market",
        status: "filled",
        quantity: 1,
        filled: 1,
        time: 1,
      };
      if (answer === "other") return { answer: { ...base, clientId: "somebody" } };
      if (answer === "no-id") return { answer: { ...base, exchangeId: null } };
      if (answer === "more") return { answer: { ...base, quantity: 2, filled: 2 } };
      return { answer };
    };
    await run.pass(60_000);
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.endOf(order)?.status).toBe("filled");
    expect(run.fillsOf(order)).toHaveLength(1);
  });

  it("is found by what it has traded where neither its id nor the open orders show it", async () => {
    const run = await bench();
    disturb(run, "answer-lost");
    run.exchange.events = () => [];
    const real = run.exchange.find.bind(run.exchange);
    run.exchange.find = async (reference) => (reference.exchangeId === undefined ? null : real(reference));
    const order = run.submit();
    await run.pass(60_000);
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.endOf(order)?.status).toBe("filled");
  });

  it("is not mixed up with somebody else's trade of the same size at the same moment", async () => {
    const run = await bench();
    disturb(run, "lost");
    const order = run.submit();
    run.exchange.place({ clientId: "by-hand", symbol: "BTC/USDT", side: "buy", type: "market", quantity: 1 });
    await run.pass(60_000);
    expect(run.fillsOf(order)).toHaveLength(1);
    expect(run.exchange.sent, "it was lost, and is sent again").toHaveLength(2);
    expect(run.desk.held()).toBe(0.999);
  });

  it("waits for as long as the exchange asks to be left alone", async () => {
    const run = await bench();
    const { ExchangeUnclearError } = await import("../exchange/errors.js");
    run.exchange.submit = () => Promise.reject(new ExchangeUnclearError("429", 20_000));
    run.submit();
    await run.pass(19_000);
    expect(run.exchange.calls.find).toBe(0);
    await run.pass(3_000);
    expect(run.exchange.calls.find).toBe(1);
  });
});

describe("while an order of a symbol is unknown", () => {
  async function unknown(options: BenchOptions = {}): Promise<OrderBench> {
    const run = await bench(options);
    run.exchange.fault = (call) => (call === "submit" ? "answer-lost" : "lost");
    run.exchange.events = () => [];
    run.submit();
    await run.pass(3_000);
    return run;
  }

  it("nothing new is opened on it, by no lane", async () => {
    const run = await unknown({ lanes: [0, 0] });
    const other = run.submit({ lane: 1 });
    await run.pass();
    expect(run.endOf(other)).toMatchObject({ status: "rejected", reason: "unresolved order" });
    expect(run.exchange.sent).toHaveLength(1);
  });

  it("other symbols go on", async () => {
    const run = await unknown({ symbols: ["BTC/USDT", "ETH/USDT"] });
    run.exchange.fault = (call, _, about) => (about === "ETH/USDT" || call === "submit" ? undefined : "lost");
    const other = run.submit({ lane: 1 });
    await run.pass(60_000);
    expect(run.endOf(other)?.status).toBe("filled");
  });

  it("an exit of what another lane holds there goes on", async () => {
    const run = await bench({ lanes: [0, 0] });
    run.submit({ lane: 1 });
    await run.pass();
    run.exchange.fault = (call, count) =>
      call === "submit" && count === 1 ? "answer-lost" : call === "find" ? "lost" : undefined;
    run.exchange.events = () => [];
    run.submit({ lane: 0 });
    await run.pass(2_000);
    const exit = run.leave(1);
    await run.pass(2_000);
    expect(run.endOf(exit)?.status).toBe("filled");
  });

  it("a position is never sold twice: an exit whose answer is lost blocks every other exit of its lane", async () => {
    const run = await bench();
    run.submit({ bracket: { stopLoss: { price: 95 } } });
    await run.pass();
    run.exchange.fault = (call) => (call === "submit" ? "answer-lost" : "lost");
    run.exchange.events = () => [];
    const exit = run.leave();
    await run.pass(2_000);
    run.price(90); // the stop is touched as well
    run.submit({ ...exit, id: "again" });
    await run.pass(5 * MINUTE);
    expect(run.exchange.orders.filter(({ side }) => side === "sell")).toHaveLength(1);
    run.exchange.fault = () => undefined;
    await run.pass(5 * MINUTE);
    expect(run.endOf(exit)?.status).toBe("filled");
    expect(run.exchange.orders.filter(({ side }) => side === "sell")).toHaveLength(1);
  });

  it("what is held is sold though nobody knows how the entry stands", async () => {
    const run = await bench();
    run.submit({ type: "limit", limitPrice: 95, bracket: { stopLoss: { price: 90 } } });
    await run.pass();
    run.exchange.fill(run.exchange.orders[0]!, 0.5, 95);
    await run.pass();
    run.exchange.fault = (call) => (call === "submit" || call === "fills" ? undefined : "lost");
    run.desk.broker.onPrice(0, 89, run.time.true);
    await run.pass(20_000);
    const sells = run.exchange.orders.filter(({ side }) => side === "sell");
    expect(sells.map(({ filled }) => filled)).toEqual([0.499]);
  });
});

describe("an order that was there", () => {
  it("and is not known any more ends as cancelled, with what it has traded", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.events = () => [];
    run.exchange.fill(run.exchange.orders[0]!, 0.4, 95);
    run.exchange.orders.length = 0;
    await run.pass(5 * MINUTE);
    expect(run.endOf(order)).toMatchObject({ status: "cancelled", reason: "vanished", filled: 0.4 });
    expect(run.exchange.sent).toHaveLength(1);
  });

  it("is not given up because of one empty list", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.fault = (call) => (call === "openOrders" ? { answer: [] } : undefined);
    await run.pass(10 * MINUTE);
    expect(run.endOf(order)).toBeUndefined();
  });
});
