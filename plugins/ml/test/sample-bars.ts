import { fileURLToPath } from "node:url";
import { readBars } from "@bellwether/backtest/node";
import type { BarColumns } from "@bellwether/core";

const file = (name: string) => fileURLToPath(new URL(`../../../data/sample/${name}`, import.meta.url));

/** The hourly EUR/USD bars that ship: 5,000 rows. */
export const sampleHours = async (): Promise<BarColumns> =>
  (await readBars(file("eurusd-1h.csv"), { timeframe: "1h" })).columns;

/** The daily S&P 500 bars that ship. */
export const sampleDays = async (): Promise<BarColumns> =>
  (await readBars(file("sp500-1d.csv"), { timeframe: "1d" })).columns;
