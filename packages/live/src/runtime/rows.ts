import type { Bar } from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";

/** The bar of a row. */
export function barOf(row: BarRow): Bar {
  return { openTime: row[0], open: row[1], high: row[2], low: row[3], close: row[4], volume: row[5] };
}
