import { describe, expect, it } from "vitest";
import { type BenchOptions, Desk, MINUTE, OrderBench } from "../../test/order-bench.js";
import { ExchangeUnclearError } from "../exchange/errors.js";

async function bench(options: BenchOptions = {}): Promise<OrderBench> {
  const made = new OrderBench(options);
  await made.pass(100);
  return made;
}

describe("after a crash", () => {
  it("an order that had arrived is found, and its fills are booked once", async () => {
    const run = await bench();
    const order = run.submit();
    await run.pass(30); // on its way, and nothing heard
    expect(run.exchange.orders).toHaveLength(1);
    await run.restart();
    await run.pass();
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.endOf(order)?.status).toBe("filled");
    expect(run.desk.held()).toBe(0.999);
  });

  it("an order that never arrived is proven absent, then sent while it is fresh", async () => {
    const run = await bench();
    const order = run.submit();
    await run.restart();
    expect(run.exchange.sent, "nothing new before all is proven").toHaveLength(0);
    await run.pass();
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.endOf(order)?.status).toBe("filled");
  });

  it("orders of one symbol that never arrived are all sent, whichever is proven absent first", async () => {
    const run = await bench({ lanes: [0, 0] });
    const orders = [run.submit(), run.submit({ lane: 1 })];
    await run.restart();
    expect(run.exchange.sent).toHaveLength(0);
    await run.pass();
    expect(orders.map((order) => run.endOf(order)?.status)).toEqual(["filled", "filled"]);
    expect(run.exchange.sent).toHaveLength(2);
  });

  it("an order that never arrived and has grown old is dropped", async () => {
    const run = await bench({ journalMs: 10 * MINUTE });
    const order = run.submit();
    await run.pass(2 * MINUTE);
    await run.restart();
    expect(run.exchange.sent).toHaveLength(0);
    expect(run.endOf(order)).toMatchObject({ status: "rejected", reason: "never-arrived" });
  });

  it("fills that were booked before are not booked again, and those in between are", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.fill(run.exchange.orders[0]!, 0.4, 95);
    await run.pass();
    run.exchange.fault = () => "lost"; // down
    run.exchange.events = () => [];
    run.exchange.fill(run.exchange.orders[0]!, 0.6, 95);
    run.time.after(60_000, () => {
      run.exchange.fault = () => undefined;
    });
    await run.restart();
    expect(run.fillsOf(order).map(({ quantity }) => quantity)).toEqual([0.4, 0.6]);
    expect(run.endOf(order)?.status).toBe("filled");
    expect(run.desk.held()).toBe(0.999);
  });

  it("an unfilled entry is no position", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    await run.restart();
    await run.pass();
    expect(run.desk.held()).toBe(0);
    expect(run.endOf(order)).toBeUndefined();
    expect(run.exchange.openNow).toHaveLength(1);
  });

  it("orders are matched by id, never by time: an old order of the same size is not taken for a new one", async () => {
    const run = await bench();
    const order = run.submit();
    run.exchange.place({ clientId: "by-hand", symbol: "BTC/USDT", side: "buy", type: "market", quantity: 1 });
    await run.restart();
    await run.pass();
    expect(run.fillsOf(order)).toHaveLength(1);
    expect(run.exchange.byClientId(run.exchange.sent[0]!.clientId)).toHaveLength(1);
  });

  it("a wish for the end of an order is not forgotten", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.cancel(order);
    await run.restart();
    await run.pass();
    expect(run.endOf(order)?.status).toBe("cancelled");
    expect(run.exchange.openNow).toEqual([]);
  });

  it("a stop that a bar had touched is sent, though the crash came before the journal told of it", async () => {
    const run = await bench();
    const order = run.submit({ bracket: { stopLoss: { price: 95 } } });
    await run.pass(MINUTE);
    run.bar(94, { open: 100, high: 100 });
    await run.restart();
    await run.pass();
    expect(run.fillsOf({ id: `${order.id}:stop` })).toHaveLength(1);
    expect(run.desk.held()).toBe(0);
  });

  it("nothing is concluded, and nothing sent, until the exchange answers", async () => {
    const run = await bench();
    run.submit();
    await run.pass(30);
    run.exchange.fault = () => "lost";
    run.time.after(5 * MINUTE, () => {
      run.exchange.fault = () => undefined;
    });
    const start = run.time.true;
    await run.restart();
    expect(run.time.true - start).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.desk.held()).toBe(0.999);
  });
});

