import type { LaneInfo } from "../bus.js";
import type { BarStore } from "../frame/bar-store.js";
import type { Frame } from "../frame/frame.js";
import type { Instrument } from "../market/instrument.js";
import type { OrderRequest, TimeStop } from "../order/order.js";
import type { Position } from "../portfolio/position.js";
import type { Stance } from "../signal.js";
import type { Strategy, StrategyContext } from "../strategy/strategy.js";

/** One strategy at work on one symbol. */
export class Lane implements LaneInfo {
  readonly frame: Frame;
  readonly context: StrategyContext;
  readonly idPrefix: string;
  /** A stance that was stopped out and may not re-enter until the strategy has said something else. */
  spentStance: Stance | null = null;
  /** The entry that has been sent and is not at its end; likewise the exit. */
  entering: OrderRequest | null = null;
  leaving: OrderRequest | null = null;
  /** Of the position held, or of the entry that works. */
  timeStop: TimeStop | null = null;

  constructor(
    readonly lane: number,
    readonly strategy: string,
    readonly symbol: string,
    readonly stream: number,
    /** As of now: replaced when dated rules change. */
    public instrument: Instrument,
    readonly instance: Strategy,
    readonly store: BarStore,
    readonly position: Position,
  ) {
    this.frame = store.frame;
    this.idPrefix = `${strategy}:${symbol}:`;
    this.context = Object.freeze({ position: position.view });
  }
}
