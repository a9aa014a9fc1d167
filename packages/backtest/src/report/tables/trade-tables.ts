import type { BacktestReport } from "../report.js";
import { groupTrades, type TradeGroup } from "./trade-groups.js";

/** The trades of a report, split four ways. */
export interface TradeTables {
  readonly symbols: readonly TradeGroup[];
  readonly strategies: readonly TradeGroup[];
  /** `long`, then `short`, with or without trades. */
  readonly sides: readonly TradeGroup[];
  /** By what emptied the position. */
  readonly exits: readonly TradeGroup[];
}

export function tradeTables({ trades, metrics }: Pick<BacktestReport, "trades" | "metrics">): TradeTables {
  const start = metrics.startEquity;
  return {
    symbols: groupTrades(trades, start, ({ symbol }) => symbol),
    strategies: groupTrades(trades, start, ({ strategy }) => strategy),
    sides: groupTrades(trades, start, ({ side }) => side, ["long", "short"]),
    exits: groupTrades(trades, start, ({ exitReason }) => exitReason),
  };
}
