import type { LaneInfo } from "../bus.js";
import type { BarStore } from "../frame/bar-store.js";
import type { Frame } from "../frame/frame.js";
import type { Instrument } from "../market/instrument.js";
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
  /** Open time of the bar after which the last exit was sent. */
  leavingSince = Number.NaN;

  constructor(
    readonly lane: number,
    readonly strategy: string,
    readonly symbol: string,
    readonly stream: number,
    readonly instrument: Instrument,
    readonly instance: Strategy,
    readonly store: BarStore,
    readonly position: Position,
  ) {
    this.frame = store.frame;
    this.idPrefix = `${strategy}:${symbol}:`;
    this.context = Object.freeze({ position: position.view });
  }
}
