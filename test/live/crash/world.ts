import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalExchange, type LocalExchange } from "@bellwether/ccxt/testing";
import { randomBars, type VenueMarket } from "@bellwether/live/testing";
import { BALANCE, BAR, KEY, START, SYMBOLS, type Task, TIMEFRAME } from "./plan.js";

/** Bars before the run, for warm-up. */
const BEFORE = 50;

/** An exchange that stands still unless a process moves it, and a folder for the journal of one run. */
export interface World {
  readonly exchange: LocalExchange;
  readonly root: string;
  readonly folder: string;
  /** What a process is to do: to trade for so many bars from the start of the world on. */
  task(bars: number, more?: Partial<Task>): Task;
  close(): Promise<void>;
}

/** Equal worlds, as often as one is made. */
export async function makeWorld(mode: Task["mode"], rows: number): Promise<World> {
  const markets = SYMBOLS.map((symbol): VenueMarket => {
    const [base = "", quote = ""] = symbol.split("/");
    return {
      symbol,
      base,
      quote,
      tick: 0.01,
      step: 0.0001,
      minQuantity: 0.0001,
      minNotional: 5,
      maker: 0.001,
      taker: 0.001,
      types: ["market", "limit", "stop", "stop-limit"],
      timeframe: TIMEFRAME,
      columns: randomBars({
        seed: 11,
        timeframe: TIMEFRAME,
        rows: rows + BEFORE + 4,
        start: START - BEFORE * BAR,
        symbol,
        volatility: 0.03,
      }),
    };
  });
  const exchange = await createLocalExchange({
    markets,
    balances: { USDT: BALANCE },
    start: START + BAR / 3, // no bar closes at that moment
    keys: [KEY],
    speed: "stepped",
  });
  const root = mkdtempSync(join(tmpdir(), "bellwether-crash-"));
  const folder = join(root, "journal");
  return {
    exchange,
    root,
    folder,
    task: (bars, more = {}) => ({
      url: exchange.url,
      controlToken: exchange.controlToken,
      ccxt: exchange.ccxtOptions(),
      mode,
      folder,
      segmentBytes: 20_000,
      until: START + bars * BAR + BAR / 8,
      ...more,
    }),
    async close() {
      await exchange.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
