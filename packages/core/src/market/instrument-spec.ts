import { TradingError } from "../errors.js";

/** `spot` trades the asset itself; `linear` is a perpetual whose profit, loss and margin are in the quote currency. */
export type InstrumentKind = "spot" | "linear";

/** One bracket of a perpetual's margin table. */
export interface MarginTier {
  /** Largest position notional of this tier, in quote currency; the last tier has none. */
  readonly upTo?: number | undefined;
  /** Share of notional that must remain, or the position is liquidated. */
  readonly maintenanceRate: number;
  readonly maxLeverage: number;
}

/** Fees from a traded volume on. */
export interface FeeTier {
  /** Notional traded in the last 30 days, in quote currency. */
  readonly volume: number;
  readonly maker: number;
  readonly taker: number;
}

/** Trading rules of one symbol, as its venue states them. */
export interface InstrumentSpec {
  /** Unified name, `"BTC/USDT"`. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** Price step, in quote currency. */
  readonly tick: number;
  /** Quantity step, in base units. */
  readonly step: number;
  /** Smallest quantity of an order, in base units. */
  readonly minQuantity: number;
  /** Smallest value of an order, in quote currency. */
  readonly minNotional: number;
  /** Fee of an order that rested, a fraction of notional. */
  readonly maker: number;
  /** Fee of an order that crossed, a fraction of notional. */
  readonly taker: number;
  /** Base units per contract; 1 for spot. */
  readonly contractSize: number;
  readonly kind: InstrumentKind;
  /** What fees are taken from: spot buys may pay in the base asset. Sells and perpetuals pay in quote. */
  readonly feeIn: "quote" | "base";
  /** Fees by traded volume, rising; they replace `maker` and `taker`, which count below the first. */
  readonly feeTiers: readonly FeeTier[];
  /** Notional ÷ margin that the account has set for a perpetual. */
  readonly leverage: number;
  /** `cross`: the whole wallet backs the position; `isolated`: only the margin posted with it. */
  readonly marginMode: "cross" | "isolated";
  /** Margin table of a perpetual, by rising notional. */
  readonly marginTiers: readonly MarginTier[];
  /** Fee of a liquidation, a fraction of notional, in place of the taker fee. */
  readonly liquidationFee: number;
}

/** What may be said about an instrument; the rest has defaults. */
export type InstrumentRules = Partial<Omit<InstrumentSpec, "symbol">>;

/** An instrument's rules contradict themselves or are out of range. */
export class BadInstrumentError extends TradingError {
  override readonly code = "BAD_INSTRUMENT";
}
