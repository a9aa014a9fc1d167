import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BenchOptions, MINUTE, OrderBench } from "../../test/order-bench.js";

async function bench(options: BenchOptions = {}): Promise<OrderBench> {
  const made = new OrderBench(options);
  await made.pass(100);
  return made;
}

describe("the account's stream", () => {
  it("tells of fills at once, where asking would take until the next look", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass(10_000);
    run.exchange.move("BTC/USDT", 94);
    await run.pass(200);
    expect(run.endOf(order)?.status).toBe("filled");
  });

  it("may say everything three times: each trade is booked once", async () => {
    const run = await bench();
    run.exchange.events = () => [0, 5, 700];
    run.exchange.parts = 4;
    const order = run.submit();
    await run.pass();
    expect(run.fillsOf(order)).toHaveLength(4);
    expect(run.desk.held()).toBe(0.999);
  });

  it("may say everything in the wrong order", async () => {
    const run = await bench();
    let delay = 2_000;
    run.exchange.events = () => {
      delay -= 300;
      return [delay];
    };
    run.exchange.parts = 3;
    const order = run.submit({ type: "limit", limitPrice: 101 });
    await run.pass();
    expect(run.fillsOf(order)).toHaveLength(3);
    expect(run.desk.updates.filter(({ status }) => status === "filled")).toHaveLength(1);
  });

  it("may tell of a fill before the order has its answer", async () => {
    const run = await bench();
    run.exchange.latencyMs = 0;
    const { submit } = run.exchange;
    run.exchange.submit = async (request) => {
      const answer = await submit.call(run.exchange, request);
      await run.time.sleep(10_000);
      return answer;
    };
    const order = run.submit();
    await run.pass(5_000);
    expect(run.fillsOf(order), "the order's event names it, its trade follows").toHaveLength(1);
    await run.pass(10_000);
    expect(run.fillsOf(order)).toHaveLength(1);
  });

  it("is asked for what happened while it was away", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.breakStream(30_000);
    run.exchange.move("BTC/USDT", 94);
    await run.pass(35_000);
    expect(run.endOf(order)?.status).toBe("filled");
    expect(run.notes.map(({ kind }) => kind)).toContain("lost");
  });

  it("is replaced by asking every few seconds while it is away", async () => {
    const run = await bench();
    run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.breakStream(10 * MINUTE);
    const before = run.exchange.calls.openOrders;
    await run.pass(MINUTE);
    expect(run.exchange.calls.openOrders - before).toBeGreaterThanOrEqual(9);
  });

  it("is asked beside rarely while it speaks, and not at all while nothing is open", async () => {
    const run = await bench({ settings: { reconcileMs: 24 * 60 * MINUTE } });
    run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    let before = run.exchange.calls.openOrders;
    await run.pass(10 * MINUTE);
    expect(run.exchange.calls.openOrders - before).toBe(5);
    run.cancelAll();
    await run.pass(MINUTE);
    before = run.exchange.calls.openOrders;
    await run.pass(10 * MINUTE);
    expect(run.exchange.calls.openOrders - before).toBeLessThanOrEqual(1);
  });

  it("is not relied on once it was silent about something that asking has shown", async () => {
    const run = await bench({ symbols: ["BTC/USDT", "ETH/USDT"] });
    run.submit({ type: "limit", limitPrice: 95 });
    run.submit({ lane: 1, type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.events = () => [];
    run.exchange.move("BTC/USDT", 94);
    await run.pass(3 * MINUTE); // the next look has shown it
    const before = run.exchange.calls.openOrders;
    await run.pass(MINUTE);
    expect(run.exchange.calls.openOrders - before).toBeGreaterThanOrEqual(9);
  });
});

describe("older news", () => {
  it("change nothing: an order whose end is known does not rest again while its trades are still asked for", async () => {
    const run = await bench({ settings: { lookUpMs: 10_000 } });
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.events = () => [];
    const before = { ...run.exchange.orders[0]! };
    run.exchange.fill(run.exchange.orders[0]!, 0.4, 95);
    const trade = run.exchange.trades[0]!;
    run.exchange.fault = () => "lost";
    run.exchange.say({ order: { ...run.exchange.orders[0]!, status: "cancelled" } });
    run.exchange.say({ order: before });
    run.exchange.say({ fill: trade });
    await run.pass(500);
    expect(run.endOf(order)).toMatchObject({ status: "cancelled", filled: 0.4 });
  });
});

