import type { LaneInfo } from "../bus.js";
import type { BarStore } from "../frame/bar-store.js";
import type { Frame } from "../frame/frame.js";
import type { Instrument } from "../market/instrument.js";
import type { OrderRequest, TimeStop } from "../order/order.js";
import type { Position } from "../portfolio/position.js";
import type { Stance } from "../signal.js";
import type { Strategy, StrategyContext } from "../strategy/strategy.js";

/** One more than eight digits can say: numbers of this size are quickly written. */
const SHORT = 1e8;

/** One strategy at work on one symbol. */
export class Lane implements LaneInfo {
  readonly frame: Frame;
  readonly context: StrategyContext;
  private idPrefix: string;
  /** What ids begin with while all but the last eight digits of their time are these. */
  private idStart = "";
  private digits = Number.NaN;
  /** A stance that was stopped out and may not re-enter until the strategy has said something else. */
  spentStance: Stance | null = null;
  /** The entry that has been sent and is not at its end; likewise the exit. */
  entering: OrderRequest | null = null;
  leaving: OrderRequest | null = null;
  /** Of the position held, or of the entry that works. */
  timeStop: TimeStop | null = null;
  /** Bar of the last entry and of the last exit that was asked for, and how often it was in that bar. */
  private lastEntry = Number.NaN;
  private lastExit = Number.NaN;
  private entries = 1;
  private exits = 1;

  constructor(
    readonly lane: number,
    public strategy: string,
    readonly symbol: string,
    readonly stream: number,
    /** As of now: replaced when dated rules change. */
    public instrument: Instrument,
    public instance: Strategy,
    readonly store: BarStore,
    readonly position: Position,
  ) {
    this.frame = store.frame;
    this.idPrefix = `${strategy}:${symbol}:`;
    this.context = Object.freeze({ position: position.view });
  }

  /** Another strategy speaks here from now on. */
  hand(name: string, instance: Strategy): void {
    this.strategy = name;
    this.position.strategy = name;
    this.instance = instance;
    this.idPrefix = `${name}:${this.symbol}:`;
    this.digits = Number.NaN;
    this.spentStance = null;
  }

  /** Client order id: a pure function of strategy, symbol, bar, leg and attempt. @param decidedAt - epoch ms UTC. */
  orderId(decidedAt: number, leg: "entry" | "exit"): string {
    if (decidedAt === (leg === "entry" ? this.lastEntry : this.lastExit))
      return `${this.idPrefix}${decidedAt}:${leg}:${leg === "entry" ? ++this.entries : ++this.exits}`;
    if (leg === "entry") {
      this.lastEntry = decidedAt;
      this.entries = 1;
    } else {
      this.lastExit = decidedAt;
      this.exits = 1;
    }
    if (!(decidedAt >= SHORT && Number.isSafeInteger(decidedAt))) return `${this.idPrefix}${decidedAt}:${leg}:1`;
    // to write thirteen digits takes longer than all else that an order needs: those that stay are kept
    const digits = Math.floor(decidedAt / SHORT);
    if (digits !== this.digits) {
      this.digits = digits;
      this.idStart = `${this.idPrefix}${digits}`;
    }
    const tail = String(SHORT + (decidedAt - digits * SHORT)).slice(1);
    return `${this.idStart}${tail}:${leg}:1`;
  }
}
