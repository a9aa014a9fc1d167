import type { Bracket, OrderRequest } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { type BenchOptions, MINUTE, OrderBench } from "../../test/order-bench.js";

/** A position of 0.999 bought at 100, with these exits. */
async function guarded(bracket: Bracket, options: BenchOptions = {}, entry: Partial<OrderRequest> = {}) {
  const run = new OrderBench(options);
  await run.pass(100);
  const order = run.submit({ bracket, ...entry });
  await run.pass();
  return { run, order };
}

const sells = (run: OrderBench) =>
  run.exchange.orders
    .filter(({ side }) => side === "sell")
    .map(({ type, quantity, status }) => [type, quantity, status]);
const exits = (run: OrderBench) => run.desk.fills.filter(({ side }) => side === "sell");

describe("a stop that is held here", () => {
  it("stands from the entry's first fill on, and is told with it", async () => {
    const { run, order } = await guarded({ stopLoss: { distance: 5 }, takeProfit: { distance: 10 } });
    expect(run.fillsOf(order)[0]).toMatchObject({ stopLoss: 95, takeProfit: 110 });
    expect(run.exchange.sent, "nothing rests at the exchange").toHaveLength(1);
  });

  it("is sent as a market order when a price touches it, once, whatever comes after", async () => {
    const { run, order } = await guarded({ stopLoss: { price: 95 } });
    run.price(95.01);
    await run.pass();
    expect(sells(run)).toEqual([]);
    run.price(95);
    run.price(94);
    run.price(93);
    await run.pass();
    expect(sells(run)).toEqual([["market", 0.999, "filled"]]);
    expect(exits(run)).toMatchObject([{ orderId: `${order.id}:stop`, exitReason: "stop-loss", referencePrice: 95 }]);
    expect(run.desk.held()).toBe(0);
    run.price(90);
    await run.pass();
    expect(sells(run)).toHaveLength(1);
  });

  it("is met by a closed bar where no price was seen in between", async () => {
    const { run } = await guarded({ stopLoss: { price: 95 } });
    await run.pass(MINUTE);
    run.bar(99, { low: 95, high: 101, open: 100 });
    await run.pass();
    expect(exits(run)).toMatchObject([{ exitReason: "stop-loss" }]);
  });

  it("is not met by what a bar did before a limit entry filled in it", async () => {
    const run = new OrderBench();
    await run.pass(30_000);
    run.submit({ type: "limit", limitPrice: 99, bracket: { stopLoss: { price: 95 } } });
    await run.pass(1_000);
    run.exchange.move("BTC/USDT", 98);
    await run.pass(40_000);
    run.bar(98, { low: 94, high: 100, open: 96 });
    await run.pass();
    expect(exits(run)).toEqual([]);
  });

  it("ends the rest of its entry first, and sells what that has bought", async () => {
    const { run, order } = await guarded(
      { stopLoss: { price: 90 } },
      {},
      { type: "limit", limitPrice: 95, quantity: 2 },
    );
    run.exchange.fill(run.exchange.orders[0]!, 0.5, 95);
    await run.pass();
    run.desk.broker.onPrice(0, 89, run.time.true);
    await run.pass();
    expect(run.endOf(order)).toMatchObject({ status: "cancelled", reason: "bracket-exit", filled: 0.5 });
    expect(sells(run)).toEqual([["market", 0.499, "filled"]]);
  });

  it("is tried again after a refusal, with growing pauses, and never floods the exchange", async () => {
    const { run } = await guarded({ stopLoss: { price: 95 } });
    run.exchange.fault = (call) => (call === "submit" ? { refuse: "other" } : undefined);
    const before = run.exchange.sent.length;
    for (let second = 0; second < 120; second++) {
      run.price(94);
      await run.pass(1_000);
    }
    const tries = run.exchange.sent.length - before;
    expect(tries).toBeGreaterThanOrEqual(3);
    expect(tries).toBeLessThanOrEqual(6);
    run.exchange.fault = () => undefined;
    for (let second = 0; second < 320; second += 10) {
      run.price(94);
      await run.pass(10_000);
    }
    expect(run.desk.held()).toBe(0);
    expect(new Set(run.exchange.sent.map(({ clientId }) => clientId)).size, "each try has an id of its own").toBe(
      run.exchange.sent.length,
    );
  });

  it("waits for an exit that is on its way already", async () => {
    const { run } = await guarded({ stopLoss: { price: 95 } });
    run.exchange.latencyMs = 3_000;
    run.leave();
    await run.pass(500);
    run.price(90);
    await run.pass(30_000);
    expect(sells(run)).toHaveLength(1);
    expect(run.desk.held()).toBe(0);
  });

  it("of a position too small to sell is told as dust", async () => {
    const { run, order } = await guarded({ stopLoss: { price: 80 } }, {}, { quantity: 0.05 });
    run.price(79);
    await run.pass();
    expect(sells(run)).toEqual([]);
    expect(run.endOf({ id: `${order.id}:stop` })).toMatchObject({
      status: "rejected",
      reason: "dust",
      exitReason: "stop-loss",
    });
    expect(run.desk.held()).toBe(0);
  });

  it("ignores prices that are none", async () => {
    const { run } = await guarded({ stopLoss: { price: 95 } });
    for (const price of [Number.NaN, 0, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      run.desk.broker.onPrice(0, price, run.time.true);
    run.desk.broker.onPrice(0, 90, Number.NaN);
    await run.pass();
    expect(sells(run)).toEqual([]);
  });
});

describe("a stop that moves", () => {
  it("trails prices between two bars, though the journal knows of bars only", async () => {
    const { run } = await guarded({ trailing: { distance: 5 } });
    run.price(120);
    run.price(115.01);
    await run.pass();
    expect(sells(run)).toEqual([]);
    run.price(115);
    await run.pass();
    expect(exits(run)).toMatchObject([{ exitReason: "trailing-stop", price: 115 }]);
  });

  it("trails closed bars", async () => {
    const { run } = await guarded({ trailing: { distance: 5 } });
    await run.pass(MINUTE);
    run.bar(119, { high: 120, low: 100, open: 100 });
    await run.pass();
    expect(sells(run), "the low may have come first").toEqual([]);
    run.price(115);
    await run.pass();
    expect(exits(run)).toMatchObject([{ exitReason: "trailing-stop" }]);
  });

  it("goes to the entry price once the position has gained enough", async () => {
    const { run } = await guarded({ stopLoss: { price: 90 }, breakEven: { after: 5 } });
    run.price(105);
    run.price(100.01);
    await run.pass();
    expect(sells(run)).toEqual([]);
    run.price(100);
    await run.pass();
    expect(exits(run)).toMatchObject([{ exitReason: "break-even" }]);
  });
});

describe("targets that are held here", () => {
  it("sell all of the position, or their share of it", async () => {
    const { run } = await guarded({
      stopLoss: { price: 90 },
      targets: [{ level: { price: 105 }, share: 0.5 }],
      takeProfit: { price: 110 },
    });
    run.price(105);
    await run.pass();
    expect(sells(run)).toEqual([["market", 0.5, "filled"]]);
    run.price(106);
    await run.pass();
    expect(sells(run)).toHaveLength(1);
    run.price(111);
    await run.pass();
    expect(sells(run)).toEqual([
      ["market", 0.5, "filled"],
      ["market", 0.499, "filled"],
    ]);
    expect(exits(run).map(({ exitReason }) => exitReason)).toEqual(["partial-target", "take-profit"]);
    expect(run.desk.held()).toBe(0);
  });

  it("leave the rest guarded by the stop", async () => {
    const { run } = await guarded({ stopLoss: { price: 95 }, targets: [{ level: { price: 105 }, share: 0.5 }] });
    run.price(105);
    await run.pass();
    run.price(95);
    await run.pass();
    expect(exits(run).map(({ quantity, exitReason }) => [quantity, exitReason])).toEqual([
      [0.5, "partial-target"],
      [0.499, "stop-loss"],
    ]);
  });

  it("are met by the extremes of a closed bar", async () => {
    const { run } = await guarded({ takeProfit: { price: 110 } });
    await run.pass(MINUTE);
    run.bar(108, { high: 110, low: 100, open: 100 });
    await run.pass();
    expect(exits(run)).toMatchObject([{ exitReason: "take-profit" }]);
  });

  it("come after the stop where one bar has met both", async () => {
    const { run } = await guarded({ stopLoss: { price: 95 }, takeProfit: { price: 110 } });
    await run.pass(MINUTE);
    run.bar(108, { high: 112, low: 94, open: 100 });
    await run.pass();
    expect(exits(run)).toMatchObject([{ exitReason: "stop-loss" }]);
  });

  it("are finished by another order when the first finds too few buyers", async () => {
    const { run } = await guarded({ takeProfit: { price: 110 } });
    run.exchange.depth = 0.4;
    run.price(110);
    await run.pass();
    expect(run.desk.held()).toBe(0.599);
    run.exchange.depth = Number.POSITIVE_INFINITY;
    await run.pass();
    run.price(111);
    await run.pass();
    expect(run.desk.held()).toBe(0);
  });
});

describe("a stop that rests at the exchange", () => {
  const settings = { stops: "exchange" } as const;
  const open = (run: OrderBench) =>
    run.exchange.openNow.map(({ type, stopPrice, quantity }) => [type, stopPrice, quantity]);

  it("is placed when its entry has filled, for what is held", async () => {
    const { run } = await guarded({ stopLoss: { price: 95 } }, { settings });
    expect(open(run)).toEqual([["stop", 95, 0.999]]);
  });

  it("fills there, while nothing is sent from here", async () => {
    const { run, order } = await guarded({ stopLoss: { price: 95 } }, { settings });
    run.price(94);
    await run.pass();
    expect(sells(run)).toEqual([["stop", 0.999, "filled"]]);
    expect(exits(run)).toMatchObject([{ orderId: `${order.id}:resting-stop`, exitReason: "stop-loss" }]);
    expect(run.desk.held()).toBe(0);
  });

  it("is replaced when it moves: the old one is gone before the new one comes", async () => {
    const { run } = await guarded({ trailing: { distance: 5 } }, { settings });
    await run.pass(MINUTE);
    run.exchange.move("BTC/USDT", 119);
    run.bar(119, { high: 120, low: 100, open: 100 });
    await run.pass();
    expect(open(run)).toEqual([["stop", 115, 0.999]]);
    expect(sells(run)).toEqual([
      ["stop", 0.999, "cancelled"],
      ["stop", 0.999, "resting"],
    ]);
  });

  it("gives way to every other exit, which waits until it is gone", async () => {
    const { run } = await guarded({ stopLoss: { price: 95 } }, { settings });
    run.leave();
    await run.pass();
    expect(sells(run)).toEqual([
      ["stop", 0.999, "cancelled"],
      ["market", 0.999, "filled"],
    ]);
    expect(open(run)).toEqual([]);
  });

  it("comes back smaller after a partial target", async () => {
    const { run } = await guarded(
      { stopLoss: { price: 95 }, targets: [{ level: { price: 105 }, share: 0.5 }] },
      { settings },
    );
    run.price(105);
    await run.pass();
    expect(open(run)).toEqual([["stop", 95, 0.499]]);
  });

  it("is held here after all when the exchange refuses it", async () => {
    const run = new OrderBench({ settings });
    await run.pass(100);
    run.exchange.fault = (call, count) => (call === "submit" && count === 1 ? { refuse: "bad-order" } : undefined);
    run.submit({ bracket: { stopLoss: { price: 95 } } });
    await run.pass();
    expect(open(run)).toEqual([]);
    run.price(95);
    await run.pass();
    expect(sells(run)).toEqual([["market", 0.999, "filled"]]);
  });

  it("that fills while another exit waits for its end leaves that nothing to sell", async () => {
    const { run } = await guarded({ stopLoss: { price: 95 } }, { settings });
    const exit = run.leave();
    run.exchange.move("BTC/USDT", 94);
    await run.pass();
    expect(sells(run)).toEqual([["stop", 0.999, "filled"]]);
    expect(run.endOf(exit)).toMatchObject({ status: "cancelled", reason: "nothing-to-reduce" });
  });
});
