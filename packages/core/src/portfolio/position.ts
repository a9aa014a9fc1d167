import type { Bar } from "../frame/bar.js";
import type { Trade, TradeExit } from "../ledger/trade.js";
import { POWERS_OF_TEN } from "../market/grid.js";
import type { Instrument } from "../market/instrument.js";
import type { ExitReason, Fill } from "../order/order.js";
import type { PositionSide, PositionView } from "../strategy/strategy.js";
import type { LanePosition } from "./portfolio-view.js";
import { PositionFacade } from "./position-facade.js";

/** What one lane holds, and the round trip that it is in. Quantities are signed base units: negative is short. */
export class Position implements LanePosition {
  quantity = 0;
  averagePrice = Number.NaN;
  lastPrice = Number.NaN;
  barsHeld = 0;
  /** Signed value of the entry that waits for its fill, in quote currency; 0 when there is none. */
  awaited = 0;
  /** Margin posted with an isolated position, in quote currency. */
  margin = 0;
  /** Open time of the bar in which the first entry filled, epoch ms UTC. */
  entryTime = 0;
  readonly linear: boolean;
  /** Whether the whole wallet backs it: a perpetual that is not isolated. */
  readonly cross: boolean;
  readonly symbol: string;
  /** Cost of what is held, at the average price of its entries. */
  private openCost = 0;
  private entryQuantity = 0;
  private entryNotional = 0;
  private exitQuantity = 0;
  private exitNotional = 0;
  private fees = 0;
  private funding = 0;
  private insured = 0;
  private slippage = 0;
  private high = 0;
  private low = 0;
  private ambiguous = false;
  /** The strategy that opened it. */
  private opener = "";
  private entryReason: string | undefined;
  private stopLoss: number | undefined;
  private takeProfit: number | undefined;
  private exits: TradeExit[] | null = null;
  /** What strategies see of it. */
  readonly view: PositionView;

