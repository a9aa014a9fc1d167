import type { Bar, BarColumns } from "../src/frame/bar.js";
import type { BarStore } from "../src/frame/bar-store.js";
import { Loop } from "../src/loop/loop.js";
import type { LaneOptions, LoopOptions } from "../src/loop/loop-options.js";
import { instrument } from "../src/market/instrument.js";
import type { InstrumentRules } from "../src/market/instrument-spec.js";
import { closeTimeOf, type Timeframe, timeframeMs } from "../src/market/timeframe.js";
import type { ExitReason, OrderChange, OrderRequest, OrderUpdate } from "../src/order/order.js";
import type { OrderStatus } from "../src/order/order-status.js";
import type { Batch, Broker, BrokerListener, MarketFeed, Stream } from "../src/ports.js";
import type { Halt, RiskEngine, RiskInput, Verdict } from "../src/risk/verdict.js";
import type { Signal, Stance } from "../src/signal.js";
import type { Strategy } from "../src/strategy/strategy.js";

/** Bars whose open is `opens[i]` and whose close is the next open, half a unit of reach on both sides. */
export function barsFrom(opens: readonly number[], timeframe: Timeframe = "1m", startTime = 0): BarColumns {
  const step = timeframeMs(timeframe);
  const open = Float64Array.from(opens);
  const close = Float64Array.from(opens, (price, i) => opens[i + 1] ?? price);
  return {
    openTime: Float64Array.from(opens, (_, i) => startTime + i * step),
    open,
    close,
    high: open.map((price, i) => Math.max(price, close[i]!) + 0.5),
    low: open.map((price, i) => Math.min(price, close[i]!) - 0.5),
    volume: open.map(() => 1),
  };
}

interface Source extends Stream {
  readonly columns: BarColumns;
}

/** Delivers what closes together in one batch; writes down when it is asked. */
class ScriptedFeed implements MarketFeed {
  readonly streams: readonly Stream[];
  #stores: readonly BarStore[] = [];
  readonly #next: number[];

  constructor(
    readonly sources: readonly Source[],
    readonly log: string[] = [],
    readonly asynchronous = false,
  ) {
    this.streams = sources.map(({ symbol, timeframe }) => ({ symbol, timeframe }));
    this.#next = sources.map(() => 0);
  }

  open(stores: readonly BarStore[]): void {
    this.#stores = stores;
  }

  next(batch: Batch): boolean | Promise<boolean> {
    const more = this.#deliver(batch);
    return this.asynchronous ? Promise.resolve(more) : more;
  }

  #deliver(batch: Batch): boolean {
    const due = this.sources.map(({ columns, timeframe }, s) => {
      const openTime = columns.openTime[this.#next[s]!];
      return openTime === undefined ? Number.POSITIVE_INFINITY : closeTimeOf(timeframe, openTime);
    });
    const time = Math.min(...due);
    if (time === Number.POSITIVE_INFINITY) return false;
    this.log.push(`feed ${time}`);
    batch.time = time;
    batch.count = 0;
    due.forEach((closeTime, s) => {
      if (closeTime !== time) return;
      batch.streams[batch.count++] = s;
      const row = this.#next[s]!++;
      const { openTime, open, high, low, close, volume } = this.sources[s]!.columns;
      this.#stores[s]!.append({
        openTime: openTime[row]!,
        open: open[row]!,
        high: high[row]!,
        low: low[row]!,
        close: close[row]!,
        volume: volume[row]!,
      });
    });
    return true;
  }
}

/** What an update says of an order that a request has asked for. */
export function updateOf(request: OrderRequest, status: OrderStatus, more: Partial<OrderUpdate> = {}): OrderUpdate {
  const { id, lane, symbol, type, side, quantity, limitPrice, stopPrice, decidedAt: time } = request;
  return { id, lane, symbol, status, type, side, quantity, filled: 0, limitPrice, stopPrice, time, ...more };
}