describe("what cannot be believed", () => {
  const order = {
    clientId: "",
    exchangeId: "x1",
    symbol: "BTC/USDT",
    side: "buy",
    type: "limit",
    status: "filled",
    quantity: 1,
    filled: 1,
    time: 1,
  };
  const trade = {
    id: "t9",
    exchangeId: "x1",
    symbol: "BTC/USDT",
    side: "buy",
    price: 95,
    quantity: 1,
    fee: { asset: "USDT", amount: 0.1 },
    liquidity: "maker",
    time: 1_704_067_200_000,
  };

  it.each([
    ["a trade without a number", { fill: { ...trade, id: null } }],
    ["a trade with a fee that is no number", { fill: { ...trade, fee: { asset: "USDT", amount: Number.NaN } } }],
    [
      "a trade with a fee below nothing at an exchange that pays no rebates",
      { fill: { ...trade, fee: { asset: "USDT", amount: -1 } } },
    ],
    ["a trade with a fee in nothing", { fill: { ...trade, fee: { asset: "", amount: 1 } } }],
    ["a trade at no price", { fill: { ...trade, price: 0 } }],
    ["a trade of nothing", { fill: { ...trade, quantity: 0 } }],
    ["a trade of less than nothing", { fill: { ...trade, quantity: -1 } }],
    ["a trade of more than was ordered", { fill: { ...trade, quantity: 1.5 } }],
    ["a trade to the other side", { fill: { ...trade, side: "sell" } }],
    ["a trade of no time", { fill: { ...trade, time: Number.NaN } }],
    ["a trade of numbers in text", { fill: { ...trade, price: "95", quantity: "1" } }],
    ["no trade", { fill: null }],
    ["a trade of somebody else's order", { fill: { ...trade, exchangeId: "x77" } }],
    ["no order", { order: undefined }],
    ["an order without a number", { order: { ...order, exchangeId: null } }],
    ["an order of a status that is none", { order: { ...order, status: "closed" } }],
    ["an order that is filled with more than it wants", { order: { ...order, filled: 2 } }],
    ["an order that is filled, with a quantity that is no number", { order: { ...order, filled: Number.NaN } }],
    ["an order for less than nothing", { order: { ...order, quantity: -1 } }],
    ["an order of another symbol", { order: { ...order, symbol: "ETH/USDT" } }],
    ["an order to the other side", { order: { ...order, side: "sell" } }],
  ])("is refused or ignored, and never booked: %s", async (_, said) => {
    const run = await bench();
    const sent = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    const { clientId } = run.exchange.sent[0]!;
    if ("order" in said && said.order !== undefined) run.exchange.say({ order: { ...said.order, clientId } });
    else run.exchange.say(said as never);
    await run.pass(30_000);
    expect(run.desk.fills).toEqual([]);
    expect(run.endOf(sent)).toBeUndefined();
    run.exchange.move("BTC/USDT", 94);
    await run.pass(30_000);
    expect(run.endOf(sent)?.status, "what is true afterwards is taken in").toBe("filled");
    expect(run.fillsOf(sent)).toHaveLength(1);
  });

  it("never breaks the run, whatever it is", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            isOrder: fc.boolean(),
            field: fc.constantFrom(...new Set([...Object.keys(order), ...Object.keys(trade)])),
            value: fc.anything({ withNullPrototype: true, withBigInt: true }),
          }),
          { maxLength: 20 },
        ),
        async (lies) => {
          const run = await bench({ journalMs: 50 });
          const sent = run.submit({ type: "limit", limitPrice: 95 });
          await run.pass(500);
          const { clientId } = run.exchange.sent[0]!;
          for (const { isOrder, field, value } of lies) {
            const truth = isOrder
              ? { ...order, clientId, status: "resting", filled: 0 }
              : { ...trade, quantity: 0.001 };
            if (field in truth)
              run.exchange.say(
                isOrder ? { order: { ...truth, [field]: value } } : { fill: { ...truth, [field]: value, id: "" } },
              );
            run.exchange.say(isOrder ? { order: value } : { fill: value });
          }
          await run.pass(2_000);
          run.exchange.move("BTC/USDT", 94);
          await run.pass(30_000);
          expect(run.endOf(sent)?.status).toBe("filled");
          expect(run.desk.held()).toBe(0.999);
        },
      ),
      { numRuns: 150 },
    ));

  it("is asked for again: a fee that the stream leaves out is read from the list of trades", async () => {
    const run = await bench();
    const order = run.submit({ type: "limit", limitPrice: 95 });
    await run.pass();
    run.exchange.events = () => [];
    run.exchange.move("BTC/USDT", 94);
    run.exchange.say({ fill: { ...run.exchange.trades[0], fee: null } });
    await run.pass();
    expect(run.fillsOf(order)).toMatchObject([{ feePaid: { asset: "BTC", amount: 0.001 } }]);
  });

  it("does not move the cursor past a trade that cannot be read", async () => {
    const run = await bench();
    run.exchange.events = () => [];
    const { fills } = run.exchange;
    let broken = true;
    run.exchange.fills = async (symbol, from) => {
      const page = await fills.call(run.exchange, symbol, from);
      return broken
        ? { ...page, fills: page.fills.map((fill) => ({ ...fill, fee: { asset: "BTC", amount: Number.NaN } })) }
        : page;
    };
    const order = run.submit();
    await run.pass(30_000);
    expect(run.desk.fills).toEqual([]);
    broken = false;
    await run.pass(60_000);
    expect(run.fillsOf(order)).toHaveLength(1);
  });
});
