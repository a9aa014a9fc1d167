import type { BarColumns } from "../frame/bar.js";
import type { BarStore } from "../frame/bar-store.js";
import type { Timeframe } from "../market/timeframe.js";
import { createRng } from "../rng.js";
import type { Signal } from "../signal.js";
import { instantiate, type StrategyDefinition } from "../strategy/define-strategy.js";
import type { Strategy } from "../strategy/strategy.js";
import { fail } from "./check.js";
import { sampleBars } from "./sample-bars.js";
import { answerText, ask, stanceOf } from "./strategy-answer.js";
import { type Market, mapColumns, Playback, type PlaybackOptions, rowsOf } from "./strategy-playback.js";

export interface StrategyCheckOptions {
  readonly definition: StrategyDefinition;
  /** Parameter sets to check; the defaults unless given. */
  readonly params?: readonly unknown[];
  /**
   * Bars to check on, or bars by symbol for a strategy that reads peers; seeded random bars unless given.
   * At least four times the warm-up and 100 bars more.
   */
  readonly bars?: BarColumns | Readonly<Record<string, BarColumns>>;
  /** Symbol to ask for; the first of `bars`, or `TEST/USDT`. */
  readonly symbol?: string;
  /** Length of the bars, `1h` unless given. */
  readonly timeframe?: Timeframe;
  /** The stance may depend on how far back the history reaches, however long the warm-up. Say so in its docstring. */
  readonly pathDependent?: boolean;
}

/** Bars beyond four warm-ups that the checks need. */
export const SPARE_BARS = 100;
const SAMPLES = 40;

/** One definition with one set of parameters, and the bars that it is asked on. */
export class Subject {
  readonly label: string;
  /** The market's bars as they were before anything was asked. */
  readonly untouched = new Map<string, BarColumns>();
  #first = 0;
  #market: Market | null = null;

  constructor(
    private readonly definition: StrategyDefinition,
    private readonly params: unknown,
    readonly options: StrategyCheckOptions,
  ) {
    const shown = JSON.stringify(params);
    this.label = shown === "{}" ? definition.id : `${definition.id} ${shown}`;
  }

  /** A fresh instance. */
  create(): Strategy {
    return instantiate(this.definition, this.params).strategy;
  }

  /** Bars of the shortest frame that the loop asks on. */
  get first(): number {
    if (this.#first === 0) this.#first = Math.max(1, this.create().warmup);
    return this.#first;
  }

  get market(): Market {
    if (this.#market !== null) return this.#market;
    const { bars, timeframe = "1h" } = this.options;
    const needed = 4 * this.first + SPARE_BARS;
    const given = bars ?? sampleBars({ rows: Math.max(600, needed), seed: 7, timeframe, volatility: 0.006 });
    const single = given.openTime instanceof Float64Array;
    const symbol = this.options.symbol ?? (single ? "TEST/USDT" : Object.keys(given)[0]);
    const histories = (single ? { [symbol!]: given } : given) as Readonly<Record<string, BarColumns>>;
    const rows = histories[symbol ?? ""]?.openTime.length;
    if (rows === undefined) fail(`no bars of ${symbol}; there are bars of ${Object.keys(histories).join(", ")}`);
    if (rows < needed) fail(`${rows} bars of ${symbol} are too few: a warm-up of ${this.first} needs ${needed}`);
    for (const [name, each] of Object.entries(histories))
      this.untouched.set(
        name,
        mapColumns(each, (data) => data.slice()),
      );
    this.#market = { symbol: symbol!, timeframe, histories };
    return this.#market;
  }

  get rows(): number {
    return rowsOf(this.market);
  }

  /** Asks at every bar from the warm-up on. @returns the answers' texts by row. */
  async walk(
    options: PlaybackOptions & { market?: Market; visit?: (signal: Signal | null, row: number) => void } = {},
  ): Promise<string[]> {
    const { market = this.market, visit } = options;
    const strategy = this.create();
    const playback = new Playback(market, options);
    const said: string[] = [];
    for (let row = 0; row < rowsOf(market); row++) {
      playback.advance();
      if (row + 1 < this.first) continue;
      const signal = await ask(strategy, playback.subject.frame);
      visit?.(signal, row);
      said[row] = answerText(signal);
    }
    return said;
  }

  /** Asks a fresh instance once, on a frame that holds `market` and no bar more. */
  async answerOn(market: Market): Promise<{ signal: Signal | null; stores: readonly BarStore[] }> {
    const { stores, subject } = new Playback(market);
    for (const store of stores) store.revealAll();
    return { signal: await ask(this.create(), subject.frame), stores };
  }

  /** Rows to look at closely from `first` on: half where the stance has changed, half at random, and both ends. */
  sample(said: readonly string[], first: number): number[] {
    const rng = createRng(17);
    const changed = said.flatMap((text, row) =>
      row > first && stanceOf(text) !== stanceOf(said[row - 1]!) ? [row] : [],
    );
    const chosen = new Set([first, this.rows - 1]);
    for (let k = 0; k < SAMPLES / 2; k++) {
      if (changed.length > 0) chosen.add(changed[rng.int(changed.length)]!);
      chosen.add(first + rng.int(this.rows - first));
    }
    return [...chosen].sort((a, b) => a - b);
  }
}
