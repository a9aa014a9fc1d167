import type { BenchCheck } from "./broker-bench.js";
import { type Check, fail } from "./check.js";

const SELL = { side: "sell", reduceOnly: true, exitReason: "signal" } as const;

/** What the types of orders promise: when they fill, and at what prices. */
export function orderTypeChecks(check: BenchCheck): Check[] {
  return [
    check("a limit order waits for its price, and never trades at a worse one", async (bench) => {
      const buy = await bench.send({ type: "limit", limitPrice: 95 });
      await bench.bar(100, { low: 95.01 });
      bench.assertUnfilled(buy, "a limit of 95 in a bar that falls to 95.01");
      await bench.bar(98, { low: 94 });
      const bought = bench.fillOf(buy, "a limit of 95 in a bar that falls to 94");
      if (!(bought.price <= 95)) fail(`a limit of 95 bought at ${bought.price}`);
      const sell = await bench.send({ ...SELL, type: "limit", limitPrice: 105 });
      await bench.bar(100, { high: 104.99 });
      bench.assertUnfilled(sell, "a limit of 105 in a bar that rises to 104.99");
      await bench.bar(102, { high: 106 });
      const sold = bench.fillOf(sell, "a limit of 105 in a bar that rises to 106");
      if (!(sold.price >= 105)) fail(`a limit of 105 sold at ${sold.price}`);
      for (const { liquidity, fee, quantity, price } of [bought, sold]) {
        const wanted = quantity * price * bench.instrument.maker;
        if (liquidity !== "maker" || !(Math.abs(fee - wanted) <= 1e-9 * wanted))
          fail(`an order that had rested paid ${fee} as ${liquidity}, where the maker fee is ${wanted}`);
      }
    }),
    check(
      "a limit order that the market has already passed trades at the open, or better than its price",
      async (bench) => {
        const order = await bench.send({ type: "limit", limitPrice: 110 });
        await bench.bar(100, { high: 101, low: 99 });
        const { price, liquidity } = bench.fillOf(order, "a limit of 110 at an open of 100");
        if (!(price >= 99 && price <= 110 && Math.abs(price / 100 - 1) < 0.05))
          fail(`a limit of 110 at an open of 100 bought at ${price}`);
        if (liquidity !== "taker") fail(`an order that crossed at once was a ${liquidity}`);
      },
    ),
    check("a stop order sleeps until its price is touched, then takes what the market offers", async (bench) => {
      const touched = await bench.send({ type: "stop", stopPrice: 105 });
      await bench.bar(100, { high: 104.99 });
      bench.assertUnfilled(touched, "a stop of 105 in a bar that rises to 104.99");
      await bench.bar(100, { high: 106 });
      const fill = bench.fillOf(touched, "a stop of 105 in a bar that rises to 106");
      if (!(fill.price >= 105)) fail(`a stop of 105 bought at ${fill.price}`);
      if (fill.liquidity !== "taker") fail(`a stop that was triggered was a ${fill.liquidity}`);
      const gapped = await bench.send({ ...SELL, type: "stop", stopPrice: 95 });
      await bench.bar(90);
      const sold = bench.fillOf(gapped, "a stop of 95 at an open of 90");
      if (!(sold.price <= 90)) fail(`the bar opened at 90, a stop of 95 sold at ${sold.price}`);
    }),
    check("a stop-limit order becomes a limit order, which may be left behind", async (bench) => {
      const order = await bench.send({ type: "stop-limit", stopPrice: 105, limitPrice: 106 });
      await bench.bar(100, { low: 99, high: 104 });
      bench.assertUnfilled(order, "a stop of 105 in a bar that rises to 104");
      await bench.bar(110, { low: 109, high: 111 });
      bench.assertUnfilled(order, "a limit of 106 in a bar that stays above 109");
      if (bench.endOf(order) !== undefined) fail(`the order has ended as ${bench.endOf(order)}`);
      await bench.bar(108, { low: 105.5 });
      const { price } = bench.fillOf(order, "a triggered limit of 106 in a bar that falls to 105.5");
      if (!(price <= 106)) fail(`a limit of 106 bought at ${price}`);
    }),
    check("a post-only order never crosses: it rests, or is rejected", async (bench) => {
      const crossing = await bench.send({ type: "limit", limitPrice: 105, postOnly: true });
      await bench.bar(100);
      bench.assertRejected(crossing, "a post-only limit of 105 at an open of 100");
      const resting = await bench.send({ type: "limit", limitPrice: 95, postOnly: true });
      await bench.bar(100, { low: 94 });
      const { liquidity } = bench.fillOf(resting, "a post-only limit of 95 in a bar that falls to 94");
      if (liquidity !== "maker") fail(`a post-only order was a ${liquidity}`);
    }),
    check("rejects an order without the price that its type needs, with a reason", async (bench) => {
      for (const [what, order] of [
        ["a limit order without limit", { type: "limit" }],
        ["a limit order at NaN", { type: "limit", limitPrice: Number.NaN }],
        ["a limit order at zero", { type: "limit", limitPrice: 0 }],
        ["a stop order without stop", { type: "stop" }],
        ["a stop order at infinity", { type: "stop", stopPrice: Number.POSITIVE_INFINITY }],
        ["a stop-limit order without limit", { type: "stop-limit", stopPrice: 105 }],
        ["a limit order to sell without a position", { ...SELL, type: "limit", limitPrice: 105 }],
      ] as const) {
        const request = await bench.send(order);
        await bench.bar(100);
        bench.assertRejected(request, what);
      }
    }),
  ];
}
