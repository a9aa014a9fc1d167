import { csv } from "./csv.js";
import type { BacktestReport } from "./report.js";

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
  "exitReason",
  "entryReason",
  "worstPrice",
  "bestPrice",
  "ambiguous",
] as const;

/** Every trade, one a line under a header; times are ISO 8601 UTC, money is in quote currency. */
export function tradesCsv({ trades }: Pick<BacktestReport, "trades">): string {
  const iso = (time: number) => new Date(time).toISOString();
  const rows = trades.map((trade) =>
    COLUMNS.map((name) => (name === "entryTime" || name === "exitTime" ? iso(trade[name]) : trade[name])),
  );
  return csv([COLUMNS, ...rows]);
}
