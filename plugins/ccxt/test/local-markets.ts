import { fileURLToPath } from "node:url";
import { readBars } from "@bellwether/backtest/node";
import type { BarColumns, Timeframe } from "@bellwether/core";
import type { VenueMarket } from "@bellwether/live/testing";
import {
  createLocalExchange,
  type LocalExchange,
  type LocalExchangeOptions,
} from "../src/node/local-exchange/index.js";

export const KEY = { apiKey: "local-key", secret: "local-secret" };
export const START = Date.UTC(2024, 0, 1);
export const MINUTE = 60_000;

type Row = readonly [open: number, high: number, low: number, close: number, volume: number];

/** One-minute bars from {@link START} on. */
export function minutes(rows: readonly Row[]): BarColumns {
  const column = (index: number) => Float64Array.from(rows, (row) => row[index]!);
  return {
    openTime: Float64Array.from(rows, (_, i) => START + i * MINUTE),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  };
}

/** A day and more of minutes around 100, each with prices of its own. */
export function manyMinutes(count: number): BarColumns {
  return minutes(
    Array.from({ length: count }, (_, i): Row => {
      const open = 100 + (i % 7);
      const close = 100 + ((i + 1) % 7);
      return [open, Math.max(open, close) + 1, Math.min(open, close) - 0.5, close, i + 0.5];
    }),
  );
}

export function market(symbol: string, columns: BarColumns, timeframe: Timeframe = "1m"): VenueMarket {
  const [base = "", quote = ""] = symbol.split("/");
  return {
    symbol,
    base,
    quote,
    tick: 0.01,
    step: 0.00001,
    minQuantity: 0.00001,
    minNotional: 5,
    maker: 0.001,
    taker: 0.001,
    types: ["market", "limit", "stop", "stop-limit"],
    timeframe,
    columns,
  };
}

/** A stepped exchange of BTC/USDT and ETH/USDT, unless the options say otherwise. */
export function openLocal(options: Partial<LocalExchangeOptions> = {}): Promise<LocalExchange> {
  return createLocalExchange({
    markets: [market("BTC/USDT", manyMinutes(3_000)), market("ETH/USDT", manyMinutes(3_000))],
    balances: { USDT: 10_000, BTC: 1 },
    start: START,
    keys: [KEY],
    speed: "stepped",
    ...options,
  });
}

/** Real bars that come with the repository. */
export async function sampleBars(file: string): Promise<BarColumns> {
  const { columns } = await readBars(fileURLToPath(new URL(`../../../data/sample/${file}`, import.meta.url)));
  return columns;
}
