import type { Instrument, Side } from "@bellwether/core";

/** What a slippage model may know of an order that crosses the market. Reused from fill to fill: read it, do not keep it. */
export interface SlippageContext {
  readonly side: Side;
  /** On the instrument's step, after the volume cap. */
  readonly quantity: number;
  /** Reference price, before slippage, in quote currency. */
  readonly price: number;
  /** The bar in which it fills; a fill at its open must not be priced by what came later unless that is the point. */
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Of that bar, in base units. */
  readonly volume: number;
  readonly instrument: Instrument;
  /** Mean volume of the last bars that had closed before, in base units; NaN until there are as many as the model needs. */
  readonly averageVolume: number;
  /** Standard deviation of the logarithmic returns of the same bars, per bar; NaN likewise. */
  readonly volatility: number;
}

/** What crossing the market costs besides fees. Pure: equal contexts give equal prices. */
export interface SlippageModel {
  readonly name: string;
  /** How many closed bars `averageVolume` and `volatility` are taken from; nothing is kept without it. Volatility asks for 3 at least. */
  readonly needs?: { readonly bars: number } | undefined;
  /** @returns the price after slippage, no better than `price`, before it is rounded to the tick against the order. */
  price(context: SlippageContext): number;
  /** Its settings, defaults filled in, as plain data: part of reports and fingerprints. */
  describe(): unknown;
}

/** A price moved against an order by a fraction of it; a sale stays above zero, however much it moves. */
export function movedAgainst(side: Side, price: number, fraction: number): number {
  return side === "buy" ? price * (1 + fraction) : Math.max(price * (1 - fraction), Number.MIN_VALUE);
}
