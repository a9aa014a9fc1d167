import type { Bar, BarStore } from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";

/** The bar of a row. */
export function barOf(row: BarRow): Bar {
  return { openTime: row[0], open: row[1], high: row[2], low: row[3], close: row[4], volume: row[5] };
}

/** The last bars of a store that strategies may see, oldest first. */
export function lastRows(store: BarStore, count: number): BarRow[] {
  const { openTime, open, high, low, close, volume, visible } = store;
  const rows: BarRow[] = [];
  for (let i = Math.max(0, visible - count); i < visible; i++)
    rows.push([openTime.data[i]!, open.data[i]!, high.data[i]!, low.data[i]!, close.data[i]!, volume.data[i]!]);
  return rows;
}
