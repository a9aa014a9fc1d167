import { describe, expect, it } from "vitest";
import { type BenchOptions, MINUTE, OrderBench, RULES } from "../../test/order-bench.js";
import { ExchangeUnsuitableError } from "../exchange/errors.js";

async function bench(options: BenchOptions = {}): Promise<OrderBench> {
  const made = new OrderBench(options);
  await made.pass(100);
  return made;
}

describe("an order", () => {
  it("leaves only when the journal holds it, once, and is told as it happens", async () => {
    const run = await bench();
    const order = run.submit();
    expect(run.exchange.sent, "before the journal is safe").toHaveLength(0);
    await run.pass();
    expect(run.exchange.orders).toHaveLength(1);
    expect(run.fillsOf(order)).toMatchObject([{ quantity: 1, remaining: 0, price: 100, liquidity: "taker" }]);
    expect(run.endOf(order)).toMatchObject({ status: "filled", filled: 1, quantity: 1 });
  });

  it("is not sent while the journal is not safe", async () => {
    const run = await bench({ journalMs: 30_000 });
    run.submit();
    await run.pass(29_000);
    expect(run.exchange.sent).toHaveLength(0);
    await run.pass(10_000);
    expect(run.exchange.sent).toHaveLength(1);
  });

  it("carries type, prices and time in force as they were asked for, and no price on a market order", async () => {
    const run = await bench();
    run.submit({ type: "limit", limitPrice: 95, postOnly: true, timeInForce: "gtc" });
    await run.pass();
    expect(run.exchange.sent[0]).toMatchObject({
      type: "limit",
      limitPrice: 95,
      quantity: 1,
      postOnly: true,
      timeInForce: "gtc",
    });
    run.cancelAll();
    await run.pass();
    run.submit();
    await run.pass();
    expect(run.exchange.sent[1]).toMatchObject({ type: "market", limitPrice: undefined, stopPrice: undefined });
  });

  it.each(["ioc", "fok"] as const)("sends %s as such, and tells that it has not filled", async (timeInForce) => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95, timeInForce });
    await run.pass();
    expect(run.exchange.sent[0]!.timeInForce).toBe(timeInForce);
    expect(run.endOf(order)?.status).toBe("expired");
  });

  it("keeps the time of a gtd order itself: it works until then, and is told as expired", async () => {
    const run = await bench();
    const order = run.submit({
      type: "limit",
      limitPrice: 95,
      timeInForce: "gtd",
      expiresAt: run.time.true + 3 * MINUTE,
    });
    await run.pass(3 * MINUTE - 1_000);
    expect(run.exchange.sent[0]!.timeInForce).toBe("gtc");
    expect(run.exchange.openNow).toHaveLength(1);
    await run.pass(3_000);
    expect(run.exchange.openNow).toHaveLength(0);
    expect(run.endOf(order)).toMatchObject({ status: "expired", reason: "gtd" });
  });

  it("has its prices on the tick, so that a buy limit asks no more and a buy stop triggers no earlier", async () => {
    const run = await bench();
    run.submit({ type: "limit", limitPrice: 95.009 });
    await run.pass();
    run.cancelAll();
    await run.pass();
    run.submit({ type: "stop", stopPrice: 105.001 });
    await run.pass();
    expect(run.exchange.sent.map(({ limitPrice, stopPrice }) => [limitPrice, stopPrice])).toEqual([
      [95, undefined],
      [undefined, 105.01],
    ]);
  });

  it.each([
    ["a quantity off the step", { quantity: 1.0005 }, "quantity-off-step"],
    ["a quantity below the minimum value", { quantity: 0.049 }, "below-minimum"],
    ["no quantity", { quantity: 0 }, "quantity-off-step"],
    ["a quantity that is no number", { quantity: Number.NaN }, "quantity-off-step"],
    ["a price of nothing", { type: "limit", limitPrice: 0.001 }, "price-off-tick"],
    ["a sale without a position", { side: "sell" }, "spot-has-no-shorts"],
  ] as const)("is rejected here for %s, and never sent", async (_, order, reason) => {
    const run = await bench();
    const sent = run.submit(order);
    await run.pass();
    expect(run.exchange.sent).toHaveLength(0);
    expect(run.endOf(sent)).toMatchObject({ status: "rejected", reason });
  });

  it("is rejected here where the exchange has not been verified to take its type", async () => {
    const run = await bench({ script: { traits: { types: ["market", "limit"], restsStops: false } } });
    const order = run.submit({ type: "stop", stopPrice: 110 });
    await run.pass();
    expect(run.exchange.sent).toHaveLength(0);
    expect(run.endOf(order)).toMatchObject({ status: "rejected", reason: "type-not-supported" });
  });

  it("is rejected when the exchange says no, for the reason that it gives", async () => {
    const run = await bench();
    run.exchange.fault = (call) => (call === "submit" ? { refuse: "insufficient-funds" } : undefined);
    const order = run.submit();
    await run.pass(60_000);
    expect(run.endOf(order)).toMatchObject({ status: "rejected", reason: "insufficient-funds" });
    expect(run.exchange.calls.submit).toBe(1);
  });

  it("is told as would-cross-market when a post-only order would have crossed, as on paper", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 101, postOnly: true });
    await run.pass();
    expect(run.endOf(order)).toMatchObject({ status: "rejected", reason: "would-cross-market" });
  });

  it("buys no more than the account can pay beside what waits already, with a reserve for slippage", async () => {
    const run = await bench({ symbols: ["BTC/USDT", "ETH/USDT"] });
    run.submit({ quantity: 600 });
    const second = run.submit({ lane: 1, quantity: 600 });
    await run.pass();
    // (100,000 - 600 * 100 * 1.005) / (100 * 1.005) = 395.02...
    expect(run.exchange.sent[1]!.quantity).toBe(395.024);
    expect(run.endOf(second)).toMatchObject({ status: "filled", quantity: 395.024 });
    const third = run.submit({ lane: 1, id: "third" });
    await run.pass();
    expect(run.endOf(third)?.status).toBe("rejected");
  });

  it("is not sent twice when the loop sends one id twice, but again once the first has ended", async () => {
    const run = await bench();
    run.exchange.depth = 0;
    const order = run.submit({ id: "s0:BTC/USDT:1:entry:1" });
    run.submit({ ...order });
    await run.pass();
    expect(run.exchange.sent).toHaveLength(1);
    run.exchange.depth = Number.POSITIVE_INFINITY;
    run.submit({ ...order, sentAt: run.time.true });
    await run.pass();
    expect(run.exchange.sent).toHaveLength(2);
    expect(new Set(run.exchange.sent.map(({ clientId }) => clientId)).size).toBe(2);
    expect(run.desk.held()).toBe(0.999);
  });
});

