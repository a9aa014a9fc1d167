import type { PositionView } from "../strategy/strategy.js";

/** What one lane (one strategy on one symbol) holds and awaits. Money in quote currency. */
export interface LanePosition {
  readonly lane: number;
  readonly strategy: string;
  readonly symbol: string;
  /** Signed base units: negative is short. */
  readonly quantity: number;
  /** Signed value at the last price. */
  readonly notional: number;
  /** Signed value of the entry that waits for its fill; 0 when there is none. */
  readonly awaited: number;
  /** Result at the last price, before exit costs. */
  readonly unrealised: number;
}

/** An asset besides the quote currency that the account holds to pay fees with. */
export interface Holding {
  readonly asset: string;
  readonly amount: number;
  /** Of one unit, in quote currency, as of now. */
  readonly price: number;
}

/** What risk and brokers may know of the account. Money in quote currency. */
export interface PortfolioView {
  readonly quote: string;
  readonly startEquity: number;
  /**
   * What a new entry may use: the wallet on spot; with perpetuals, what is left of it after margin and open losses. Open
   * gains make up for margin, but are nothing to spend. Never negative.
   */
  readonly free: number;
  /** Cash + positions marked, at the last close. */
  readonly equity: number;
  readonly peakEquity: number;
  /** 1 − equity ÷ running peak: positive, 0 at the peak. */
  readonly drawdown: number;
  /** Sum of the absolute values of all positions at their last prices, and of the entries that wait for their fill. */
  readonly grossNotional: number;
  /** The same sum, signed: longs less shorts. */
  readonly netNotional: number;
  /** Set while risk halts. */
  readonly halted: boolean;
  /** One a lane, also while it is flat; the objects stay, their values move on. */
  readonly positions: readonly LanePosition[];
  /** The position of one strategy in one symbol, as the strategy sees it. */
  position(lane: number): PositionView;
  /** Price at which the position of a lane is liquidated if nothing else moves; NaN without one. */
  liquidationPrice(lane: number): number;
  /** What the account holds of an asset for fees. */
  holding(asset: string): Holding | undefined;
}
