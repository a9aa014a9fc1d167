import * as z from "zod";
import { isTimeframe, type Timeframe } from "../market/timeframe.js";
import { deferred } from "./secret.js";

const SYMBOL = /^[^\s/:]+\/[^\s/:]+(:[^\s/:]+)?$/;

/** The unified name of a market: `BTC/USDT`, or `BTC/USDT:USDT` for a perpetual. */
export const symbolSchema = z.string().max(64).regex(SYMBOL, 'a symbol is written as base/quote, such as "BTC/USDT"');

export const timeframeSchema = z
  .string()
  .refine(isTimeframe, "a timeframe is a count and one of s, m, h, d, w, M, such as 15m or 1h")
  .meta({ examples: ["15m", "1h", "1d"] }) as z.ZodType<Timeframe, string>;

const symbolList = z
  .array(symbolSchema)
  .min(1)
  .refine((symbols) => new Set(symbols).size === symbols.length, "names a symbol twice");

export const exchangeSchema = z.strictObject({
  id: z.string().min(1).default("binance").describe("Exchange, as ccxt names it."),
  symbols: symbolList.describe("Markets to trade, by unified name: BTC/USDT, or BTC/USDT:USDT for a perpetual."),
  via: z.string().min(1).default("ccxt").describe("What reaches the exchange live: ccxt, or what a plugin registers."),
  account: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "an account is named by letters a-z, digits and -, such as main")
    .default("main")
    .describe("Name of the account at the exchange: part of the ids of its orders."),
  credentials: z
    .strictObject({
      file: z
        .string()
        .min(1)
        .describe("File of mode 0600 with apiKey and secret (and password), relative to this config file."),
    })
    .optional()
    .describe("Where the keys for testnet and live are; else BELLWETHER_API_KEY and BELLWETHER_SECRET."),
  options: deferred().optional().describe("Settings of whatever reaches the exchange."),
  timeframe: timeframeSchema.describe("Length of a bar: a count and one of s, m, h, d, w, M, such as 15m or 1h."),
});

/** Which of the run's symbols a strategy trades. */
export const symbolSubset = symbolList
  .optional()
  .describe("Markets that this strategy trades; all of the run by default.");