/** Fills whole market orders at the next open, and limits that are touched, without costs; stop-outs can be asked for. */
class ScriptedBroker implements Broker {
  readonly requests: OrderRequest[] = [];
  waiting: { request: OrderRequest; stream: number }[] = [];
  /** Open times of bars in which what is held is stopped out. */
  readonly stopOutAt = new Set<number>();
  /** Most base units that fill in one bar. */
  most = Number.POSITIVE_INFINITY;
  /** Says why an order is rejected, or null. */
  rejects: (request: OrderRequest) => string | null = () => null;
  #listener!: BrokerListener;
  #context!: Parameters<Broker["open"]>[0];

  constructor(readonly log: string[] = []) {}

  open(context: Parameters<Broker["open"]>[0]): void {
    this.#context = context;
    this.#listener = context.listener;
  }

  meet(stream: number, bar: Readonly<Bar>): void {
    this.log.push(`broker meets ${this.#context.streams[stream]!.symbol} ${bar.openTime}`);
    for (const { request } of this.waiting.filter((order) => order.stream === stream)) this.#try(request, stream, bar);
    if (!this.stopOutAt.has(bar.openTime)) return;
    for (const { lane } of this.requests.slice(0, 1)) this.#close(lane, "stop", bar.low, bar.openTime, "stop-loss");
  }

  #try(request: OrderRequest, stream: number, { open, low, high, openTime }: Readonly<Bar>): void {
    const { side, limitPrice = open } = request;
    if (request.type === "limit" && !(side === "buy" ? low <= limitPrice : high >= limitPrice)) return;
    const quantity = Math.min(request.quantity, this.most);
    const remaining = request.quantity - quantity;
    this.waiting = this.waiting.filter((order) => order.request !== request);
    if (remaining > 0) this.waiting.push({ request: { ...request, quantity: remaining }, stream });
    this.#fill({ ...request, quantity }, limitPrice, openTime, request.exitReason, remaining);
    if (remaining === 0)
      this.#listener.order(updateOf(request, "filled", { filled: request.quantity, time: openTime }));
  }

  #close(lane: number, id: string, price: number, time: number, reason: ExitReason): void {
    const { side, quantity } = this.#context.portfolio.position(lane);
    if (side === null) return;
    const { symbol } = this.#context.portfolio.positions[lane]!;
    this.#fill({ id, lane, symbol, side: side === "long" ? "sell" : "buy", quantity }, price, time, reason);
  }

  #fill(
    { id, lane, symbol, side, quantity }: Pick<OrderRequest, "id" | "lane" | "symbol" | "side" | "quantity">,
    price: number,
    time: number,
    exitReason: ExitReason | undefined,
    remaining = 0,
  ): void {
    this.log.push(`fill ${side} ${quantity} at ${price}`);
    this.#listener.fill({
      orderId: id,
      lane,
      symbol,
      side,
      quantity,
      remaining,
      price,
      referencePrice: price,
      fee: 0,
      liquidity: "taker",
      time,
      exitReason,
    });
  }

  submit(request: OrderRequest, stream: number): void {
    this.log.push(`submit ${request.side} ${request.quantity}${request.reduceOnly ? " reduce-only" : ""}`);
    this.requests.push(request);
    const reason = this.rejects(request);
    if (reason === null) this.waiting.push({ request, stream });
    else this.#listener.order(updateOf(request, "rejected", { reason }));
  }

  cancel(orderId: string): void {
    this.#cancel(({ id }) => id === orderId);
  }

  replace(_orderId: string, _change: OrderChange): boolean {
    return false;
  }

  cancelAll(lane: number): void {
    this.log.push(`cancel ${lane}`);
    this.#cancel((request) => request.lane === lane);
  }

  cancelEntries(lane: number): void {
    this.log.push(`cancel entries ${lane}`);
    this.#cancel((request) => request.lane === lane && !request.reduceOnly);
  }

  #cancel(which: (request: OrderRequest) => boolean): void {
    const cancelled = this.waiting.filter(({ request }) => which(request));
    this.waiting = this.waiting.filter(({ request }) => !which(request));
    for (const { request } of cancelled) this.#listener.order(updateOf(request, "cancelled", { reason: "asked" }));
  }

  finalize(lane: number, _stream: number, bar: Readonly<Bar>): void {
    this.#close(lane, "end", bar.close, bar.openTime, "end-of-data");
  }
}

