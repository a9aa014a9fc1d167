import { describe, expect, it, vi } from "vitest";
import { type BenchOptions, MINUTE, OrderBench } from "../../test/order-bench.js";
import { clientIdOf } from "./client-id.js";

async function bench(options: BenchOptions = {}): Promise<OrderBench> {
  const made = new OrderBench(options);
  await made.pass(100);
  return made;
}

describe("a comparison with the exchange", () => {
  it("twice is the same as once", async () => {
    const run = await bench({ symbols: ["BTC/USDT", "ETH/USDT"] });
    run.submit();
    run.submit({ lane: 1, type: "limit", limitPrice: 95 });
    await run.pass();
    const compare = async () => {
      const done = run.desk.broker.reconcile();
      await run.pass();
      await done;
    };
    await compare();
    const { state } = run.desk;
    const { length } = run.journal;
    await compare();
    expect(run.desk.state).toBe(state);
    expect(run.journal.slice(length)).toEqual([]);
    expect(run.notes).toEqual([]);
  });

  it("happens every two minutes by itself", async () => {
    const run = await bench();
    run.submit();
    await run.pass();
    const before = run.exchange.calls.balances;
    await run.pass(10 * MINUTE);
    expect(run.exchange.calls.balances - before).toBe(5);
  });

  it("cancels orders of ours that the journal does not know, with a note, and never touches those of strangers", async () => {
    const run = await bench();
    const order = { symbol: "BTC/USDT", side: "buy", type: "limit", quantity: 1, limitPrice: 90 } as const;
    run.exchange.place({ ...order, clientId: clientIdOf("main", "of an earlier run", 1) });
    run.exchange.place({ ...order, clientId: clientIdOf("another account", "of an earlier run", 1) });
    run.exchange.place({ ...order, clientId: "by-hand" });
    run.exchange.place({ ...order, clientId: "" });
    await run.pass(5 * MINUTE);
    expect(run.exchange.orders.map(({ status }) => status)).toEqual(["cancelled", "resting", "resting", "resting"]);
    expect(run.notes).toMatchObject([{ kind: "foreign" }]);
  });

  it("leaves them where the settings say so, and notes them once", async () => {
    const run = await bench({ settings: { strays: "leave" } });
    const clientId = clientIdOf("main", "of an earlier run", 1);
    run.exchange.place({ clientId, symbol: "BTC/USDT", side: "buy", type: "limit", quantity: 1, limitPrice: 90 });
    await run.pass(10 * MINUTE);
    expect(run.exchange.openNow).toHaveLength(1);
    expect(run.notes).toHaveLength(1);
  });

  it("notes a balance that is not what the run holds, once two answers agree", async () => {
    const run = await bench();
    run.submit();
    await run.pass(3 * MINUTE);
    expect(run.notes).toEqual([]);
    run.exchange.wallet.set("BTC", 0.5); // somebody has sold by hand
    await run.pass(2 * MINUTE);
    expect(run.notes, "one answer is no proof").toEqual([]);
    await run.pass(2 * MINUTE);
    expect(run.notes).toMatchObject([{ kind: "diverged", details: { asset: "BTC", there: 0.5, held: 0.999 } }]);
    await run.pass(10 * MINUTE);
    expect(run.notes).toHaveLength(1);
  });

  it("notes what is there and was never booked, as a second purchase would be", async () => {
    const run = await bench();
    run.submit();
    await run.pass(3 * MINUTE);
    run.exchange.wallet.set("BTC", 1.998);
    await run.pass(5 * MINUTE);
    expect(run.notes).toMatchObject([{ kind: "diverged", details: { there: 1.998, held: 0.999 } }]);
  });

  it("does not conclude from one answer without balances that everything is gone", async () => {
    const run = await bench();
    run.submit();
    await run.pass(3 * MINUTE);
    run.exchange.fault = (call, count) => (call === "balances" && count % 2 === 0 ? { answer: new Map() } : undefined);
    await run.pass(20 * MINUTE);
    expect(run.notes).toEqual([]);
  });

  it("lets an account hold more than the run knows of", async () => {
    const run = await bench({ script: { balances: { USDT: 1e9, BTC: 7 } } });
    run.submit();
    await run.pass(20 * MINUTE);
    expect(run.notes).toEqual([]);
  });

  it("finds out by itself what all streams and answers have kept back", async () => {
    const run = await bench();
    run.exchange.events = () => [];
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.move("BTC/USDT", 94);
    await run.pass(3 * MINUTE);
    expect(run.endOf(order)?.status).toBe("filled");
  });
});

describe("a stop in order", () => {
  it("tells how each order is proven to stand, and leaves entries where they are", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    const settled = run.desk.broker.settle();
    await run.pass(20_000);
    expect(await settled).toEqual([{ id: order.id, status: "resting" }]);
    expect(run.exchange.openNow).toHaveLength(1);
  });

  it("keeps no process waiting once all is proven", async () => {
    const run = await bench();
    await run.pass();
    const waits = vi.spyOn(run.time, "sleep");
    const settled = run.desk.broker.settle();
    await run.pass(1_000);
    await settled;
    expect(waits.mock.calls.map(([, signal]) => signal?.aborted)).toEqual([true]);
  });

  it("cancels entries where it is asked to, and proves their end", async () => {
    const run = await bench({ settings: { onStop: "cancel-entries" } });
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    const settled = run.desk.broker.settle();
    await run.pass(20_000);
    expect(await settled).toEqual([{ id: order.id, status: "cancelled" }]);
    expect(run.exchange.openNow).toEqual([]);
    expect(run.endOf(order)).toMatchObject({ status: "cancelled", reason: "stopping" });
  });

  it("lists as unknown what nobody has answered for, and does not wait for ever", async () => {
    const run = await bench({ settings: { onStop: "cancel-entries" } });
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.fault = () => "lost";
    const settled = run.desk.broker.settle();
    await run.pass(20_000);
    expect(await settled).toEqual([{ id: order.id, status: "unknown" }]);
  });

  it("sends no entry that still waits", async () => {
    const run = await bench({ journalMs: 60_000 });
    const order = run.submit();
    await run.pass(1_000);
    run.desk.broker.release();
    const settled = run.desk.broker.settle();
    await run.pass(20_000);
    expect(await settled).toMatchObject([{ id: order.id }]);
    expect(run.exchange.sent.length).toBeLessThanOrEqual(1);
    expect(run.exchange.orders.length).toBe(run.exchange.sent.length);
  });

  it("leaves nothing behind that asks, listens or waits", async () => {
    const run = await bench();
    run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    const settled = run.desk.broker.settle();
    await run.pass(20_000);
    await settled;
    const calls = JSON.stringify(run.exchange.calls);
    const { length } = run.journal;
    run.exchange.move("BTC/USDT", 94);
    await run.pass(60 * MINUTE);
    expect(JSON.stringify(run.exchange.calls)).toBe(calls);
    expect(run.journal).toHaveLength(length);
  });
});
