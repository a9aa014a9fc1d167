import type { ExitReason, Guard, Instrument, Side } from "@bellwether/core";
import type { FeeSchedule } from "./costs/fee-schedule.js";
import type { SlippageContext, SlippageModel } from "./costs/slippage-model.js";
import { slippedPrice } from "./costs/slipped-price.js";
import type { StreamBook } from "./stream-book.js";
import type { Venue } from "./venue.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Prices what changes hands in the bar that is being met, takes the fee, and tells it as a fill. */
export class Dealer {
  /** What is left of the bar's volume, in units of the instrument's quantity. */
  private room = Number.POSITIVE_INFINITY;
  private readonly context = blankContext();

  constructor(
    private readonly venue: Venue,
    readonly fees: FeeSchedule,
    private readonly model: SlippageModel | null,
    private readonly volumeShare: number | undefined,
  ) {}

  /** Before a bar is met. */
  enter(): void {
    if (this.volumeShare === undefined) return;
    const { bar, instrument } = this.venue;
    this.room = (this.volumeShare * bar.volume) / instrument.contractSize;
  }

  /** How much of a quantity the bar's volume still lets through, on the step. */
  available(quantity: number): number {
    if (quantity <= this.room) return quantity;
    return this.room > 0 ? this.venue.instrument.quantities.down(this.room) : 0;
  }

  get hasRoom(): boolean {
    return this.room >= this.venue.instrument.step;
  }

  /** The price of crossing the market: slipped, then rounded to the tick against the order. */
  crossing(side: Side, quantity: number, reference: number): number {
    const { prices } = this.venue.instrument;
    const moved = this.model === null ? reference : this.slipped(this.model, side, quantity, reference);
    return side === "buy" ? prices.up(moved) : Math.max(prices.down(moved), prices.step);
  }

  private slipped(model: SlippageModel, side: Side, quantity: number, reference: number): number {
    const { bar, instrument, book } = this.venue;
    const { context } = this;
    context.side = side;
    context.quantity = quantity;
    context.price = reference;
    context.open = bar.open;
    context.high = bar.high;
    context.low = bar.low;
    context.close = bar.close;
    context.volume = bar.volume;
    context.instrument = instrument;
    this.measure(book);
    return slippedPrice(model, context, bar.openTime);
  }

  private measure({ recent }: StreamBook): void {
    this.context.averageVolume = recent === null ? Number.NaN : recent.averageVolume;
    this.context.volatility = recent === null ? Number.NaN : recent.volatility;
  }

  /** The price of an order that rested, at a price that was reached: rounded against it, and no worse than its own. */
  resting(side: Side, reference: number, level: number): number {
    const { prices } = this.venue.instrument;
    return side === "buy" ? Math.min(prices.up(reference), level) : Math.max(prices.down(reference), level);
  }

  /** @param rate - fee as a fraction of notional. @param guard - of an entry: the exits that rest from now on. */
  fill(
    orderId: string,
    lane: number,
    side: Side,
    quantity: number,
    remaining: number,
    price: number,
    referencePrice: number,
    liquidity: "maker" | "taker",
    rate: number,
    exitReason: ExitReason | undefined,
    reason: string | undefined,
    ambiguous: boolean,
    guard: Guard | undefined,
  ): void {
    const { venue, fees } = this;
    const { instrument, listener, bar } = venue;
    const time = bar.openTime;
    fees.charge(instrument, venue.portfolio, side, quantity, price, rate, time);
    this.room -= quantity;
    listener.fill({
      orderId,
      lane,
      symbol: instrument.symbol,
      side,
      quantity,
      remaining,
      price,
      referencePrice,
      fee: fees.fee,
      feePaid: fees.paid,
      liquidity,
      time,
      exitReason,
      reason,
      stopLoss: guard === undefined ? undefined : levelOf(guard.level),
      takeProfit: guard === undefined ? undefined : levelOf(guard.takeProfit),
      ambiguous,
    });
  }

  rate(instrument: Instrument, liquidity: "maker" | "taker"): number {
    return this.fees.rate(instrument, liquidity, this.venue.bar.openTime);
  }
}

/** With all its fields from the start, so that it never changes its shape. */
function blankContext(): Mutable<SlippageContext> {
  return {
    side: "buy",
    quantity: Number.NaN,
    price: Number.NaN,
    open: Number.NaN,
    high: Number.NaN,
    low: Number.NaN,
    close: Number.NaN,
    volume: Number.NaN,
    instrument: NONE,
    averageVolume: Number.NaN,
    volatility: Number.NaN,
  };
}

const NONE = undefined as never; // there is one before any model is asked

function levelOf(price: number): number | undefined {
  return Number.isNaN(price) ? undefined : price;
}