describe("a replay", () => {
  /** An eventful run: entries, exits, stops, partial fills, cancels, lost answers. */
  async function eventful(options: BenchOptions = {}) {
    const run = await bench({ symbols: ["BTC/USDT", "ETH/USDT"], ...options });
    const states: string[] = [];
    const watch = () => {
      while (states.length < run.journal.length) states.push(run.desk.state);
    };
    const { take } = Desk.prototype;
    run.desk.take = function (this: Desk, step) {
      take.call(this, step);
      watch();
    };
    watch();
    run.exchange.parts = 3;
    run.exchange.fault = (call, count) => (call === "submit" && count % 3 === 1 ? "answer-lost" : undefined);
    run.submit({ bracket: { stopLoss: { price: 95 }, targets: [{ level: { price: 105 }, share: 0.5 }] } });
    run.submit({ lane: 1, type: "limit", limitPrice: 98, bracket: { trailing: { distance: 3 } } });
    await run.pass(20_000);
    run.price(105);
    run.exchange.move("ETH/USDT", 97);
    await run.pass(50_000);
    run.bar(104, { high: 106, low: 99, open: 100 });
    run.bar(102, { high: 103, low: 97, open: 98 }, 1);
    await run.pass(20_000);
    run.price(99, 1);
    run.price(94);
    await run.pass(20_000);
    run.submit({ lane: 1 });
    await run.pass(20_000);
    run.leave(1);
    await run.pass(20_000);
    return { run, states };
  }

  it.each([{}, { settings: { stops: "exchange" } } as const])(
    "of any part of the journal gives the state that there was: %o",
    async (options) => {
      const { run, states } = await eventful(options);
      expect(run.desk.fills.length).toBeGreaterThan(10);
      const desk = new Desk(run);
      run.journal.forEach((step, i) => {
        desk.take(step);
        expect(desk.state, `after step ${i}`).toBe(states[i]);
      });
    },
  );

  it("tells nobody anything, and sends nothing", async () => {
    const { run } = await eventful();
    const sent = run.exchange.sent.length;
    const desk = new Desk(run);
    for (const step of run.journal) desk.take(step);
    await run.pass(MINUTE);
    expect(run.exchange.sent).toHaveLength(sent);
  });

  it("may take every report twice", async () => {
    const { run } = await eventful();
    const [once, twice] = [new Desk(run), new Desk(run)];
    for (const step of run.journal) {
      once.take(step);
      twice.take(step);
      if (step.kind === "report") twice.take(step);
    }
    expect(twice.state).toBe(once.state);
  });
});

describe("a crash at any moment", () => {
  it("changes nothing about what is held in the end, and no order is there twice", async () => {
    let crashes = 0;
    for (let at = 0; at < 12_000; at += at < 600 ? 15 : 411) {
      const run = await bench({ journalMs: 10 });
      run.exchange.parts = 2;
      run.exchange.fault = (call, count) => (call === "submit" && count === 0 ? "answer-lost" : undefined);
      const story: (() => void)[] = [
        () => run.submit({ bracket: { stopLoss: { price: 95 } } }),
        () => run.price(94),
        () => run.submit({ quantity: 2, id: "second" }),
        () => run.leave(),
      ];
      const start = run.time.true;
      let crashed = false;
      for (const [i, act] of story.entries()) {
        const due = start + i * 3_000;
        if (!crashed && start + at < due) {
          await run.pass(start + at - run.time.true);
          await run.restart();
          crashed = true;
          crashes++;
        }
        await run.pass(Math.max(0, due - run.time.true));
        act();
      }
      await run.pass(30_000);
      if (run.desk.held() > 0) run.leave();
      run.price(94);
      await run.pass(30_000);
      const there = run.exchange.wallet.get("BTC") ?? 0;
      expect(run.desk.held(), `crash after ${at} ms`).toBe(0);
      expect(there, `crash after ${at} ms: at most the dust of two positions is left`).toBeLessThan(0.002);
      for (const { clientId } of run.exchange.sent)
        expect(run.exchange.byClientId(clientId).length, `crash after ${at} ms`).toBeLessThanOrEqual(1);
      const booked = run.desk.fills.reduce((sum, { quantity }) => sum + quantity, 0);
      const traded = run.exchange.trades.reduce((sum, { quantity }) => sum + quantity, 0);
      expect(booked, `crash after ${at} ms`).toBeCloseTo(traded, 9);
    }
    expect(crashes).toBeGreaterThan(40);
  });
});

describe("errors of an exchange", () => {
  it("of whatever class are no answer: an order is never rejected for them", async () => {
    for (const error of [
      new TypeError("x is not a function"),
      new ExchangeUnclearError("5xx"),
      "text",
      null,
      undefined,
    ]) {
      const run = await bench();
      const submit = run.exchange.submit.bind(run.exchange);
      let first = true;
      run.exchange.submit = async (request) => {
        const answer = await submit(request);
        if (!first) return answer;
        first = false;
        throw error;
      };
      const order = run.submit();
      await run.pass(30_000);
      expect(run.endOf(order)?.status).toBe("filled");
      expect(run.exchange.orders).toHaveLength(1);
    }
  });
});
