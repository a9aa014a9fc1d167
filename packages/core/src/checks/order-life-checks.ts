import type { OrderRequest } from "../order/order.js";
import type { BenchCheck, BrokerBench } from "./broker-bench.js";
import { type Check, fail } from "./check.js";

const LIMIT = { type: "limit", limitPrice: 95 } as const;
/** A bar that a limit of 95 fills in. */
const TOUCHING = { low: 94 };

function assertEnded(bench: BrokerBench, order: OrderRequest, what: string): void {
  const end = bench.endOf(order);
  if (end !== "cancelled" && end !== "expired") fail(`${what} ended as ${end ?? "nothing: it still works"}`);
}

/** What is promised of the life of orders: how long they work, and how they are cancelled and changed. */
export function orderLifeChecks(check: BenchCheck): Check[] {
  return [
    check("cancels one order and no other; an order at its end, or unknown, is nobody's loss", async (bench) => {
      const cancelled = await bench.send(LIMIT);
      const kept = await bench.send({ ...LIMIT, quantity: 2 });
      await bench.cancel(cancelled);
      await bench.cancel(cancelled);
      await bench.cancel({ id: "unknown" });
      if (bench.endOf(cancelled) !== "cancelled") fail(`a cancelled order ended as ${bench.endOf(cancelled)}`);
      await bench.bar(100, TOUCHING);
      bench.assertUnfilled(cancelled, "a cancelled order");
      bench.fillOf(kept, "the other order");
      await bench.cancel(kept);
      if (bench.endOf(kept) !== "filled") fail(`a filled order ended as ${bench.endOf(kept)}`);
    }),
    check("changes a working order in its place, and says when there is none", async (bench) => {
      const order = await bench.send(LIMIT);
      await bench.bar(100);
      if (!(await bench.replace(order, { limitPrice: 90, quantity: 2 }))) fail("a working order could not be changed");
      await bench.bar(100, TOUCHING);
      bench.assertUnfilled(order, "an order whose limit was lowered to 90");
      await bench.bar(100, { low: 89 });
      const { price, quantity } = bench.fillOf(order, "a changed order");
      if (!(price <= 90 && quantity === 2)) fail(`changed to 2 at 90, it bought ${quantity} at ${price}`);
      if (await bench.replace(order, { limitPrice: 80 })) fail("an order at its end was changed");
      if (await bench.replace({ id: "unknown" }, { limitPrice: 80 })) fail("an unknown order was changed");
    }),
    check("cancelEntries leaves exits where they rest: those of brackets, and reduce-only orders", async (bench) => {
      await bench.send({ bracket: { stopLoss: { price: 90 } } });
      await bench.bar(100);
      const entry = await bench.send(LIMIT);
      const exit = await bench.send({
        type: "limit",
        limitPrice: 110,
        side: "sell",
        quantity: 0.4,
        reduceOnly: true,
        exitReason: "signal",
      });
      await bench.cancelEntries();
      if (bench.endOf(entry) !== "cancelled") fail(`the entry ended as ${bench.endOf(entry)}`);
      await bench.bar(100, TOUCHING);
      bench.assertUnfilled(entry, "a cancelled entry");
      await bench.bar(100, { high: 111 });
      bench.fillOf(exit, "an exit beside a cancelled entry");
      await bench.bar(100, { low: 89 });
      if (bench.fills.at(-1)!.exitReason !== "stop-loss") fail("the stop was cancelled with the entry");
      if (bench.held !== 0) fail(`${bench.held} is left`);
    }),
    check("an ioc or fok order meets one bar: what does not fill there is cancelled", async (bench) => {
      for (const timeInForce of ["ioc", "fok"] as const) {
        const missed = await bench.send({ ...LIMIT, timeInForce });
        await bench.bar(100);
        await bench.bar(100, TOUCHING);
        bench.assertUnfilled(missed, `an ${timeInForce} order after its first bar`);
        assertEnded(bench, missed, `an ${timeInForce} order that did not fill`);
        const met = await bench.send({ ...LIMIT, limitPrice: 105, timeInForce });
        await bench.bar(100);
        bench.fillOf(met, `an ${timeInForce} order that could fill at once`);
        if (bench.endOf(met) !== "filled") fail(`it ended as ${bench.endOf(met)}`);
      }
    }),
    check("a fok order fills whole or not at all", async (bench) => {
      const order = await bench.send({ timeInForce: "fok", quantity: 150 }); // worth more than the wallet
      await bench.bar(100);
      bench.assertUnfilled(order, "a fok order that the wallet cannot pay");
      if (bench.endOf(order) === undefined) fail("it still works");
    }),
    check("a gtd order works in bars that open before its time, and in no other", async (bench) => {
      const order = { ...LIMIT, timeInForce: "gtd" } as const;
      const minute = (bars: number) => bench.now + bars * 60_000;
      const inTime = await bench.send({ ...order, expiresAt: minute(3) });
      const tooLate = await bench.send({ ...order, expiresAt: minute(2) });
      await bench.bar(100);
      await bench.bar(100, TOUCHING);
      bench.fillOf(inTime, "an order that expires after the bar's open");
      bench.assertUnfilled(tooLate, "an order that expires at the bar's open");
      assertEnded(bench, tooLate, "an order that has expired");
    }),
  ];
}
