import type { Broker, BrokerListener, Fill, OrderRequest, OrderUpdate } from "@bellwether/core";
import { brokerChecks } from "@bellwether/core/checks";
import { expect, it } from "vitest";
import { SimulatedBroker } from "./simulated-broker.js";

/** A simulated broker that is sent other orders than were meant. */
const asking = (change: (request: OrderRequest) => Partial<OrderRequest>) => () => {
  const broker = new SimulatedBroker();
  const submit = broker.submit.bind(broker);
  broker.submit = (request, stream) => submit({ ...request, ...change(request) }, stream);
  return broker;
};

/** One whose reports are falsified. */
const telling = (change: (listener: BrokerListener) => Partial<BrokerListener>) => () => {
  const broker = new SimulatedBroker();
  const open = broker.open.bind(broker);
  broker.open = (context) => {
    const { listener } = context;
    const honest: BrokerListener = {
      hearsOrders: listener.hearsOrders,
      fill: (fill) => listener.fill(fill),
      order: (update) => listener.order(update),
      funding: (funding) => listener.funding(funding),
    };
    return open({ ...context, listener: { ...honest, ...change(listener) } });
  };
  return broker;
};
const fills = (change: (fill: Fill) => Fill) => telling((to) => ({ fill: (fill) => to.fill(change(fill)) }));
const updates = (change: (update: OrderUpdate) => readonly OrderUpdate[]) =>
  telling((to) => ({ order: (update) => change(update).forEach((one) => void to.order(one)) }));

/** One with methods of its own. */
const having = (methods: (broker: SimulatedBroker) => Partial<Broker>) => () => {
  const broker = new SimulatedBroker();
  return Object.assign(broker, methods(broker)) as Broker;
};

it.each<[string, () => Broker, RegExp]>([
  ["fills limits at once", asking(({ type }) => (type === "limit" ? { type: "market" } : {})), /a limit order waits/],
  [
    "fills limits a tick too dear",
    fills((fill) => ({ ...fill, price: fill.price + 0.01 })),
    /never trades at a worse one/,
  ],
  ["takes taker fees from makers", fills((fill) => ({ ...fill, liquidity: "taker" })), /a limit order waits/],
  ["calls crossing orders makers", fills((fill) => ({ ...fill, liquidity: "maker" })), /has already passed/],
  ["triggers stops at once", asking(({ type }) => (type === "stop" ? { type: "market" } : {})), /a stop order sleeps/],
  [
    "forgets the limit of a stop-limit",
    asking(({ type }) => (type === "stop-limit" ? { type: "stop" } : {})),
    /a stop-limit order becomes a limit order/,
  ],
  ["ignores post-only", asking(() => ({ postOnly: undefined })), /post-only/],
  [
    "makes up prices that are missing",
    asking(({ limitPrice, stopPrice }) => ({ limitPrice: limitPrice || 100, stopPrice: stopPrice || 100 })),
    /without the price that its type needs/,
  ],
  ["cancels nothing", having(() => ({ cancel() {} })), /cancels one order/],
  ["cancels all for one", having((broker) => ({ cancel: () => broker.cancelAll(0) })), /cancels one order/],
  ["changes nothing", having(() => ({ replace: () => true })), /changes a working order/],
  ["cannot change orders", having(() => ({ replace: () => false })), /changes a working order/],
  ["cancels exits with entries", having((broker) => ({ cancelEntries: () => broker.cancelAll(0) })), /cancelEntries/],
  ["leaves entries", having(() => ({ cancelEntries() {} })), /cancelEntries/],
  [
    "lets ioc work on",
    asking(({ timeInForce }) => (timeInForce === "ioc" ? { timeInForce: "gtc" } : {})),
    /an ioc or fok order meets one bar/,
  ],
  [
    "fills a part of fok",
    asking(({ timeInForce }) => (timeInForce === "fok" ? { timeInForce: "ioc" } : {})),
    /a fok order fills whole/,
  ],
  [
    "lets gtd work on",
    asking(({ timeInForce }) => (timeInForce === "gtd" ? { timeInForce: "gtc", expiresAt: undefined } : {})),
    /a gtd order works/,
  ],
  ["says that more is to come", fills((fill) => ({ ...fill, remaining: 1 })), /no earlier than the next open/],
  ["tells an end twice", updates((update) => [update, update]), /no earlier than the next open/],
  [
    "goes back to resting",
    updates((update) => (update.status === "filled" ? [update, { ...update, status: "resting" }] : [update])),
    /no earlier than the next open/,
  ],
  ["never says how much has filled", updates((update) => [{ ...update, filled: 0 }]), /no earlier than the next open/],
])("the contract catches a broker that %s", async (_name, create, broken) => {
  const failed: string[] = [];
  for (const { name, run } of brokerChecks({ create })) {
    try {
      await run();
    } catch {
      failed.push(name);
    }
  }
  expect(failed.join("\n")).toMatch(broken);
});
