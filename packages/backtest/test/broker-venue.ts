import {
  type Fill,
  type Funding,
  type InstrumentRules,
  instrument,
  type OrderRequest,
  type OrderUpdate,
  Portfolio,
  type Timeframe,
} from "@bellwether/core";
import { SimulatedBroker, type SimulatedBrokerOptions } from "../src/broker/simulated-broker.js";

export type Ohlc = readonly [open: number, high: number, low: number, close: number, volume?: number];

export interface VenueOptions extends SimulatedBrokerOptions {
  readonly rules?: InstrumentRules;
  readonly balance?: number;
  readonly timeframe?: Timeframe;
  /** Strategies on the one symbol; 2 unless given. */
  readonly lanes?: number;
  readonly holdings?: ConstructorParameters<typeof Portfolio>[0]["holdings"];
  readonly hearsOrders?: boolean;
}

export const MINUTE = 60_000;

/** A simulated broker at work on BTC/USDT: bars are handed in by hand, a real portfolio books what comes out. */
export function venueOf({
  rules = {},
  balance = 1_000,
  timeframe = "1m",
  lanes: count = 2,
  holdings,
  hearsOrders = true,
  ...options
}: VenueOptions = {}) {
  const symbol = rules.kind === "linear" ? "BTC/USDT:USDT" : "BTC/USDT";
  const btc = instrument(symbol, { tick: 0.01, step: 0.001, maker: 0.001, taker: 0.002, ...rules });
  const lanes = Array.from({ length: count }, (_, i) => ({ strategy: `s${i}`, instrument: btc, stream: 0 }));
  const portfolio = new Portfolio({ quote: "USDT", startingBalance: balance, streamCount: 1, lanes, holdings });
  const broker = new SimulatedBroker(options);
  const fills: Fill[] = [];
  const updates: OrderUpdate[] = [];
  const fundings: Funding[] = [];
  const log: string[] = [];
  broker.open({
    listener: {
      hearsOrders,
      fill(fill) {
        fills.push(fill);
        log.push(`fill ${fill.orderId}`);
        portfolio.book(fill);
      },
      order(update) {
        updates.push(update);
        log.push(`${update.status} ${update.id}`);
        if (update.reason === "dust") portfolio.writeOff(update.lane, update.time, "signal");
      },
      funding(funding) {
        fundings.push(funding);
        log.push(`funding ${funding.lane}`);
        portfolio.fund(funding);
      },
    },
    portfolio,
    streams: [{ symbol, timeframe }],
    instruments: [btc],
    lanes: lanes.map(() => 0),
  });
  const length = timeframe === "1h" ? 60 * MINUTE : MINUTE;
  let time = 0;
  let orders = 0;
  const venue = {
    broker,
    portfolio,
    fills,
    updates,
    fundings,
    log,
    /** The next bar closes; `skip` bars are missing before it. */
    bar([open, high, low, close, volume = 1]: Ohlc, skip = 0) {
      time += skip * length;
      const bar = { openTime: time, open, high, low, close, volume };
      broker.meet(0, bar);
      portfolio.mark(0, bar);
      portfolio.settle();
      time += length;
      return bar;
    },
    flat: (price: number) => venue.bar([price, price, price, price]),
    /** Sends an order after the last bar; a market buy of one unit by lane 0 unless told. @returns its id. */
    send(order: Partial<OrderRequest> = {}): string {
      const id = `o${++orders}`;
      broker.submit(
        {
          id,
          lane: 0,
          symbol,
          side: "buy",
          type: "market",
          quantity: 1,
          reduceOnly: false,
          sentAt: time,
          decidedAt: time - length,
          ...order,
        },
        0,
      );
      return id;
    },
    /** Price, reason (or side) and liquidity of each fill, in order. */
    story: () =>
      fills.map(
        ({ price, side, quantity, exitReason, ambiguous }) =>
          `${exitReason ?? side} ${quantity === 1 ? "" : `${quantity} `}at ${price}${ambiguous ? ", ambiguous" : ""}`,
      ),
    /** How each order ended, in order. */
    ends: () =>
      updates
        .filter(({ status }) => ["filled", "cancelled", "expired", "rejected"].includes(status))
        .map(({ id, status, reason }) => [id, status, reason].filter(Boolean).join(" ")),
    held: (lane = 0) => portfolio.positions[lane]!.quantity,
  };
  return venue;
}
