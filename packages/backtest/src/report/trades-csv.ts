import type { Trade } from "@bellwether/core";
import { csv } from "./csv.js";
import type { BacktestReport } from "./report.js";
import { excursionOf } from "./tables/excursion.js";

const COLUMNS = [
  "id",
  "symbol",
  "strategy",
  "side",
  "quantity",
  "entryTime",
  "exitTime",
  "entryPrice",
  "exitPrice",
  "barsHeld",
  "pnl",
  "returnFraction",
  "fees",
  "slippage",
  "funding",
  "dust",
  "exitReason",
  "entryReason",
  "stopLoss",
  "takeProfit",
  "worstPrice",
  "bestPrice",
  "mae",
  "mfe",
  "ambiguous",
  "exits",
] as const;

/**
 * Every trade, one a line under a header; times are ISO 8601 UTC, money is in quote currency, `mae` and `mfe` are
 * positive fractions of the entry price. `exits` lists the fills of an exit in parts, `time quantity@price reason`,
 * separated by semicolons.
 */
export function tradesCsv({ trades }: Pick<BacktestReport, "trades">): string {
  const rows = trades.map((trade) => {
    const { mae, mfe } = excursionOf(trade);
    const row = {
      ...trade,
      entryTime: iso(trade.entryTime),
      exitTime: iso(trade.exitTime),
      mae: round(mae),
      mfe: round(mfe),
      exits: exitsOf(trade),
    };
    return COLUMNS.map((name) => row[name]);
  });
  return csv([COLUMNS, ...rows]);
}

function exitsOf({ exits }: Trade): string | undefined {
  return exits?.map(({ time, quantity, price, reason }) => `${iso(time)} ${quantity}@${price} ${reason}`).join("; ");
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function round(fraction: number): number {
  return Math.round(fraction * 1e12) / 1e12;
}
