import type { Bar } from "../frame/bar.js";
import { type Instrument, instrument } from "../market/instrument.js";
import type { Fill, OrderRequest, OrderUpdate } from "../order/order.js";
import { Portfolio } from "../portfolio/portfolio.js";
import type { Broker } from "../ports.js";
import { fail } from "./check.js";

const MINUTE = 60_000;
const START = Date.UTC(2024, 0, 1);

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
      },
      portfolio: bench.portfolio,
      streams: [{ symbol: "BTC/USDT", timeframe: "1m" }],
      instruments: [bench.instrument],
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

  /** Signed quantity held. */
  get held(): number {
    return this.portfolio.positions[0]!.quantity;
  }

  fillsOf({ id }: OrderRequest): Fill[] {
    return this.fills.filter(({ orderId }) => orderId === id);
  }

  /** The rejection of an order. */
  assertRejected(request: OrderRequest, what: string): void {
    if (this.fillsOf(request).length > 0) fail(`${what} was filled`);
    const update = this.updates.find(({ id, status }) => id === request.id && status === "rejected");
    if (update === undefined) fail(`${what} was not reported as rejected`);
    if (!update.reason) fail(`${what} was rejected without a reason`);
  }
}