  /**
   * @param instrument - as of now: replaced when dated rules change.
   * @param scale - digits of the base asset's books.
   * @param onStep - whether every quantity is on the instrument's step: no fees in base units, no change of the step.
   */
  constructor(
    readonly lane: number,
    /** The strategy that trades here now. */
    public strategy: string,
    public instrument: Instrument,
    private readonly scale: number,
    private onStep: boolean,
  ) {
    this.linear = instrument.kind === "linear";
    this.cross = this.linear && instrument.marginMode === "cross";
    this.symbol = instrument.symbol;
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

  /** What it adds to equity: its value on spot, its result and its margin on a perpetual. */
  get value(): number {
    return this.linear ? this.unrealised + this.margin : this.notional;
  }

  /** At the close of a bar: the excursion and the bar count of what is held. */
  mark(bar: Readonly<Bar>): void {
    if (this.quantity === 0) return;
    const { high, low, close } = bar;
    if (close > 0) this.lastPrice = close; // a bar without a price: the last one holds
    this.barsHeld++;
    if (high > this.high) this.high = high;
    if (low < this.low) this.low = low;
  }

  /** A funding payment while it is held, in quote currency. */
  fund(payment: number): void {
    this.funding += payment;
  }

  /** A loss that the venue's insurance has taken over, in quote currency. */
  insure(amount: number): void {
    this.insured += amount;
  }

  /**
   * Adds a fill, which never crosses from long to short: a reversal is two orders.
   * @param moved - base units that reach (or leave) the position: not what was filled where the fee is in the base asset.
   * @param notional - their value, in quote currency.
   * @param fee - what was paid, in quote currency.
   */
  book(fill: Fill, moved: number, notional: number, fee: number): void {
    const { contractSize } = this.instrument;
    const signed = fill.side === "buy" ? moved : -moved;
    const opens = this.quantity === 0 || this.quantity > 0 === signed > 0;
    if (this.quantity === 0) this.start(fill);
    this.fees += fee;
    this.slippage += (fill.price - fill.referencePrice) * (signed < 0 ? -fill.quantity : fill.quantity) * contractSize;
    if (moved !== fill.quantity) this.onStep = false;
    if (fill.price > this.high) this.high = fill.price;
    if (fill.price < this.low) this.low = fill.price;
    if (fill.ambiguous === true) this.ambiguous = true;
    this.lastPrice = fill.price;
    if (opens) {
      // as it is from flat: beyond 2^53 steps rounding would move it, and the exit would not match the entry
      this.quantity = this.quantity === 0 ? signed : this.rounded(this.quantity + signed);
      this.entryQuantity += moved;
      this.entryNotional += notional;
      this.openCost += notional;
      this.averagePrice = this.openCost / Math.abs(this.quantity) / contractSize;
      return;
    }
    const left = moved === Math.abs(this.quantity) ? 0 : this.rounded(this.quantity + signed);
    this.openCost = left === 0 ? 0 : this.openCost * (left / this.quantity);
    this.quantity = left;
    this.exitQuantity += moved;
    this.exitNotional += notional;
    this.remember(fill, moved);
  }

  /** Sums of decimals carry the noise of doubles: taken off at the step, or at the finest digit that the books hold. */
  private rounded(quantity: number): number {
    if (this.onStep) return this.instrument.quantities.nearest(quantity);
    const power = POWERS_OF_TEN[this.scale]!;
    return Math.round(quantity * power) / power;
  }

  /** The exits of a trade are kept once there are two of them. */
  private remember(fill: Fill, quantity: number): void {
    const exit = { time: fill.time, price: fill.price, quantity, reason: fill.exitReason ?? "signal" };
    if (this.exits !== null) this.exits.push(exit);
    else if (this.quantity !== 0) this.exits = [exit];
  }

  private start(fill: Fill): void {
    this.opener = this.strategy;
    this.entryTime = fill.time;
    this.entryQuantity = 0;
    this.entryNotional = 0;
    this.openCost = 0;
    this.exitQuantity = 0;
    this.exitNotional = 0;
    this.fees = 0;
    this.funding = 0;
    this.insured = 0;
    this.slippage = 0;
    this.high = fill.price;
    this.low = fill.price;
    this.ambiguous = false;
    this.entryReason = fill.reason;
    this.stopLoss = fill.stopLoss;
    this.takeProfit = fill.takeProfit;
    this.exits = null;
    this.barsHeld = 0;
  }

  /**
   * The round trip that has come to its end.
   * @param dust - value of what is left behind, in quote currency.
   */
  finish(side: PositionSide, time: number, exitReason: ExitReason, dust: number, id: number): Trade {
    const { contractSize, symbol } = this.instrument;
    const gain = side === "long" ? this.exitNotional - this.entryNotional : this.entryNotional - this.exitNotional;
    const pnl = gain - this.fees - this.funding + this.insured;
    const trade: Trade = {
      id,
      symbol,
      strategy: this.opener,
      side,
      quantity: this.entryQuantity,
      entryTime: this.entryTime,
      exitTime: time,
      entryPrice: this.entryNotional / this.entryQuantity / contractSize,
      exitPrice: this.exitQuantity === 0 ? this.lastPrice : this.exitNotional / this.exitQuantity / contractSize,
      barsHeld: this.barsHeld,
      pnl,
      returnFraction: pnl / this.entryNotional,
      fees: this.fees,
      slippage: this.slippage,
      funding: this.funding,
      dust,
      exitReason,
      entryReason: this.entryReason,
      worstPrice: side === "long" ? this.low : this.high,
      bestPrice: side === "long" ? this.high : this.low,
      ambiguous: this.ambiguous,
      stopLoss: this.stopLoss,
      takeProfit: this.takeProfit,
      exits: this.exits !== null && this.exits.length > 1 ? this.exits : undefined,
    };
    this.quantity = 0;
    this.openCost = 0;
    this.averagePrice = Number.NaN;
    this.barsHeld = 0;
    return trade;
  }
}
