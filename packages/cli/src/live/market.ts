import type { Logger } from "@bellwether/core";
import type { Exchange, Journal, MarketData, Timers } from "@bellwether/live";
import { type Credentials, openJournal, systemTimers } from "@bellwether/live/node";
import type { OpenRun } from "../run/run-file.js";
import { exchangeOf } from "./exchange-of.js";

/** Where a live run trades, and the time that it lives in. */
export interface Market {
  readonly exchange: MarketData | Exchange;
  readonly timers: Timers;
  /** How often the exchange's clock is looked at; as usual unless given. */
  readonly clock?: { readonly refreshMs: number; readonly samples: number };
  /** Silence of a websocket that means anything; as the run file says unless given. */
  readonly stallMs?: number;
  openJournal(folder: string): Promise<Journal>;
  /** Lets time go on until `done` says so, where that is not the machine's business. @returns false when there is no more. */
  drive?(done: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** The exchange of a run file, by the clock on the wall. */
export async function realMarket(
  run: OpenRun,
  { log, keys }: { readonly log: Logger; readonly keys: Credentials | undefined },
): Promise<Market> {
  const timers = systemTimers();
  return {
    exchange: await exchangeOf(run, { timers, log, keys }),
    timers,
    openJournal: (folder) => openJournal(folder),
    async close() {},
  };
}
