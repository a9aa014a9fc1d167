import {
  type Fill,
  type Instrument,
  type InstrumentRules,
  instrument,
  type OrderRequest,
  type OrderUpdate,
  Portfolio,
} from "@bellwether/core";
import type { Exchange } from "../src/exchange/trading.js";
import type { Note } from "../src/journal/entry.js";
import type { BrokerReport } from "../src/orders/broker-report.js";
import { ExchangeBroker } from "../src/orders/exchange-broker.js";
import type { OrderSettings } from "../src/orders/order-settings.js";
import { VirtualTime } from "../src/testing/virtual-time.js";
import { type Script, ScriptedExchange } from "./scripted-exchange.js";

export const MINUTE = 60_000;
export const START = Date.UTC(2024, 0, 1);
export const RULES: InstrumentRules = {
  tick: 0.01,
  step: 0.001,
  minQuantity: 0.001,
  minNotional: 5,
  maker: 0.001,
  taker: 0.001,
  feeIn: "base",
};

/** What a journal would hold: what the loop asked of the broker, and the reports, in order. */
export type Step =
  | { readonly kind: "submit"; readonly request: OrderRequest; readonly stream: number }
  | { readonly kind: "bar"; readonly stream: number; readonly bar: Parameters<ExchangeBroker["meet"]>[1] }
  | { readonly kind: "cancel"; readonly id: string }
  | { readonly kind: "cancel-entries"; readonly lane: number }
  | { readonly kind: "cancel-all"; readonly lane: number }
  | { readonly kind: "report"; readonly report: BrokerReport };

export interface BenchOptions {
  readonly symbols?: readonly string[];
  /** Symbol of each lane, by number; one lane a symbol unless given. */
  readonly lanes?: readonly number[];
  readonly rules?: InstrumentRules;
  readonly settings?: Partial<OrderSettings>;
  readonly script?: Partial<Script>;
  readonly priceOf?: (asset: string) => number | undefined;
  readonly holdings?: ConstructorParameters<typeof Portfolio>[0]["holdings"];
  /** How long the journal takes to be safe, ms. */
  readonly journalMs?: number;
}

/** Where a desk stands. */
export interface Place {
  readonly options: BenchOptions;
  readonly instruments: readonly Instrument[];
  /** Stream of each lane. */
  readonly lanes: readonly number[];
  readonly exchange: Exchange;
  readonly time: VirtualTime;
  readonly notes: Note[];
}

/** A broker with its portfolio, and all that it was told and has told: what a process knows. */
export class Desk {
  readonly portfolio: Portfolio;
  readonly broker: ExchangeBroker;
  readonly fills: Fill[] = [];
  readonly updates: OrderUpdate[] = [];
  readonly inbox: BrokerReport[] = [];

  constructor(bench: Place) {
    const { options, instruments, lanes, exchange, time } = bench;
    this.portfolio = new Portfolio({
      quote: "USDT",
      startingBalance: 100_000,
      streamCount: instruments.length,
      lanes: lanes.map((stream, lane) => ({ strategy: `s${lane}`, instrument: instruments[stream]!, stream })),
      holdings: options.holdings,
    });
    this.broker = new ExchangeBroker({
      exchange,
      account: "main",
      timers: time,
      inbox: {
        put: (reports) => {
          this.inbox.push(...reports);
        },
      },
      settings: options.settings ?? {},
      now: () => time.true,
      priceOf: options.priceOf,
      note: (note) => void bench.notes.push(note),
    });
    this.broker.open({
      listener: {
        hearsOrders: true,
        fill: (fill) => {
          this.fills.push(fill);
          this.portfolio.book(fill);
        },
        order: (update) => {
          this.updates.push(update);
          if (update.reason === "dust") this.portfolio.writeOff(update.lane, update.time, "signal");
        },
        funding: () => {},
      },
      portfolio: this.portfolio,
      streams: instruments.map(({ symbol }) => ({ symbol, timeframe: "1m" as const })),
      instruments: [...instruments],
      lanes,
    });
  }

  take(step: Step): void {
    const { broker } = this;
    if (step.kind === "submit") broker.submit(step.request, step.stream);
    else if (step.kind === "bar") broker.meet(step.stream, step.bar);
    else if (step.kind === "cancel") broker.cancel(step.id);
    else if (step.kind === "cancel-entries") broker.cancelEntries(step.lane);
    else if (step.kind === "cancel-all") broker.cancelAll(step.lane);
    else broker.apply(step.report);
  }

  held(lane = 0): number {
    return this.portfolio.positions[lane]!.quantity;
  }

  /** All that must be the same after a replay. */
  get state(): string {
    const { fills, updates, portfolio, broker } = this;
    const positions = portfolio.positions.map(({ quantity, averagePrice }) => [quantity, String(averagePrice)]);
    return JSON.stringify({ fills, updates, positions, free: portfolio.free, working: broker.working });
  }
}

