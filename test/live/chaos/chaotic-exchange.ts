import { SimulatedBroker } from "@bellwether/backtest";
import { CcxtOptions, ccxtExchange } from "@bellwether/ccxt";
import { createLocalExchange, type LocalExchange, type Lockstep, lockstep } from "@bellwether/ccxt/testing";
import { type BarColumns, type StrategyDefinition, silentLogger, TradingError } from "@bellwether/core";
import type { Journal } from "@bellwether/live";
import { type TradeOptions, type TradingRun, trade } from "@bellwether/live/node";
import { randomBars } from "@bellwether/live/testing";
import { createRiskEngine } from "@bellwether/risk";
import { emaCross, smaCross } from "@bellwether/strategies";

export const MINUTE = 60_000;
export const SYMBOLS = ["BTC/USDT", "ETH/USDT"] as const;
/** Open time of the exchange's first bar. */
const FIRST = Date.UTC(2024, 0, 1);
/** Bars of before the run. */
const BEFORE = 200;
/** Where runs begin: in the middle of a bar. */
export const START = FIRST + BEFORE * MINUTE + 20_000;

/** Base units. */
export const STEP = 0.00001;

const KEY = { apiKey: "local-key", secret: "local-secret" };
/** Real time in which a sound answer comes; the shared clock goes on without it then. */
const PATIENCE_MS = 60;
/** Most starts that a disturbed exchange may spoil. */
const MOST_STARTS = 25;

/** Exposure leaves cash for what a market order slips beyond its last price: the ledger refuses an overdraft. */
export const risk = {
  riskPerTrade: 0.01,
  stopLossAtr: 1.5,
  takeProfitAtr: 2,
  maxDrawdown: 0.9,
  maxExposure: 0.6,
} as const;
export const lanes: readonly { readonly definition: StrategyDefinition; readonly params?: unknown }[] = [
  { definition: smaCross, params: { fast: 3, slow: 8 } },
  { definition: emaCross, params: { fast: 4, slow: 12 } },
];

/** A stepped exchange with one-minute bars of two symbols, calm until its faults are set. */
export function openExchange(seed: number, bars: number): Promise<LocalExchange> {
  return createLocalExchange({
    markets: SYMBOLS.map((symbol) => ({
      symbol,
      base: symbol.slice(0, 3),
      quote: "USDT",
      tick: 0.01,
      step: STEP,
      minQuantity: 0.00001,
      minNotional: 5,
      maker: 0.001,
      taker: 0.001,
      types: ["market", "limit", "stop", "stop-limit"],
      timeframe: "1m",
      columns: randomBars({ seed, symbol, rows: BEFORE + bars + 60, timeframe: "1m", start: FIRST, volatility: 0.03 }),
    })),
    balances: { USDT: 20_000, BTC: 5, ETH: 5 },
    start: START,
    keys: [KEY],
    speed: "stepped",
    seed,
    venue: { parts: 2, restingParts: 2 },
  });
}

/** Every fault with a probability of the seed, as short in real time as it can be. */
export function disturb({ faults }: LocalExchange, seed: number): void {
  faults.random(seed);
  faults.shape.slowMs = 3 * PATIENCE_MS;
  faults.shape.lateMs = 5;
}

export interface Chaos {
  readonly mode: "paper" | "testnet";
  readonly exchange: LocalExchange;
  /** Opens the journal, again if a start was spoiled. */
  readonly journal: () => Promise<Journal>;
  readonly strategy?: TradeOptions["strategy"];
}

export interface ChaoticRun {
  readonly run: TradingRun;
  readonly step: Lockstep;
  /** Starts that the exchange has spoiled. */
  readonly spoiled: number;
  /** Lets time go on until something has been promised and kept. */
  until<T>(promise: Promise<T>): Promise<T>;
}

/** Trades at a local exchange through unmodified ccxt, in virtual time; a start that fails is tried again. */
export async function startChaos({ mode, exchange, journal, strategy = lanes }: Chaos): Promise<ChaoticRun> {
  const step = lockstep(exchange, { patienceMs: PATIENCE_MS });
  const until = async <T>(promise: Promise<T>): Promise<T> => {
    let settled = false;
    const end = () => {
      settled = true;
    };
    promise.then(end, end);
    await step.run(Number.POSITIVE_INFINITY, () => settled);
    return promise;
  };
  const { timers } = step;
  for (let spoiled = 0; ; spoiled++) {
    const data = await ccxtExchange({
      id: "binance",
      symbols: SYMBOLS,
      mode,
      ...(mode === "paper" ? {} : { credentials: KEY }),
      options: CcxtOptions.parse({ ...exchange.ccxtOptions(), deadlineMs: 5_000, silenceMs: 180_000 }),
      timers,
      log: silentLogger,
    });
    const starting = trade({
      mode,
      exchange: step.watched(data),
      symbols: SYMBOLS,
      timeframe: "1m",
      strategy,
      risk: () => createRiskEngine(risk),
      paperBroker: () => new SimulatedBroker(),
      journal: await journal(),
      timers,
      log: silentLogger,
      onNotice: () => {},
    });
    try {
      const run = await until(starting);
      await until(run.ready);
      return { run, step, spoiled, until };
    } catch (error) {
      if (!(error instanceof TradingError) || spoiled === MOST_STARTS) throw error;
      // a minute later, as whoever keeps processes alive would
      await step.run(timers.now() + MINUTE);
    }
  }
}

/** Row `i` of columns, as a journal has it. */
export const rowOf = ({ openTime, open, high, low, close, volume }: BarColumns, i: number) => [
  openTime[i]!,
  open[i]!,
  high[i]!,
  low[i]!,
  close[i]!,
  volume[i]!,
];
