import type { Frame } from "../frame/frame.js";
import type { Signal } from "../signal.js";

export type PositionSide = "long" | "short";

/** The position that this strategy holds in this symbol, read-only and as of the last close. */
export interface PositionView {
  /** Null while flat. */
  readonly side: PositionSide | null;
  /** Base units, never negative. */
  readonly quantity: number;
  /** Average entry price, NaN while flat. */
  readonly averagePrice: number;
  /** Closes seen since the entry filled, the entry bar's included; 0 while flat. */
  readonly barsHeld: number;
  /** Unrealised result at the last close, in quote currency, before exit costs. */
  readonly unrealised: number;
}

/** All that a strategy may know besides the frame. */
export interface StrategyContext {
  readonly position: PositionView;
}

/**
 * Says, once per closed bar, what it would like to hold. It never places orders.
 * Pure: equal frames and positions give equal signals, in a backtest and live alike.
 */
export interface Strategy {
  /** Bars that must have closed before it is asked. */
  readonly warmup: number;
  /** What it stands on besides its code and parameters, such as the sha256 of a model, by name: part of a run's fingerprint. */
  readonly artifacts?: Readonly<Record<string, string>>;
  /** What whoever reads its results has to know: shown once in every report. */
  readonly notes?: readonly string[];
  /** Extends what is asynchronous (model inference) to the last row, before `generateSignal` is asked. */
  prepare?(df: Frame): void | Promise<void>;
  /**
   * @param df - closed bars up to now; prices in quote currency, volume in base units.
   * @returns the stance wanted from the close of the last bar on (earliest fill: the next open), or null for no opinion.
   * @see docs/one-bar.md for what happens before and after this call
   */
  generateSignal(df: Frame, context?: StrategyContext): Signal | null;
}
