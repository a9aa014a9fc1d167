import type { Broker, BrokerListener, Fill } from "@bellwether/core";
import { brokerChecks } from "@bellwether/core/checks";
import { expect, it } from "vitest";
import { SimulatedBroker } from "./simulated-broker.js";

type OpenContext = Parameters<Broker["open"]>[0];

/** A simulated broker whose listener is interfered with. */
function reporting(change: (listener: BrokerListener) => Partial<BrokerListener>): Broker {
  const broker = new SimulatedBroker();
  const open = broker.open.bind(broker);
  broker.open = (context: OpenContext) => {
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
}

const fills = (change: (fill: Fill) => readonly Fill[]) => () =>
  reporting((listener) => ({ fill: (fill) => change(fill).forEach((one) => void listener.fill(one)) }));

const changed = (change: (broker: SimulatedBroker) => Partial<Broker>) => () => {
  const broker = new SimulatedBroker();
  return Object.assign(broker, change(broker)) as Broker;
};

it.each<[string, () => Broker, RegExp]>([
  [
    "fills twice",
    fills((fill) => [
      { ...fill, quantity: fill.quantity / 2 },
      { ...fill, quantity: fill.quantity / 2 },
    ]),
    /once and whole/,
  ],
  [
    "fills at the bar of the decision",
    fills((fill) => [{ ...fill, time: fill.time - 60_000 }]),
    /no earlier than the next open/,
  ],
  ["forgets the fee", fills((fill) => [{ ...fill, fee: 0 }]), /charges the instrument's fee/],
  ["fills between ticks", fills((fill) => [{ ...fill, price: fill.price + 0.001 }]), /on the tick/],
  ["says nothing of rejections", () => reporting(() => ({ order() {} })), /rejects what it cannot do/],
  [
    "gives no reason",
    () => reporting((l) => ({ order: ({ reason: _none, ...update }) => l.order(update) })),
    /with a reason/,
  ],
  ["cancels nothing", changed(() => ({ cancelAll() {} })), /cancelAll leaves nothing/],
  [
    "throws at an impossible order",
    changed((broker) => {
      const submit = broker.submit.bind(broker);
      return {
        submit(request, stream) {
          if (!(request.quantity > 0)) throw new RangeError("no quantity");
          submit(request, stream);
        },
      };
    }),
    /never as an exception/,
  ],
  [
    "treats a reduce-only order like any other",
    changed((broker) => {
      const submit = broker.submit.bind(broker);
      return { submit: (request, stream) => submit({ ...request, reduceOnly: false }, stream) };
    }),
    /reduce-only/,
  ],
  [
    "drops brackets",
    changed((broker) => {
      const submit = broker.submit.bind(broker);
      return { submit: (request, stream) => submit({ ...request, bracket: undefined }, stream) };
    }),
    /leaves at a stop or a target/,
  ],
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
