import type { Logger } from "@bellwether/core";
import type * as z from "zod";
import type { Timers } from "../time/timers.js";
import type { MarketData } from "./market-data.js";
import type { Exchange } from "./trading.js";

/** What an exchange is made with. */
export interface ExchangeContext<Options> {
  /** Name of the exchange in the run file. */
  readonly id: string;
  readonly symbols: readonly string[];
  /** `paper` asks for market data only; `testnet` for the exchange's play money. */
  readonly mode: "paper" | "testnet" | "live";
  /** Absent on paper. */
  readonly credentials?:
    | { readonly apiKey: string; readonly secret: string; readonly password?: string | undefined }
    | undefined;
  readonly options: Options;
  readonly timers: Timers;
  readonly log: Logger;
}

/** How to reach exchanges: what a plugin registers as `register.add("exchange", name, definition)`. */
export interface ExchangeDefinition<Schema extends z.ZodType = z.ZodType> {
  /** Schema of `exchange.options` in the run file. */
  readonly options: Schema;
  /** Names of exchanges that it reaches. */
  ids(): Promise<readonly string[]>;
  /** @returns market data, and trading where credentials are given. Nothing is sent before `open`. */
  create(context: ExchangeContext<z.output<Schema>>): Promise<MarketData | Exchange>;
}

declare module "@bellwether/core" {
  interface Extensions {
    // biome-ignore lint/suspicious/noExplicitAny: a definition with any options
    exchange: ExchangeDefinition<any>;
  }
}
