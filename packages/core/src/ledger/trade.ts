import type { PositionSide } from "../strategy/strategy.js";

/** What ended a position. */
export type ExitReason = "signal" | "stop-loss" | "take-profit" | "halt" | "end-of-data";

/** A round trip: from flat, or from a reversal, to flat. What reports count. Prices in quote currency. */
export interface Trade {
  /** Counts from 1 in the order of exits. */
  readonly id: number;
  readonly symbol: string;
  /** Name of the strategy in the run. */
  readonly strategy: string;
  readonly side: PositionSide;
  /** Base units bought (long) or sold (short) in all entries. */
  readonly quantity: number;
  /** Open time of the bar in which the first entry filled, epoch ms UTC; likewise for the exit. */
  readonly entryTime: number;
  readonly exitTime: number;
  /** Average prices of all entry and exit fills, slippage included. */
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Closes seen from entry to exit, the entry bar's included when the position survived it. */
  readonly barsHeld: number;
  /** Result after fees, in quote currency. */
  readonly pnl: number;
  /** Result after fees over entry notional, a fraction. */
  readonly returnFraction: number;
  /** Fees of entry and exit, in quote currency. */
  readonly fees: number;
  /** What slippage cost against reference prices, in quote currency, positive when it hurt. */
  readonly slippage: number;
  readonly exitReason: ExitReason;
  /** Reason the entry signal gave, if any. */
  readonly entryReason?: string | undefined;
  /** Furthest price against and in favour of the position while it was held (maximum adverse and favourable excursion). */
  readonly worstPrice: number;
  readonly bestPrice: number;
  /** True where the stop and the target both lay inside the exit bar, so that a rule had to decide. */
  readonly ambiguous: boolean;
}
