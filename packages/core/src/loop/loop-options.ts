import type { EventBus } from "../bus.js";
import type { Instrument } from "../market/instrument.js";
import type { InstrumentHistory } from "../market/instrument-history.js";
import type { HoldingSpec } from "../portfolio/portfolio.js";
import type { Batch, Broker, MarketFeed } from "../ports.js";
import type { RiskEngine } from "../risk/verdict.js";
import type { Signal } from "../signal.js";
import type { Strategy } from "../strategy/strategy.js";
import type { StrategyFailedError } from "./errors.js";
import type { Lane } from "./lane.js";

/** One strategy to run on one stream of the feed. */
export interface LaneOptions {
  /** Name in the run; unique per symbol. */
  readonly name: string;
  readonly stream: number;
  readonly strategy: Strategy;
}

export interface LoopOptions {
  readonly feed: MarketFeed;
  readonly broker: Broker;
  readonly risk: RiskEngine;
  readonly lanes: readonly LaneOptions[];
  /** One a stream, in the feed's order; with a history, rules are those of each bar's open time. */
  readonly instruments: readonly (Instrument | InstrumentHistory)[];
  readonly quote: string;
  readonly startingBalance: number;
  /** Assets that the account starts with to pay fees. */
  readonly holdings?: readonly HoldingSpec[];
  readonly bus?: EventBus;
  /** Rows that live frames keep; unbounded unless given. */
  readonly history?: number;
  /** Closed trades and points of the equity curve that stay at least; all unless given (live runs bound them). */
  readonly retain?: number;
  /** Whether fills are booked even if the wallet goes below zero by them: those of an exchange have happened. */
  readonly overdraft?: boolean;
  /** Hears of strategies that fail; they count as having no opinion then. A failure ends the run without it. */
  readonly onFailure?: (lane: Lane, error: StrategyFailedError) => void;
  /** Sees each signal before anything acts on it; a backtest samples bars with it. */
  readonly witness?: SignalWitness;
  /** Called after each batch; returns true to stop early. */
  readonly onBatch?: (batch: Batch) => boolean;
}

/** Watches what strategies say. */
export interface SignalWitness {
  /** Row of a lane at which it wants to be called next; `Infinity` for never. */
  readonly nextRow: Float64Array;
  see(lane: Lane, row: number, signal: Signal | null): void;
  /** A signal that led to a verdict. */
  decided(lane: Lane, row: number, signal: Signal): void;
}