describe("fills", () => {
  it("come from trades, one by one, and add up", async () => {
    const run = await bench();
    run.exchange.parts = 3;
    const order = run.submit();
    await run.pass();
    expect(run.fillsOf(order).map(({ quantity, remaining }) => [quantity, remaining])).toEqual([
      [0.333, 0.667],
      [0.333, 0.334],
      [0.334, 0],
    ]);
    expect(run.endOf(order)?.status).toBe("filled");
  });

  it("are asked for where the stream says nothing", async () => {
    const run = await bench();
    run.exchange.events = () => [];
    run.exchange.parts = 3;
    const order = run.submit();
    await run.pass();
    expect(run.fillsOf(order)).toHaveLength(3);
  });

  it("bring the quantity down where a market order finds less: what is left is cancelled", async () => {
    const run = await bench();
    run.exchange.depth = 0.4;
    const order = run.submit();
    await run.pass();
    expect(run.fillsOf(order)).toMatchObject([{ quantity: 0.4, remaining: 0.6 }]);
    expect(run.endOf(order)).toMatchObject({ status: "expired", filled: 0.4 });
  });

  it("happen in the bar that holds them, and slip from the price at which they were decided", async () => {
    const run = await bench();
    run.exchange.prices.set("BTC/USDT", 100.5);
    await run.pass(90_000);
    const order = run.submit();
    await run.pass();
    expect(run.fillsOf(order)[0]).toMatchObject({
      price: 100.5,
      referencePrice: 100,
      time: run.time.true - (run.time.true % MINUTE),
    });
  });
});

