import type { Bar } from "../frame/bar.js";
import { type Instrument, instrument } from "../market/instrument.js";
import type { Fill, OrderChange, OrderRequest, OrderUpdate } from "../order/order.js";
import { isFinal, ORDER_TRANSITIONS, type OrderStatus } from "../order/order-status.js";
import { Portfolio } from "../portfolio/portfolio.js";
import type { Broker } from "../ports.js";
import { type Check, fail } from "./check.js";

const MINUTE = 60_000;
const START = Date.UTC(2024, 0, 1);

/** Makes a promise of a broker testable: `run` gets a bench on which one bar, at 100, has closed. */
export type BenchCheck = (name: string, run: (bench: BrokerBench) => Promise<void>, hearsOrders?: boolean) => Check;

/** A broker on the bench: one symbol, one lane, a real portfolio, and everything that it reports written down. */
export class BrokerBench {
  readonly instrument: Instrument = instrument("BTC/USDT", {
    tick: 0.01,
    step: 0.001,
    minQuantity: 0.01,
    minNotional: 5,
    maker: 0.001,
    taker: 0.002,
  });
  readonly portfolio = new Portfolio({
    quote: "USDT",
    startingBalance: 10_000,
    streamCount: 1,
    lanes: [{ strategy: "bench", instrument: this.instrument, stream: 0 }],
  });
  readonly fills: Fill[] = [];
  readonly updates: OrderUpdate[] = [];
  /** Open time of the bar seen last, epoch ms UTC. */
  now = START - MINUTE;
  #orders = 0;

  private constructor(
    readonly broker: Broker,
    private readonly settle: () => Promise<void> | void,
  ) {}

  /** @param settle - waits until what was sent has been reported; brokers that answer later need it. */
  static async open(
    broker: Broker,
    { settle = () => {}, hearsOrders = true }: { settle?: () => Promise<void> | void; hearsOrders?: boolean } = {},
  ): Promise<BrokerBench> {
    const bench = new BrokerBench(broker, settle);
    await broker.open({
      listener: {
        hearsOrders,
        fill(fill) {
          bench.fills.push(fill);
          bench.portfolio.book(fill);
        },
        order: (update) => void bench.updates.push(update),
        funding: (payment) => bench.portfolio.fund(payment),
      },
      portfolio: bench.portfolio,
      streams: [{ symbol: "BTC/USDT", timeframe: "1m" }],
      instruments: [bench.instrument],
      lanes: [0],
    });
    return bench;
  }

  /** The next bar closes. */
  async bar(open: number, { high = open, low = open, close = open }: Partial<Bar> = {}): Promise<void> {
    this.now += MINUTE;
    const bar = { openTime: this.now, open, high: Math.max(high, open, close), low: Math.min(low, open, close), close };
    this.broker.meet(0, { ...bar, volume: 100 });
    this.portfolio.mark(0, { ...bar, volume: 100 });
    this.portfolio.settle();
    await this.settle();
  }

  /** Sends an order, decided at the close of the last bar; a market buy of one unit unless told. */
  async send(order: Partial<OrderRequest> = {}): Promise<OrderRequest> {
    const request: OrderRequest = {
      id: `bench-${++this.#orders}`,
      lane: 0,
      symbol: "BTC/USDT",
      side: "buy",
      type: "market",
      quantity: 1,
      reduceOnly: false,
      sentAt: this.now + MINUTE,
      decidedAt: this.now,
      ...order,
    };
    await this.broker.submit(request, 0);
    await this.settle();
    return request;
  }

  async cancelAll(): Promise<void> {
    await this.broker.cancelAll(0);
    await this.settle();
  }

  async cancelEntries(): Promise<void> {
    await this.broker.cancelEntries(0);
    await this.settle();
  }

  async cancel({ id }: { readonly id: string }): Promise<void> {
    await this.broker.cancel(id);
    await this.settle();
  }

  async replace({ id }: { readonly id: string }, change: OrderChange): Promise<boolean> {
    const done = await this.broker.replace(id, change);
    await this.settle();
    return done;
  }

  /** Signed quantity held. */
  get held(): number {
    return this.portfolio.positions[0]!.quantity;
  }

  fillsOf({ id }: OrderRequest): Fill[] {
    return this.fills.filter(({ orderId }) => orderId === id);
  }

  updatesOf({ id }: OrderRequest): OrderUpdate[] {
    return this.updates.filter((update) => update.id === id);
  }

  /** How an order ended; undefined while it works. */
  endOf(order: OrderRequest): OrderStatus | undefined {
    return this.updatesOf(order).find(({ status }) => isFinal(status))?.status;
  }

  /** The fill of an order that was to be filled once. */
  fillOf(order: OrderRequest, what: string): Fill {
    const [fill, ...more] = this.fillsOf(order);
    if (fill === undefined) fail(`${what} was not filled`);
    if (more.length > 0) fail(`${what} was filled ${more.length + 1} times`);
    return fill;
  }

  assertUnfilled(order: OrderRequest, what: string): void {
    const [fill] = this.fillsOf(order);
    if (fill !== undefined) fail(`${what} was filled at ${fill.price}`);
  }

  /** The rejection of an order. */
  assertRejected(request: OrderRequest, what: string): void {
    this.assertUnfilled(request, what);
    const update = this.updatesOf(request).find(({ status }) => status === "rejected");
    if (update === undefined) fail(`${what} was not reported as rejected`);
    if (!update.reason) fail(`${what} was rejected without a reason`);
  }

  /** What was told of each order is a way through {@link ORDER_TRANSITIONS}, and agrees with its fills. */
  assertTold(): void {
    for (const id of new Set(this.updates.map((update) => update.id))) {
      let status: OrderStatus = "sent";
      let filled = 0;
      for (const update of this.updates.filter((other) => other.id === id)) {
        if (update.status !== status && !ORDER_TRANSITIONS[status].includes(update.status))
          fail(`order ${id} was ${status}, then ${update.status}`);
        if (isFinal(status)) fail(`order ${id} was ${update.status} after its end`);
        if (!(update.filled >= filled && (update.filled === 0 || update.filled <= update.quantity)))
          fail(`order ${id} for ${update.quantity} told of ${update.filled} filled, after ${filled}`);
        status = update.status;
        filled = update.filled;
      }
      const fills = this.fills.filter(({ orderId }) => orderId === id);
      const sum = fills.reduce((total, { quantity }) => total + quantity, 0);
      if (!(Math.abs(sum - filled) <= 1e-9 * sum)) fail(`order ${id} told of ${filled} filled, its fills are ${sum}`);
      assertRemaining(id, fills, status);
    }
  }
}

/** What each fill leaves is what the next one takes from; only an order that is filled leaves nothing. */
function assertRemaining(id: string, fills: readonly Fill[], status: OrderStatus): void {
  fills.forEach(({ quantity, remaining }, i) => {
    const before = fills[i - 1]?.remaining;
    if (!(remaining >= 0)) fail(`a fill of order ${id} leaves ${remaining}`);
    if (before !== undefined && !(Math.abs(before - quantity - remaining) <= 1e-9 * before))
      fail(`a fill of ${quantity} of order ${id} leaves ${remaining}, where ${before} were left`);
  });
  const left = fills.at(-1)?.remaining;
  if (isFinal(status) && left !== undefined && (left === 0) !== (status === "filled"))
    fail(`order ${id} ended as ${status} with ${left} left`);
}
