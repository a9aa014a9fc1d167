import {
  BAR_FIELDS,
  type Bar,
  type BarColumns,
  closeTimeOf,
  EquityCurve,
  type Fill,
  type Instrument,
  type InstrumentRules,
  instrument,
  type OrderRequest,
  type OrderUpdate,
  Portfolio,
} from "@bellwether/core";
import { SimulatedBroker, type SimulatedBrokerOptions } from "../../src/broker/simulated-broker.js";
import type { History } from "../../src/feed/history-feed.js";
import { type BarTrade, barTrades, rowsOf } from "./bar-trade.js";

export interface DriveOptions {
  readonly history: History;
  readonly cash: number;
  readonly rules: InstrumentRules;
  /** Positions that may be held side by side. Default 1. */
  readonly lanes?: number;
  readonly broker?: SimulatedBrokerOptions;
  /** Closes what is open at the last close. */
  readonly finalize: boolean;
  /** Called after the close of each bar. */
  readonly decide: (hand: Hand) => void;
}

/** What is sent: an order of lane 0, market, opening, unless it says otherwise. */
export type HandOrder = Pick<OrderRequest, "side" | "quantity"> & Partial<OrderRequest>;

/** The books at the end of a drive. */
export interface Driven {
  readonly fills: readonly Fill[];
  /** Ends of orders without a fill. */
  readonly ends: readonly OrderUpdate[];
  readonly trades: readonly BarTrade[];
  /** At each close. */
  readonly equity: readonly number[];
  readonly rowOf: (openTime: number) => number;
}

/** Sends orders to the simulated broker after a close, for decisions that no stance expresses: scaling, hedging, moved stops. */
export class Hand {
  row = -1;
  readonly broker: SimulatedBroker;
  readonly portfolio: Portfolio;
  readonly fills: Fill[] = [];
  readonly ends: OrderUpdate[] = [];
  readonly bars: BarColumns;
  private readonly instrument: Instrument;
  private readonly lanes: number[];
  private sent = 0;

  constructor(private readonly options: DriveOptions) {
    const { history, cash, rules, lanes = 1, broker } = options;
    this.bars = history.columns;
    this.broker = new SimulatedBroker(broker);
    this.instrument = instrument(history.symbol, rules);
    this.lanes = Array.from({ length: lanes }, () => 0);
    this.portfolio = new Portfolio({
      quote: this.instrument.quote,
      startingBalance: cash,
      streamCount: 1,
      lanes: this.lanes.map((stream, lane) => ({ strategy: `lane-${lane}`, instrument: this.instrument, stream })),
    });
  }

  /** Signed base units. */
  held(lane = 0): number {
    return this.portfolio.positions[lane]!.quantity;
  }

  get close(): number {
    return this.bars.close[this.row]!;
  }

  /** @returns the order's id, its number unless it has one. */
  send(order: HandOrder): string {
    const decidedAt = this.bars.openTime[this.row]!;
    const { symbol, timeframe } = this.options.history;
    const sentAt = closeTimeOf(timeframe, decidedAt);
    const common = {
      id: `${++this.sent}`,
      lane: 0,
      symbol,
      type: "market",
      reduceOnly: false,
      decidedAt,
      sentAt,
    } as const;
    const request: OrderRequest = { ...common, ...order };
    this.broker.submit(request, 0);
    return request.id;
  }

  /** Closes a position at the next open. */
  leave(lane = 0): void {
    const held = this.held(lane);
    if (held === 0) return;
    this.send({
      lane,
      side: held > 0 ? "sell" : "buy",
      quantity: Math.abs(held),
      reduceOnly: true,
      exitReason: "signal",
    });
  }

  run(): Driven {
    const { broker, portfolio, bars, options, lanes, fills, ends } = this;
    broker.open({
      listener: {
        hearsOrders: false,
        fill: (fill) => {
          fills.push({ ...fill });
          portfolio.book(fill);
        },
        order: (update) => ends.push(update),
        funding: (funding) => portfolio.fund(funding),
      },
      portfolio,
      streams: [{ symbol: options.history.symbol, timeframe: options.history.timeframe }],
      instruments: [this.instrument],
      lanes,
    });
    const curve = new EquityCurve(bars.openTime.length);
    const bar = {} as Bar;
    for (this.row = 0; this.row < bars.openTime.length; this.row++) {
      for (const field of BAR_FIELDS) bar[field] = bars[field][this.row]!;
      broker.meet(0, bar);
      portfolio.mark(0, bar);
      portfolio.settle();
      curve.push(bar.openTime, portfolio.equity);
      options.decide(this);
    }
    if (options.finalize) {
      lanes.forEach((stream, lane) => {
        broker.cancelAll(lane);
        broker.finalize(lane, stream, bar);
      });
      portfolio.revalue();
      curve.amend(portfolio.equity);
    }
    const rowOf = rowsOf(bars.openTime);
    return { fills, ends, trades: barTrades(portfolio.trades, rowOf), equity: Array.from(curve.equity), rowOf };
  }
}

/** Runs bars past orders that are decided by hand after each close. */
export function drive(options: DriveOptions): Driven {
  return new Hand(options).run();
}
