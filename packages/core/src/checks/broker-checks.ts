import type { OrderRequest } from "../order/order.js";
import { isFinal } from "../order/order-status.js";
import type { Broker } from "../ports.js";
import { createRng, type Rng } from "../rng.js";
import { type BenchCheck, BrokerBench } from "./broker-bench.js";
import { type Check, fail } from "./check.js";
import { orderLifeChecks } from "./order-life-checks.js";
import { orderTypeChecks } from "./order-type-checks.js";

export interface BrokerCheckOptions {
  /** A fresh broker. */
  readonly create: () => Broker | Promise<Broker>;
  /** Waits until what was sent has been reported; for brokers that answer later. */
  readonly settle?: () => Promise<void> | void;
}

/** The promises of a broker: when it fills, what it charges, what it refuses, and that it tells everything once. */
export function brokerChecks({ create, settle = () => {} }: BrokerCheckOptions): Check[] {
  const check: BenchCheck = (name, run, hearsOrders = true) => ({
    name,
    async run() {
      const bench = await BrokerBench.open(await create(), { settle, hearsOrders });
      await bench.bar(100);
      await run(bench);
      if (hearsOrders) bench.assertTold();
      await bench.broker.close?.();
    },
  });
  return [
    check("fills a market order no earlier than the next open, once and whole", async (bench) => {
      const order = await bench.send();
      const before = bench.fills.length;
      await bench.bar(110, { high: 112, low: 108 });
      await bench.bar(120);
      const [fill, ...more] = bench.fillsOf(order);
      if (before > 0) fail("filled before the next bar had opened");
      if (fill === undefined) fail("a plain market order was not filled");
      if (more.length > 0 || fill.quantity !== 1) fail(`filled ${fill.quantity}, then ${more.length} times more`);
      if (!(fill.time > order.decidedAt)) fail(`decided at ${order.decidedAt}, filled at ${fill.time}`);
      if (!(Math.abs(fill.price / 110 - 1) < 0.05)) fail(`the next open was 110, it filled at ${fill.price}`);
      if (fill.side !== "buy" || fill.lane !== 0 || fill.symbol !== "BTC/USDT") fail("the fill names another order");
      if (bench.held !== 1) fail(`the position is ${bench.held}`);
    }),
    check("charges the instrument's fee, on the tick and never in our favour", async (bench) => {
      const entry = await bench.send();
      await bench.bar(101.23);
      const exit = await bench.send({ side: "sell", reduceOnly: true, exitReason: "signal" });
      await bench.bar(103.21);
      for (const order of [entry, exit]) {
        const fill = bench.fillsOf(order)[0] ?? fail(`order ${order.id} was not filled`);
        const rate = fill.liquidity === "maker" ? bench.instrument.maker : bench.instrument.taker;
        const wanted = fill.quantity * fill.price * rate;
        if (!(Math.abs(fill.fee - wanted) <= 1e-9 * wanted)) fail(`a fee of ${fill.fee}, where ${wanted} is due`);
        if (fill.price !== bench.instrument.prices.nearest(fill.price)) fail(`${fill.price} is not on the tick`);
        const cost = (fill.price - fill.referencePrice) * (fill.side === "buy" ? 1 : -1);
        if (!(cost >= 0)) fail(`crossing the market gained ${-cost} a unit`);
      }
    }),
    check("a reduce-only order never opens, never grows and never turns a position", async (bench) => {
      const whileFlat = await bench.send({ side: "sell", reduceOnly: true, exitReason: "signal" });
      await bench.bar(100);
      bench.assertRejected(whileFlat, "a reduce-only order without a position");
      await bench.send();
      await bench.bar(100);
      const wrongSide = await bench.send({ side: "buy", reduceOnly: true, exitReason: "signal" });
      await bench.bar(100);
      bench.assertRejected(wrongSide, "a reduce-only order on the side of the position");
      const clamped = await bench.send({ side: "sell", quantity: 5, reduceOnly: true, exitReason: "signal" });
      await bench.bar(100);
      if (bench.held !== 0) fail(`five units sold reduce-only from one leave ${bench.held}`);
      const { quantity, remaining } = bench.fillOf(clamped, "a reduce-only order");
      if (quantity !== 1 || remaining !== 0) fail(`of one unit it sold ${quantity}, with ${remaining} to come`);
    }),
    check("cancelAll leaves nothing that could fill: neither orders nor exits", async (bench) => {
      const cancelled = await bench.send();
      await bench.cancelAll();
      await bench.bar(100);
      if (bench.fillsOf(cancelled).length > 0) fail("a cancelled order was filled");
      if (!bench.updates.some(({ id, status }) => id === cancelled.id && status === "cancelled"))
        fail("the cancellation was not reported");
      await bench.send({ bracket: { stopLoss: { price: 90 }, takeProfit: { price: 110 } } });
      await bench.bar(100);
      await bench.cancelAll();
      await bench.bar(100, { high: 150, low: 50 });
      if (bench.held !== 1) fail(`exits that were cancelled left ${bench.held} of 1`);
    }),
    check("rejects what it cannot do as a report with a reason, never as an exception", async (bench) => {
      const impossible: [string, Partial<OrderRequest>][] = [
        ["an order of nothing", { quantity: 0 }],
        ["a negative order", { quantity: -1 }],
        ["an order of NaN", { quantity: Number.NaN }],
        ["an infinite order", { quantity: Number.POSITIVE_INFINITY }],
        ["an order below the minimum quantity", { quantity: 0.009 }],
        ["an order below the minimum notional", { quantity: 0.01 }],
        ["an order between two steps", { quantity: 0.5004 }],
      ];
      for (const [what, order] of impossible) {
        const request = await bench.send(order);
        await bench.bar(100);
        bench.assertRejected(request, what);
      }
      await bench.send();
      await bench.bar(100);
      const crossing = await bench.send({ side: "sell", quantity: 3 });
      await bench.bar(100);
      bench.assertRejected(crossing, "an order from long to short in one");
    }),
    check("cuts or rejects an order that the wallet cannot pay, fee included", async (bench) => {
      const request = await bench.send({ quantity: 100 });
      await bench.bar(101);
      if (!(bench.portfolio.free >= 0)) fail(`the wallet holds ${bench.portfolio.free}`);
      const bought = bench.fillsOf(request).reduce((sum, { quantity }) => sum + quantity, 0);
      if (bought === 0) bench.assertRejected(request, "an order beyond the wallet");
      else if (bought !== bench.instrument.quantities.nearest(bought))
        fail(`bought ${bought}, which is not on the step`);
    }),
    check("leaves at a stop or a target, whichever is met, and only once", async (bench) => {
      for (const [bar, reason] of [
        [{ low: 94, close: 95 }, "stop-loss"],
        [{ high: 106, close: 105 }, "take-profit"],
      ] as const) {
        await bench.send({ bracket: { stopLoss: { distance: 5 }, takeProfit: { distance: 5 } } });
        await bench.bar(100);
        const before = bench.fills.length;
        await bench.bar(100, bar);
        await bench.bar(100, { high: 150, low: 50 });
        const exits = bench.fills.slice(before);
        if (exits.length !== 1) fail(`${exits.length} exits were filled`);
        if (exits[0]!.exitReason !== reason) fail(`left for ${exits[0]!.exitReason}, not for ${reason}`);
        if (bench.held !== 0) fail(`${bench.held} is left`);
      }
    }),
    ...orderTypeChecks(check),
    ...orderLifeChecks(check),
    check("reports each fill and each end of an order once, in any order of events", async (bench) => {
      const rng = createRng(5);
      const sent: OrderRequest[] = [];
      let price = 100;
      for (let k = 0; k < 400; k++) {
        const last = sent.at(-1);
        if (rng.next() < 0.1) await bench.cancelAll();
        if (rng.next() < 0.1) await bench.cancelEntries();
        if (last !== undefined && rng.next() < 0.1) await bench.cancel(last);
        if (last?.limitPrice !== undefined && rng.next() < 0.2) await bench.replace(last, { limitPrice: price - 1 });
        if (rng.next() < 0.5) sent.push(await bench.send(anyOrder(bench, rng, price)));
        price = Math.max(50, Math.round(price * 100 + (rng.next() - 0.5) * 400) / 100);
        await bench.bar(price, { high: price + 1.5, low: price - 1.5 });
      }
      await bench.cancelAll();
      for (const order of sent) {
        const ends = bench.updatesOf(order).filter(({ status }) => isFinal(status));
        const filled = bench.fillsOf(order).reduce((sum, { quantity }) => sum + quantity, 0);
        if (ends.length !== 1) fail(`order ${order.id} ended ${ends.length} times`);
        if (filled > order.quantity) fail(`order ${order.id} for ${order.quantity} was filled ${filled}`);
        if ((ends[0]!.status === "filled") !== filled > 0)
          fail(`order ${order.id} ended as ${ends[0]!.status} with ${filled} filled`);
      }
      for (const { assets } of [bench.portfolio.ledger])
        for (const asset of assets.values()) if (asset.sum !== 0n) fail(`${asset.asset} sums to ${asset.sum}`);
    }),
    check(
      "tells rejections even to those who do not listen to orders, and nothing else",
      async (bench) => {
        await bench.send();
        const rejected = await bench.send({ quantity: 0 });
        await bench.bar(100);
        bench.assertRejected(rejected, "an order of nothing");
        if (bench.fills.length !== 1) fail(`${bench.fills.length} fills were reported`);
        if (bench.updates.length !== 1) fail(`${bench.updates.length} updates were reported, one was wanted`);
      },
      false,
    ),
  ];
}

/** An exit of all that is held, or an entry of any type. */
function anyOrder({ held, instrument }: BrokerBench, rng: Rng, price: number): Partial<OrderRequest> {
  if (held > 0) return { side: "sell", quantity: held, reduceOnly: true, exitReason: "signal" };
  const types: readonly Partial<OrderRequest>[] = [
    { type: "market" },
    { type: "limit", limitPrice: price - 1 },
    { type: "limit", limitPrice: price - 1, timeInForce: "ioc" },
    { type: "stop", stopPrice: price + 1 },
    { type: "stop-limit", stopPrice: price + 1, limitPrice: price + 1.2 },
  ];
  return {
    ...types[Math.floor(rng.next() * types.length)]!,
    quantity: instrument.quantities.down(rng.next() * 20),
    bracket: { stopLoss: { distance: 2 } },
  };
}
