import type { Trade } from "@bellwether/core";

/** A trade, its times as rows of the data. */
export type BarTrade = Trade & { readonly entryBar: number; readonly exitBar: number };

/** Names the rows of the bars in which trades began and ended. */
export function barTrades(trades: readonly Trade[], rowOf: (openTime: number) => number): BarTrade[] {
  return trades.map((trade) => ({ ...trade, entryBar: rowOf(trade.entryTime), exitBar: rowOf(trade.exitTime) }));
}

/** Row of the bar that opens at a time. */
export function rowsOf(openTime: Float64Array): (time: number) => number {
  const rows = new Map(Array.from(openTime, (time, row) => [time, row]));
  return (time) => rows.get(time)!;
}
