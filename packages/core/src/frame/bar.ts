/** One OHLCV interval. Prices in quote currency, volume in base units. */
export interface Bar {
  /** Epoch milliseconds, UTC: the bar's name. */
  openTime: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/** The columns that every frame has, in storage order. */
export const BAR_FIELDS = ["openTime", "open", "high", "low", "close", "volume"] as const;
export type BarField = (typeof BAR_FIELDS)[number];

/** Bars as columns of equal length, oldest first; extra columns (funding rate, order-book imbalance) by name. */
export interface BarColumns extends Readonly<Record<BarField, Float64Array>> {
  readonly extra?: Readonly<Record<string, Float64Array>>;
}
