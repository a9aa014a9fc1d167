import { SimulatedBroker } from "@bellwether/backtest";
import { createRng, instantiate, type StrategyDefinition, silentLogger } from "@bellwether/core";
import {
  type BarRow,
  type BarSource,
  type Delivery,
  type Entry,
  type Journal,
  type LiveRun,
  startLive,
} from "@bellwether/live";
import { VirtualTime } from "@bellwether/live/testing";
import { createRiskEngine } from "@bellwether/risk";

const MINUTE = 60_000;
export const DAY = 1_440;
const FIRST = Date.UTC(2024, 0, 1);
/** Minutes of an outage, each day; its bars come all at once. */
const OUTAGE = 30;
/** Of a line besides its JSON, bytes. */
const DIGITS = 18;

/** One-minute bars of many symbols without end, made as they are asked for; nothing is kept. */
class EndlessSource implements BarSource {
  readonly #prices: number[];
  readonly #rng = createRng(7);
  #minute = 0;
  #backlog: Delivery[] = [];

  constructor(
    symbols: number,
    private readonly minutes: number,
    /** Minutes from one call of `sample` to the next. */
    private readonly every: number,
    private readonly sample: (minute: number) => void | Promise<void>,
  ) {
    this.#prices = Array.from({ length: symbols }, (_, i) => 50 + 10 * i);
  }

  async history(rows: readonly number[]): Promise<readonly (readonly BarRow[])[]> {
    return rows.map((count, stream) =>
      Array.from({ length: count }, (_, i) => this.#row(stream, FIRST - (count - i) * MINUTE)),
    );
  }

  start(next: readonly number[]): void {
    this.#minute = Math.max(0, (next[0]! - FIRST) / MINUTE);
  }

  async next(): Promise<Delivery | null> {
    const late = this.#backlog.shift();
    if (late !== undefined) return late;
    if (this.#minute === this.minutes) return null;
    if (this.#minute > 0 && this.#minute % this.every === 0) await this.sample(this.#minute);
    if (this.#minute % DAY !== DAY / 2) return this.#batch(1_200, false);
    const missed = Math.min(OUTAGE, this.minutes - this.#minute);
    this.#backlog = Array.from({ length: missed }, (_, i) =>
      this.#batch((missed - 1 - i) * MINUTE + 5_000, i < missed - 1),
    );
    return this.#backlog.shift()!;
  }

  async stop(): Promise<void> {}

  #batch(ageMs: number, quiet: boolean): Delivery {
    const openTime = FIRST + this.#minute++ * MINUTE;
    const bars = this.#prices.map((_, stream) => ({ stream, row: this.#row(stream, openTime) }));
    return { time: openTime + MINUTE, ageMs, quiet, bars, held: [] };
  }

  #row(stream: number, openTime: number): BarRow {
    const rng = this.#rng;
    const cents = (value: number) => Math.round(100 * value) / 100;
    const open = this.#prices[stream]!;
    // drawn back to 100, so that no year ends at nothing
    const close = cents(open + (rng.next() - 0.5) * 0.2 + (100 - open) * 0.0001);
    this.#prices[stream] = close;
    const high = cents(Math.max(open, close) + 0.05 * rng.next());
    const low = cents(Math.min(open, close) - 0.05 * rng.next());
    return [openTime, open, high, low, close, Math.round(1_000 * rng.next()) / 10];
  }
}

export interface Soak {
  readonly symbols: number;
  readonly minutes: number;
  readonly strategies: readonly { readonly definition: StrategyDefinition; readonly params?: unknown }[];
  readonly journal: Journal;
  /** Called each so many minutes of the run. */
  readonly every?: number;
  readonly sample?: (minute: number) => void | Promise<void>;
}

/** Starts a run on paper on bars without end. */
export function startSoak({
  symbols,
  minutes,
  strategies,
  journal,
  every = DAY,
  sample = () => {},
}: Soak): Promise<LiveRun> {
  const timers = new VirtualTime(FIRST);
  const names = Array.from({ length: symbols }, (_, i) => `S${i}/USDT`);
  return startLive({
    mode: "paper",
    // filled within a day
    history: 500,
    retain: 1_000,
    exchange: "endless",
    streams: names.map((symbol) => ({ symbol, timeframe: "1m" })),
    // fees would eat the account in a month of minutes, and a run that has halted keeps no trades
    instruments: names.map(() => ({ tick: 0.01, step: 0.001, minNotional: 5, taker: 0, maker: 0 })),
    lanes: strategies.flatMap(({ definition, params }) =>
      names.map((_, stream) => {
        const { params: parsed, strategy } = instantiate(definition, params);
        return { name: definition.id, type: definition.id, params: parsed, stream, artifacts: {}, strategy };
      }),
    ),
    account: { quote: "USDT", startingBalance: 1_000_000 },
    source: new EndlessSource(symbols, minutes, every, sample),
    journal,
    timers,
    now: () => timers.now(),
    log: silentLogger,
    settings: {},
    makeRisk: () => createRiskEngine({ riskPerTrade: 0.0005, stopLossAtr: 3, takeProfitAtr: 4, maxDrawdown: 0.99 }),
    makeBroker: () => new SimulatedBroker(),
    onNotice: () => {},
  });
}

/** Takes entries as a journal on the disk does, and keeps none. */
export class CountingJournal implements Journal {
  readonly torn = null;
  entriesWritten = 0;
  bytes = 0;

  async *entries() {}

  append(entry: Entry): void {
    this.entriesWritten++;
    this.bytes += JSON.stringify(entry).length + DIGITS;
  }

  async commit(): Promise<void> {}
  async close(): Promise<void> {}
}