describe("fees", () => {
  it("in the base asset come out of the position; an exit sells what is left, on the step", async () => {
    const run = await bench();
    const entry = run.submit({ quantity: 1.5 });
    await run.pass();
    expect(run.fillsOf(entry)[0]).toMatchObject({ fee: 0.15, feePaid: { asset: "BTC", amount: 0.0015 } });
    expect(run.desk.held()).toBe(1.4985);
    const exit = run.leave();
    await run.pass();
    expect(run.exchange.sent[1]!.quantity).toBe(1.498);
    expect(run.endOf(exit)?.status).toBe("filled");
    expect(run.desk.portfolio.costs.dustCount, "half a step is written off").toBe(1);
    expect(run.desk.held()).toBe(0);
  });

  it("in quote currency leave the wallet", async () => {
    const run = await bench({ rules: { ...RULES, feeIn: "quote" }, script: { feeAsset: "quote" } });
    const order = run.submit();
    await run.pass();
    expect(run.fillsOf(order)[0]).toMatchObject({ fee: 0.1 });
    expect(run.fillsOf(order)[0]).not.toHaveProperty("feePaid");
    expect(run.desk.portfolio.free).toBe(99_899.9);
  });

  it("in a third asset are taken from what the run holds of it, at its value", async () => {
    const run = await bench({
      script: { feeAsset: { asset: "BNB", perQuote: 1 / 500 } },
      priceOf: () => 500,
      holdings: [{ asset: "BNB", amount: 1, price: 500 }],
    });
    const order = run.submit();
    await run.pass();
    expect(run.fillsOf(order)[0]).toMatchObject({ fee: 0.1, feePaid: { asset: "BNB", amount: 0.0002 } });
    expect(run.desk.portfolio.holding("BNB")!.amount).toBe(0.9998);
  });

  it("in a third asset that the run does not hold count at their value, and break nothing", async () => {
    const run = await bench({ script: { feeAsset: { asset: "BNB", perQuote: 1 / 500 } }, priceOf: () => 500 });
    const order = run.submit();
    await run.pass();
    expect(run.fillsOf(order)[0]).toMatchObject({ fee: 0.1 });
    expect(run.fillsOf(order)[0]).not.toHaveProperty("feePaid");
  });

  it("in an asset that nobody can value count as 0, and are noted once", async () => {
    const run = await bench({ script: { feeAsset: { asset: "BNB", perQuote: 1 / 500 } } });
    run.exchange.parts = 3;
    const order = run.submit();
    await run.pass();
    expect(run.fillsOf(order).map(({ fee }) => fee)).toEqual([0, 0, 0]);
    expect(run.notes.filter(({ message }) => message.includes("BNB"))).toHaveLength(1);
  });
});

describe("an exchange", () => {
  it("that cannot look orders up by their client id is refused", () => {
    expect(() => new OrderBench({ script: { traits: { findsByClientId: false } } })).toThrow(ExchangeUnsuitableError);
  });

  it("that takes no market orders is refused: no stop could leave", () => {
    expect(() => new OrderBench({ script: { traits: { types: ["limit"] } } })).toThrow(/market orders/);
  });

  it("that has not been verified to let stops rest is refused where stops are to rest there", () => {
    const script = { traits: { restsStops: false } };
    expect(() => new OrderBench({ script, settings: { stops: "exchange" } })).toThrow(ExchangeUnsuitableError);
    expect(() => new OrderBench({ script, settings: { stops: "local" } })).not.toThrow();
  });

  it("trades spot only: perpetuals are refused", () => {
    expect(() => new OrderBench({ symbols: ["BTC/USDT:USDT"], rules: { ...RULES, feeIn: "quote" } })).toThrow(
      ExchangeUnsuitableError,
    );
  });
});