/** Approves one unit of everything; can be told to halt. */
class ScriptedRisk implements RiskEngine {
  readonly warmup = 0;
  readonly inputs: RiskInput[] = [];
  haltWhen: ((equity: number, time: number) => Halt | null) | null = null;
  verdict: ((input: RiskInput) => Verdict) | null = null;

  constructor(
    readonly log: string[] = [],
    readonly reentry: RiskEngine["reentry"] = "on-new-signal",
  ) {}

  inspect({ equity }: { equity: number }, time: number): Halt | null {
    this.log.push("risk inspects");
    return this.haltWhen?.(equity, time) ?? null;
  }

  applyRiskToSignal(input: RiskInput): Verdict {
    this.log.push(`risk answers ${input.signal.signal}`);
    this.inputs.push(input);
    if (input.portfolio.halted) return { status: "refused", rule: "halted", limit: 0, observed: 1 };
    return (
      this.verdict?.(input) ?? {
        status: "approved",
        order: { side: input.signal.signal === "LONG" ? "buy" : "sell", quantity: 1 },
        sizing: [{ rule: "one", quantity: 1 }],
      }
    );
  }

  describe(): unknown {
    return {};
  }
}

export function signalOf(stance: Stance, more: object = {}): Signal {
  return { signal: stance, metadata: { entryPrice: 100, confidence: 1, strategyType: "test", ...more } };
}

/** Says `words[i]` at the i-th bar: a stance, or anything at all. */
export function saying(
  words: readonly unknown[],
  more: Partial<Strategy> & { log?: string[]; name?: string } = {},
): Strategy {
  const { log, name = "strategy", ...rest } = more;
  return {
    warmup: 0,
    generateSignal(df) {
      log?.push(`${name} speaks at ${df.openTime.last}`);
      const word = words[df.length - 1];
      return (typeof word === "string" ? signalOf(word as Stance) : (word ?? null)) as Signal | null;
    },
    ...rest,
  };
}

export interface Scripted {
  readonly loop: Loop;
  readonly broker: ScriptedBroker;
  readonly risk: ScriptedRisk;
  readonly log: string[];
}

/** A loop over scripted ports, by default with one symbol whose price is 100, 101, 102 ... */
export function scripted(
  strategies: Strategy | readonly Omit<LaneOptions, "name">[],
  {
    sources = [{ symbol: "BTC/USDT", timeframe: "1m" as const, columns: barsFrom([100, 101, 102, 103, 104, 105]) }],
    asynchronous = false,
    reentry = "on-new-signal" as RiskEngine["reentry"],
    log = [] as string[],
    rules = {},
    ...options
  }: {
    rules?: InstrumentRules;
    sources?: readonly Source[];
    asynchronous?: boolean;
    reentry?: RiskEngine["reentry"];
    log?: string[];
  } & Partial<LoopOptions> = {},
): Scripted {
  const broker = new ScriptedBroker(log);
  const risk = new ScriptedRisk(log, reentry);
  const lanes = Array.isArray(strategies) ? strategies : [{ stream: 0, strategy: strategies }];
  const loop = new Loop({
    feed: new ScriptedFeed(sources, log, asynchronous),
    broker,
    risk,
    lanes: lanes.map((lane: Omit<LaneOptions, "name">, i) => ({ name: `strategy-${i}`, ...lane })),
    instruments: sources.map(({ symbol }) => instrument(symbol, { tick: 0.01, step: 0.001, ...rules })),
    quote: "USDT",
    startingBalance: 10_000,
    ...options,
  });
  return { loop, broker, risk, log };
}
