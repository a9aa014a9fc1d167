import type { Bar } from "../frame/bar.js";
import type { Trade } from "../ledger/trade.js";
import type { Instrument } from "../market/instrument.js";
import type { Fill } from "../order/order.js";
import type { PositionSide, PositionView } from "../strategy/strategy.js";

/** What one lane holds, and the round trip that it is in. Quantities are signed base units: negative is short. */
export class Position {
  quantity = 0;
  averagePrice = Number.NaN;
  lastPrice = Number.NaN;
  barsHeld = 0;
  /** Value of the entry that waits for its fill, in quote currency; 0 when there is none. */
  awaited = 0;
  private entryTime = 0;
  private entryQuantity = 0;
  private entryNotional = 0;
  private exitQuantity = 0;
  private exitNotional = 0;
  private fees = 0;
  private slippage = 0;
  private high = 0;
  private low = 0;
  private entryReason: string | undefined;
  /** What strategies see of it. */
  readonly view: PositionView;

  constructor(
    readonly lane: number,
    readonly strategy: string,
    readonly instrument: Instrument,
  ) {
    this.view = new PositionFacade(this);
  }

  get side(): PositionSide | null {
    return this.quantity > 0 ? "long" : this.quantity < 0 ? "short" : null;
  }

  /** Signed value at the last price, in quote currency. */
  get notional(): number {
    return this.quantity === 0 ? 0 : this.quantity * this.lastPrice * this.instrument.contractSize;
  }

  get unrealised(): number {
    return this.quantity === 0
      ? 0
      : (this.lastPrice - this.averagePrice) * this.quantity * this.instrument.contractSize;
  }

  /** At the close of a bar: the excursion and the bar count of what is held. */
  mark(bar: Readonly<Bar>): void {
    if (this.quantity === 0) return;
    const { high, low } = bar;
    this.lastPrice = bar.close;
    this.barsHeld++;
    if (high > this.high) this.high = high;
    if (low < this.low) this.low = low;
  }

  /**
   * Adds a fill, which never crosses from long to short: a reversal is two orders.
   * @returns the trade, when the position is flat again.
   */
  book(fill: Fill, notional: number, trades: number): Trade | null {
    const { quantities, contractSize } = this.instrument;
    const signed = fill.side === "buy" ? fill.quantity : -fill.quantity;
    const opens = this.quantity === 0 || this.quantity > 0 === signed > 0;
    if (opens) this.awaited = 0;
    if (this.quantity === 0) this.start(fill);
    this.fees += fill.fee;
    this.slippage += (fill.price - fill.referencePrice) * signed * contractSize;
    if (fill.price > this.high) this.high = fill.price;
    if (fill.price < this.low) this.low = fill.price;
    // as it is from flat: beyond 2^53 steps rounding would move it, and the exit would not match the entry
    this.quantity = this.quantity === 0 ? signed : quantities.nearest(this.quantity + signed);
    this.lastPrice = fill.price;
    if (opens) {
      this.entryQuantity += fill.quantity;
      this.entryNotional += notional;
      this.averagePrice = this.entryNotional / this.entryQuantity / contractSize;
      return null;
    }
    this.exitQuantity += fill.quantity;
    this.exitNotional += notional;
    return this.quantity === 0 ? this.finish(fill, fill.side === "sell" ? "long" : "short", trades) : null;
  }

  private start(fill: Fill): void {
    this.entryTime = fill.time;
    this.entryQuantity = 0;
    this.entryNotional = 0;
    this.exitQuantity = 0;
    this.exitNotional = 0;
    this.fees = 0;
    this.slippage = 0;
    this.high = fill.price;
    this.low = fill.price;
    this.entryReason = fill.reason;
    this.barsHeld = 0;
  }

  private finish(fill: Fill, side: PositionSide, trades: number): Trade {
    const { contractSize, symbol } = this.instrument;
    const gain = side === "long" ? this.exitNotional - this.entryNotional : this.entryNotional - this.exitNotional;
    const pnl = gain - this.fees;
    const trade: Trade = {
      id: trades + 1,
      symbol,
      strategy: this.strategy,
      side,
      quantity: this.entryQuantity,
      entryTime: this.entryTime,
      exitTime: fill.time,
      entryPrice: this.averagePrice,
      exitPrice: this.exitNotional / this.exitQuantity / contractSize,
      barsHeld: this.barsHeld,
      pnl,
      returnFraction: pnl / this.entryNotional,
      fees: this.fees,
      slippage: this.slippage,
      exitReason: fill.exitReason ?? "signal",
      entryReason: this.entryReason,
      worstPrice: side === "long" ? this.low : this.high,
      bestPrice: side === "long" ? this.high : this.low,
      ambiguous: fill.ambiguous === true,
    };
    this.averagePrice = Number.NaN;
    this.barsHeld = 0;
    return trade;
  }
}

/** Reads through to the position; offers no way to write. */
class PositionFacade implements PositionView {
  readonly #position: Position;

  constructor(position: Position) {
    this.#position = position;
    Object.freeze(this);
  }

  get side(): PositionSide | null {
    return this.#position.side;
  }

  get quantity(): number {
    return Math.abs(this.#position.quantity);
  }

  get averagePrice(): number {
    return this.#position.averagePrice;
  }

  get barsHeld(): number {
    return this.#position.barsHeld;
  }

  get unrealised(): number {
    return this.#position.unrealised;
  }
}

Object.freeze(PositionFacade.prototype);