/** A broker on a scripted exchange, in virtual time, with a journal of all steps: a run without its loop. */
export class OrderBench implements Place {
  readonly time = new VirtualTime(START);
  readonly notes: Note[] = [];
  readonly journal: Step[] = [];
  readonly instruments: readonly Instrument[];
  readonly lanes: readonly number[];
  readonly exchange: ScriptedExchange;
  desk: Desk;
  #pumping = true;
  #orders = 0;

  constructor(readonly options: BenchOptions = {}) {
    const { symbols = ["BTC/USDT"], rules = RULES, script } = options;
    this.instruments = symbols.map((symbol) => instrument(symbol, rules));
    this.lanes = options.lanes ?? symbols.map((_, stream) => stream);
    this.exchange = new ScriptedExchange({
      instruments: this.instruments,
      time: this.time,
      balances: { USDT: 1e9 },
      ...script,
    });
    for (const symbol of symbols) this.exchange.move(symbol, 100);
    this.desk = new Desk(this);
    for (const stream of this.instruments.keys()) this.#step({ kind: "bar", stream, bar: barAt(START - MINUTE, 100) });
    this.#pump();
  }

  /** A bar closes on a stream. */
  bar(close: number, { high = close, low = close, open = close } = {}, stream = 0): void {
    const openTime = this.time.true - (this.time.true % MINUTE) - MINUTE;
    this.#step({ kind: "bar", stream, bar: { ...barAt(openTime, close), open, high, low } });
  }

  /** The loop sends an order: a market buy of one unit unless told. */
  submit(order: Partial<OrderRequest> = {}): OrderRequest {
    const lane = order.lane ?? 0;
    const stream = this.lanes[lane]!;
    const now = this.time.true;
    const request: OrderRequest = {
      id: `s${lane}:${this.instruments[stream]!.symbol}:${START + this.#orders++ * MINUTE}:entry:1`,
      lane,
      symbol: this.instruments[stream]!.symbol,
      side: "buy",
      type: "market",
      quantity: 1,
      reduceOnly: false,
      sentAt: now,
      decidedAt: now - MINUTE,
      ...order,
    };
    this.#step({ kind: "submit", request, stream });
    return request;
  }

  /** The loop leaves a position. */
  leave(lane = 0): OrderRequest {
    const quantity = this.desk.held(lane);
    return this.submit({ lane, side: "sell", quantity, reduceOnly: true, exitReason: "signal" });
  }

  cancel({ id }: { readonly id: string }): void {
    this.#step({ kind: "cancel", id });
  }

  cancelEntries(lane = 0): void {
    this.#step({ kind: "cancel-entries", lane });
  }

  cancelAll(lane = 0): void {
    this.#step({ kind: "cancel-all", lane });
  }

  /** The price moves at the exchange, and the run sees it. */
  price(price: number, stream = 0): void {
    this.exchange.move(this.instruments[stream]!.symbol, price);
    this.desk.broker.onPrice(stream, price, this.time.true);
  }

  /** Time passes, with everything that happens in it. */
  async pass(ms = 5_000): Promise<void> {
    const until = this.time.true + ms;
    await this.time.run(until);
  }

  /** The process is killed, and another one takes the journal up. @param steps - of the journal that are on the disk. */
  async restart(steps = this.journal.length): Promise<void> {
    this.#pumping = false;
    void this.desk.broker.close();
    this.journal.length = steps;
    const desk = new Desk(this);
    for (const step of this.journal) desk.take(step);
    desk.inbox.length = 0;
    this.desk = desk;
    let done = false;
    const recovered = desk.broker.recover().then((reports) => {
      for (const report of reports) this.#step({ kind: "report", report });
      done = true;
    });
    await this.time.run(this.time.true + 600_000, () => done);
    await recovered;
    this.#pumping = true;
    this.#pump();
  }

  /** How an order ended; undefined while it works. */
  endOf({ id }: { readonly id: string }): OrderUpdate | undefined {
    return this.desk.updates.findLast((update) => update.id === id && ENDS.has(update.status));
  }

  fillsOf({ id }: { readonly id: string }): Fill[] {
    return this.desk.fills.filter(({ orderId }) => orderId === id);
  }

  #step(step: Step): void {
    // what a journal on disk would give back
    const written = JSON.parse(JSON.stringify(step)) as Step;
    this.journal.push(written);
    this.desk.take(written);
  }

  /** The runtime's part: journals what has arrived, applies it, and lets orders go. */
  #pump(): void {
    const { desk } = this;
    this.time.after(this.options.journalMs ?? 5, () => {
      if (!this.#pumping || desk !== this.desk) return;
      for (const report of desk.inbox.splice(0)) this.#step({ kind: "report", report });
      desk.broker.release();
      this.#pump();
    });
  }
}

const ENDS = new Set(["filled", "cancelled", "expired", "rejected"]);

function barAt(openTime: number, price: number) {
  return { openTime, open: price, high: price, low: price, close: price, volume: 1 };
}
