import { type History, SimulatedBroker } from "@bellwether/backtest";
import { type InstrumentRules, instantiate, type StrategyDefinition, silentLogger } from "@bellwether/core";
import type { BarRow, BarSource, Delivery, Entry, Journal, LiveOptions, LiveRun } from "@bellwether/live";
import { startLive } from "@bellwether/live";
import { VirtualTime } from "@bellwether/live/testing";
import { createRiskEngine, type RiskOptions } from "@bellwether/risk";

/** Entries in memory, as JSON has them: what a crash leaves is a prefix. */
export class ListJournal implements Journal {
  readonly torn = null;
  readonly lines: string[];
  #waiting: string[] = [];

  constructor(lines: readonly string[] = []) {
    this.lines = [...lines];
  }

  get all(): Entry[] {
    return this.lines.map((line) => JSON.parse(line));
  }

  async *entries() {
    yield this.all;
  }

  append(entry: Entry): void {
    this.#waiting.push(JSON.stringify(entry));
  }

  async commit(): Promise<void> {
    this.lines.push(...this.#waiting.splice(0));
  }

  async close(): Promise<void> {}
}

const rowsOf = ({ columns }: History): BarRow[] =>
  Array.from(columns.openTime, (time, i) => [
    time,
    columns.open[i]!,
    columns.high[i]!,
    columns.low[i]!,
    columns.close[i]!,
    columns.volume[i]!,
  ]);

/** Hands out recorded bars of streams that close together, as fast as they are taken. */
export class RecordedSource implements BarSource {
  readonly #rows: readonly BarRow[][];
  #next: number[] = [];
  #at: number[] = [];
  #stopped: () => void = () => {};

  constructor(
    histories: readonly History[],
    readonly from: number,
    private readonly step: number,
    readonly quietUntil = Number.NEGATIVE_INFINITY,
  ) {
    this.#rows = histories.map(rowsOf);
  }

  async history(rows: readonly number[]): Promise<readonly (readonly BarRow[])[]> {
    return this.#rows.map((all, i) => all.filter(([time]) => time < this.from).slice(-rows[i]!));
  }

  start(next: readonly number[]): void {
    this.#next = [...next];
    this.#at = next.map(() => 0);
  }

  /** Batches that may still go out; a test that wants to act between two of them allows one at a time. */
  allowed = Number.POSITIVE_INFINITY;
  #allow: () => void = () => {};

  allow(batches: number): void {
    this.allowed += batches;
    this.#allow();
  }

  async next(): Promise<Delivery | null> {
    while (this.allowed === 0)
      await new Promise<void>((resolve) => {
        this.#allow = resolve;
        this.#stopped = () => {
          this.allowed = 1;
          resolve();
        };
      });
    this.allowed--;
    const found = this.#rows.map((all, stream) => {
      while ((all[this.#at[stream]!]?.[0] ?? Number.POSITIVE_INFINITY) < this.#next[stream]!) this.#at[stream]!++;
      return { stream, row: all[this.#at[stream]!] };
    });
    const time = Math.min(...found.map(({ row }) => row?.[0] ?? Number.POSITIVE_INFINITY));
    if (time === Number.POSITIVE_INFINITY) {
      await new Promise<void>((resolve) => {
        this.#stopped = resolve;
      });
      return null;
    }
    const bars = found.flatMap(({ stream, row }) => (row?.[0] === time ? [{ stream, row }] : []));
    for (const { stream } of bars) this.#next[stream] = time + this.step;
    return { time: time + this.step, ageMs: 1_000, quiet: time < this.quietUntil, bars, held: [] };
  }

  async stop(): Promise<void> {
    this.#stopped();
  }
}

export interface PaperRun {
  readonly histories: readonly History[];
  readonly strategies: readonly { readonly definition: StrategyDefinition; readonly params?: unknown }[];
  readonly risk?: RiskOptions;
  readonly instruments?: Readonly<Record<string, InstrumentRules>>;
  /** Open time of the first bar that is traded. */
  readonly from: number;
  readonly step: number;
  readonly journal: Journal;
  readonly more?: Partial<LiveOptions>;
}

/** Options of a run on paper: strategies on every symbol, in the order of a backtest. */
export function paperOptions({
  histories,
  strategies,
  risk = {},
  instruments = {},
  from,
  step,
  journal,
  more,
}: PaperRun) {
  const timers = new VirtualTime(from);
  const lanes = strategies.flatMap(({ definition, params }) =>
    histories.map((_, stream) => {
      const made = instantiate(definition, params);
      return {
        name: definition.id,
        type: definition.id,
        params: made.params,
        stream,
        artifacts: made.strategy.artifacts ?? {},
        strategy: made.strategy,
      };
    }),
  );
  return {
    mode: "paper",
    exchange: "recorded",
    streams: histories.map(({ symbol, timeframe }) => ({ symbol, timeframe })),
    instruments: histories.map(({ symbol }) => instruments[symbol] ?? {}),
    lanes,
    account: { quote: histories[0]!.symbol.split("/")[1]!, startingBalance: 10_000 },
    source: new RecordedSource(histories, from, step),
    journal,
    timers,
    now: () => timers.now(),
    log: silentLogger,
    settings: { risk },
    makeRisk: (settings: unknown) => createRiskEngine((settings as { risk: RiskOptions }).risk),
    makeBroker: () => new SimulatedBroker(),
    ...more,
  } satisfies LiveOptions;
}

/** Lets a run go on until it has taken in so many batches, or all. */
export async function untilBatches(run: LiveRun, batches: number): Promise<void> {
  await new Promise<void>((resolve) => {
    let seen = 0;
    run.bus.on("equity", () => {
      if (++seen === batches) resolve();
    });
    void run.done.catch(() => {}).then(resolve);
  });
}

/** Lets a run go on until the bar that opens then has been taken in. */
export async function untilBar(run: LiveRun, openTime: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const { newest } = run.loop.stores[0]!;
    if (newest.openTime >= openTime) return resolve();
    run.bus.on("equity", () => {
      if (newest.openTime >= openTime) resolve();
    });
    void run.done.catch(() => {}).then(resolve);
  });
}

export const start = (run: PaperRun): Promise<LiveRun> => startLive(paperOptions(run));
