import { EventEmitter } from "eventemitter3";
import type { Bar } from "./frame/bar.js";
import type { Trade } from "./ledger/trade.js";
import type { Fill, Funding, OrderRequest, OrderUpdate } from "./order/order.js";
import type { Halt, Verdict } from "./risk/verdict.js";
import type { Signal } from "./signal.js";
import type { PositionView } from "./strategy/strategy.js";

/** Who speaks: one strategy on one symbol. */
export interface LaneInfo {
  readonly lane: number;
  readonly strategy: string;
  readonly symbol: string;
}

/** What happens in a run, in the order of docs/one-bar.md. Payloads are valid during the call; copy what you keep. */
export interface RunEvents {
  /** A bar has closed. The bar object is reused. */
  bar: [bar: Readonly<Bar>, symbol: string];
  /** A strategy has spoken (not emitted for null). */
  signal: [signal: Signal, from: LaneInfo, openTime: number];
  /** Risk has answered a signal that would change the position; `facts` is what it looked at, where the engine tells. */
  verdict: [verdict: Verdict, signal: Signal, from: LaneInfo, openTime: number, facts: unknown];
  order: [update: OrderUpdate | OrderRequest];
  fill: [fill: Fill];
  /** A perpetual has paid or received funding. */
  funding: [funding: Funding];
  /** A position changed; `trade` is set when it closed. */
  position: [position: PositionView, from: LaneInfo, trade: Trade | null];
  /** One point per close: close time and equity. */
  equity: [time: number, equity: number];
  /** Risk opens nothing more. */
  halt: [halt: Halt, time: number];
  /** Trading goes on after a halt. */
  resume: [time: number];
  error: [error: unknown];
}

export type RunEventName = keyof RunEvents;
const NAMES: readonly RunEventName[] = [
  "bar",
  "signal",
  "verdict",
  "order",
  "fill",
  "funding",
  "position",
  "equity",
  "halt",
  "resume",
  "error",
];

/** Typed events of one run; asking whether somebody listens costs one field read. */
export class EventBus {
  readonly #emitter = new EventEmitter();
  /** True for each event that has a listener. */
  readonly active: Record<RunEventName, boolean> = {
    bar: false,
    signal: false,
    verdict: false,
    order: false,
    fill: false,
    funding: false,
    position: false,
    equity: false,
    halt: false,
    resume: false,
    error: false,
  };

  /** @returns a function that stops listening. */
  on<E extends RunEventName>(event: E, listener: (...args: RunEvents[E]) => void): () => void {
    this.#emitter.on(event, listener as (...args: unknown[]) => void);
    this.active[event] = true;
    return () => this.off(event, listener);
  }

  once<E extends RunEventName>(event: E, listener: (...args: RunEvents[E]) => void): () => void {
    const stop = this.on(event, (...args) => {
      stop();
      listener(...args);
    });
    return stop;
  }

  off<E extends RunEventName>(event: E, listener: (...args: RunEvents[E]) => void): void {
    this.#emitter.off(event, listener as (...args: unknown[]) => void);
    for (const name of NAMES) this.active[name] = this.#emitter.listenerCount(name) > 0;
  }

  emit<E extends RunEventName>(event: E, ...args: RunEvents[E]): void {
    this.#emitter.emit(event, ...args);
  }
}
