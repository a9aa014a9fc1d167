import { describe, expect, it } from "vitest";
import { type BenchOptions, MINUTE, OrderBench } from "../../test/order-bench.js";

async function bench(options: BenchOptions = {}): Promise<OrderBench> {
  const made = new OrderBench(options);
  await made.pass(100);
  return made;
}

describe("a cancel", () => {
  it("of an order that has filled in part ends the rest, and what has filled stays", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.fill(run.exchange.orders[0]!, 0.4, 95);
    await run.pass();
    run.cancel(order);
    await run.pass();
    expect(run.endOf(order)).toMatchObject({ status: "cancelled", filled: 0.4, quantity: 1 });
    expect(run.fillsOf(order)).toHaveLength(1);
  });

  it("loses against a fill that comes first", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.cancel(order);
    run.exchange.move("BTC/USDT", 94);
    await run.pass();
    expect(run.endOf(order)).toMatchObject({ status: "filled", filled: 1 });
    expect(run.desk.held()).toBe(0.999);
  });

  it("of an order that has not left keeps it here", async () => {
    const run = await bench({ journalMs: 1_000 });
    const order = run.submit();
    run.cancel(order);
    await run.pass();
    expect(run.exchange.sent).toHaveLength(0);
    expect(run.endOf(order)?.status).toBe("cancelled");
  });

  it("without an answer is asked for again until the order is proven to be gone", async () => {
    const run = await bench();
    run.exchange.fault = (call, count) => (call === "cancel" && count < 3 ? "lost" : undefined);
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.cancel(order);
    await run.pass(60_000);
    expect(run.exchange.openNow).toHaveLength(0);
    expect(run.endOf(order)?.status).toBe("cancelled");
  });

  it("of all entries leaves the exits", async () => {
    const run = await bench();
    run.submit();
    await run.pass();
    const exit = run.submit({
      side: "sell",
      type: "limit",
      limitPrice: 120,
      quantity: 0.5,
      reduceOnly: true,
      exitReason: "signal",
    });
    const entry = run.submit({ type: "limit", limitPrice: 90, id: "again" });
    await run.pass();
    run.cancelEntries();
    await run.pass();
    expect(run.endOf(entry)?.status).toBe("cancelled");
    expect(run.endOf(exit)).toBeUndefined();
    expect(run.exchange.openNow).toHaveLength(1);
  });
});

describe("an exit", () => {
  it("too small to sell is dust: rejected without being sent, and written off", async () => {
    const run = await bench();
    run.submit({ type: "limit", limitPrice: 100, quantity: 0.05 });
    await run.pass();
    expect(run.desk.held()).toBe(0.04995);
    const exit = run.leave();
    await run.pass();
    expect(run.exchange.sent).toHaveLength(1);
    expect(run.endOf(exit)).toMatchObject({ status: "rejected", reason: "dust", exitReason: "signal" });
    expect(run.desk.held()).toBe(0);
  });

  it("waits for the exit before it, and then finds nothing left to sell", async () => {
    const run = await bench();
    run.submit();
    await run.pass();
    const first = run.leave();
    const second = run.submit({ ...first, id: `${first.id}2` });
    await run.pass();
    expect(run.endOf(first)?.status).toBe("filled");
    expect(run.endOf(second)).toMatchObject({ status: "cancelled", reason: "nothing-to-reduce" });
    expect(run.exchange.sent).toHaveLength(2);
  });

  it("waits for the end of the entry that is cancelled with it, and sells what that has bought", async () => {
    const run = await bench();
    run.submit({ type: "limit", limitPrice: 95, quantity: 2 });
    await run.pass();
    run.exchange.fill(run.exchange.orders[0]!, 1, 95);
    await run.pass();
    run.cancelEntries();
    const exit = run.leave();
    await run.pass();
    expect(run.exchange.orders.map(({ side, status, filled }) => [side, status, filled])).toEqual([
      ["buy", "cancelled", 1],
      ["sell", "filled", 0.999],
    ]);
    expect(run.endOf(exit)?.status).toBe("filled");
  });

  it("and a new entry of one lane follow each other: what is held is never more than one position", async () => {
    const run = await bench();
    run.submit();
    await run.pass();
    run.exchange.latencyMs = 2_000;
    run.leave();
    const entry = run.submit({ quantity: 2 });
    await run.pass(30_000);
    expect(run.endOf(entry)?.status).toBe("filled");
    expect(run.exchange.orders.map(({ side }) => side)).toEqual(["buy", "sell", "buy"]);
  });
});

describe("an entry", () => {
  it("that replaces another waits for its end, and does not come on top of what that has bought", async () => {
    const run = await bench();
    run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.fault = (call, count) => (call === "cancel" && count === 0 ? "lost" : undefined);
    run.cancelEntries();
    const second = run.submit({ type: "limit", limitPrice: 96 });
    run.exchange.fill(run.exchange.orders[0]!, 0.5, 95);
    await run.pass(30_000);
    expect(run.endOf(second)).toMatchObject({ status: "rejected", reason: "position-open" });
    expect(run.desk.held()).toBe(0.4995);
  });

  it("that has waited for longer than a bar is not sent any more", async () => {
    const run = await bench();
    run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    const second = run.submit(); // nobody has cancelled the first
    await run.pass(MINUTE - 1_000);
    expect(run.endOf(second)).toBeUndefined();
    await run.pass(2_000);
    expect(run.endOf(second)).toMatchObject({ status: "rejected", reason: "too-late" });
  });
});
