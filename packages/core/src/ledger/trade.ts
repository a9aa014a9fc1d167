import type { ExitReason } from "../order/order.js";
import type { PositionSide } from "../strategy/strategy.js";

/** A part of a trade that left: one fill that reduced the position. */
export interface TradeExit {
  /** Open time of the bar in which it filled, epoch ms UTC. */
  readonly time: number;
  readonly price: number;
  readonly quantity: number;
  readonly reason: ExitReason;
}

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
  /** Result after fees and funding, in quote currency; a loss that the venue's insurance took over is not counted. */
  readonly pnl: number;
  /** That result over entry notional, a fraction. */
  readonly returnFraction: number;
  /** Fees of entry and exit, in quote currency. */
  readonly fees: number;
  /** What slippage cost against reference prices, in quote currency, positive when it hurt. */
  readonly slippage: number;
  /** Funding paid while it was held, in quote currency; negative is received. */
  readonly funding: number;
  /** Value of what was too small to sell and was left behind, at the last price, in quote currency. */
  readonly dust: number;
  /** Of the fill that emptied it. */
  readonly exitReason: ExitReason;
  /** Every fill that reduced it, where there were several. */
  readonly exits?: readonly TradeExit[] | undefined;
  /** Where stop and target rested when the entry had filled, in quote currency. */
  readonly stopLoss?: number | undefined;
  readonly takeProfit?: number | undefined;
  /** Reason the entry signal gave, if any. */
  readonly entryReason?: string | undefined;
  /** Furthest price against and in favour of the position while it was held (maximum adverse and favourable excursion). */
  readonly worstPrice: number;
  readonly bestPrice: number;
  /** True where a bar did not say what came first, so that the intrabar rule had to decide. */
  readonly ambiguous: boolean;
}
