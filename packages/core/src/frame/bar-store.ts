import { closeTimeOf, type Timeframe } from "../market/timeframe.js";
import { BAR_FIELDS, type Bar, type BarColumns } from "./bar.js";
import { Column, type Memo } from "./column.js";
import { copyOf } from "./copied-column.js";
import { BadFrameError } from "./errors.js";
import { type Frame, makeFrame } from "./frame.js";
import type { ResampledBars } from "./resample.js";

export interface BarStoreOptions {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Rows that stay readable while bars are appended; unbounded unless given (live runs bound it). */
  readonly history?: number;
}

/**
 * Holds the bars of one symbol and timeframe for a feed, and shows them to strategies row by row.
 * A history feed loads every row at once, hidden, and reveals them one at a time; a live feed appends and reveals.
 */
export class BarStore {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  #history: number;
  /** Rows let go so far: row `i` of the run stands at index `i - offset`. */
  offset = 0;
  /** Rows held. */
  rows = 0;
  /** Rows that have closed, as far as a strategy may know; the rest is hidden. */
  visible = 0;
  capacity = 0;

  readonly openTime: Column;
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  readonly volume: Column;
  /** Every column of the store, the feed's first, then those of indicators. */
  readonly columns: Column[] = [];
  readonly extra = new Map<string, Column>();
  readonly resampled: ResampledBars[] = [];
  /** Memoised indicators that read the whole frame, by indicator number. */
  readonly memos: (Memo[] | undefined)[] = [];
  /** What a strategy sees of this store. */
  readonly frame: Frame;
  /** The newest visible bar; always the same object, whose values move on. */
  readonly newest: Readonly<Bar>;
  /** Finds another store of the run; set by {@link linkPeers}. */
  peers: ReadonlyMap<string, BarStore> = new Map();

  /** Whether the feed's columns are still the arrays that {@link load} was given: not ours to write to. */
  #adopted = false;
  /** The store that this one shows a prefix of. */
  readonly #source: BarStore | null;

  constructor(
    { symbol, timeframe, history = Number.POSITIVE_INFINITY }: BarStoreOptions,
    source: BarStore | null = null,
  ) {
    if (!(history >= 1)) throw new BadFrameError(`${symbol}: a frame keeps at least one row, got history ${history}`);
    this.#source = source;
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.#history = history;
    [this.openTime, this.open, this.high, this.low, this.close, this.volume] = BAR_FIELDS.map((name) =>
      this.addColumn(source === null ? new Column(this, null, 0) : copyOf(this, source[name])),
    ) as [Column, Column, Column, Column, Column, Column];
    this.frame = makeFrame(this);
    this.newest = new NewestBar(this);
  }

  /** Rows that stay readable while bars are appended. */
  get history(): number {
    return this.#history;
  }

  addColumn(column: Column): Column {
    this.columns.push(column);
    return column;
  }

  /**
   * Takes all rows at once, hidden. The arrays are adopted, not copied: hand over arrays that nobody writes to.
   * A declared column that `bars` lack holds NaN.
   * @throws {BadFrameError} if the store is not empty, lengths differ, or open times do not rise; it stays empty then.
   */
  load(bars: BarColumns): void {
    if (this.rows > 0 || this.offset > 0)
      throw new BadFrameError(`${this.symbol}: bars are loaded once, into an empty store`);
    const times = bars.openTime;
    const rows = times.length;
    for (const name of BAR_FIELDS) this.#assertLength(name, bars[name], rows);
    for (const [name, data] of Object.entries(bars.extra ?? {})) {
      this.#assertFree(name);
      this.#assertLength(name, data, rows);
    }
    for (let i = 0; i < rows; i++) {
      const time = times[i]!;
      if (!(i === 0 ? Number.isFinite(time) : time > times[i - 1]!))
        throw new BadFrameError(`${this.symbol}: row ${i} opens at ${time}, which is not after row ${i - 1}`);
    }
    for (const name of BAR_FIELDS) this.#adopt(this[name], bars[name]);
    for (const name of Object.keys(bars.extra ?? {})) this.declareColumn(name);
    for (const [name, column] of this.extra)
      this.#adopt(column, bars.extra?.[name] ?? new Float64Array(rows).fill(Number.NaN));
    this.rows = rows;
    this.capacity = rows;
    this.#adopted = true;
  }

  #assertLength(name: string, data: Float64Array | undefined, rows: number): void {
    if (data?.length !== rows)
      throw new BadFrameError(
        `${this.symbol}: column ${name} ${data === undefined ? "is missing" : `has ${data.length} rows`}, openTime has ${rows}`,
      );
  }

  #assertFree(name: string): void {
    if ((BAR_FIELDS as readonly string[]).includes(name))
      throw new BadFrameError(`${this.symbol}: an extra column cannot be named ${name}, as every frame has one`);
  }

  #adopt(column: Column, data: Float64Array): void {
    column.data = data;
    column.filled = data.length;
  }

  /**
   * Adds one closed bar, hidden until {@link reveal}.
   * @throws {BadFrameError} if it does not open after the newest row.
   */
  append(bar: Bar, extra?: Readonly<Record<string, number>>): void {
    const at = this.rows;
    if (!(Number.isFinite(bar.openTime) && (at === 0 || bar.openTime > this.openTime.data[at - 1]!)))
      throw new BadFrameError(
        `${this.symbol}: a bar that opens at ${bar.openTime} does not follow ${at === 0 ? "nothing" : this.openTime.data[at - 1]}`,
      );
    if (at === this.capacity) this.#makeRoom();
    const row = this.rows;
    for (const name of BAR_FIELDS) this.#write(this[name], row, bar[name]);
    for (const [name, column] of this.extra) this.#write(column, row, extra?.[name] ?? Number.NaN);
    this.rows = row + 1;
  }

  /**
   * Declares an extra column; rows held already are NaN in it.
   * @throws {BadFrameError} for the name of a column that every frame has.
   */
  declareColumn(name: string): void {
    this.#assertFree(name);
    if (this.extra.has(name)) return;
    const column = this.addColumn(new Column(this, null, this.capacity));
    column.data.fill(Number.NaN);
    column.filled = this.rows;
    this.extra.set(name, column);
  }

  /** Keeps at least `rows` rows from now on, for an indicator that reads that far back. */
  keep(rows: number): void {
    if (rows > this.#history) this.#history = rows;
  }

  #write(column: Column, row: number, value: number): void {
    column.data[row] = value;
    column.filled = row + 1;
  }

  #makeRoom(): void {
    const surplus = Math.min(this.rows - this.history, this.visible);
    if (surplus >= this.history && surplus > 0) {
      this.#letGo(surplus);
      return;
    }
    this.capacity = Math.max(256, this.capacity * 2);
    for (const column of this.columns) if (column.source === null) column.reserve(this.capacity);
  }

  /** Every column catches up first, so that kernels have read the rows before they go. */
  #letGo(count: number): void {
    for (const column of this.columns) {
      if (column.source !== null && column.filled < this.rows) column.source.extendTo(this.rows);
    }
    for (const resampled of this.resampled) resampled.extendTo(this.rows);
    if (this.#adopted) for (const column of this.columns) if (column.source === null) column.data = column.data.slice();
    this.#adopted = false;
    for (const column of this.columns) column.drop(count);
    this.rows -= count;
    this.visible -= count;
    this.offset += count;
  }

  /** Shows the next row to strategies. */
  reveal(): void {
    if (this.visible >= this.rows) throw new BadFrameError(`${this.symbol}: no further row to show`);
    this.visible++;
    if (this.resampled.length > 0) this.#syncResampled();
  }

  /** Shows every row held. */
  revealAll(): void {
    this.visible = this.rows;
    this.#syncResampled();
  }

  #syncResampled(): void {
    for (const resampled of this.resampled) resampled.sync();
  }

  /** When the bar at `index` (not counting rows let go) closes, epoch ms UTC. */
  closeTime(index: number): number {
    return closeTimeOf(this.timeframe, this.openTime.data[index]!);
  }

  /**
   * An empty store that {@link showUntil} fills from `source`: its kernels and strategies reach no row beyond.
   * A column is copied when it is first read.
   */
  static prefixOf(source: BarStore): BarStore {
    const prefix = new BarStore({ symbol: source.symbol, timeframe: source.timeframe }, source);
    for (const [name, column] of source.extra) prefix.extra.set(name, prefix.addColumn(copyOf(prefix, column)));
    return prefix;
  }

  /** Shows the further bars of the source that have closed by `time`. */
  showUntil(time: number): void {
    const source = this.#source!;
    let low = this.rows;
    for (let high = source.rows; low < high; ) {
      const middle = (low + high) >> 1;
      if (source.closeTime(middle) <= time) low = middle + 1;
      else high = middle;
    }
    this.rows = low;
    this.capacity = Math.max(this.capacity, Math.min(source.rows, Math.max(low, 2 * this.capacity)));
    this.revealAll();
  }
}

/**
 * The newest row that strategies may see, read through: nothing is copied from bar to bar.
 * The getters take the store into a local, which keeps them small enough for V8 to inline them everywhere.
 */
class NewestBar implements Readonly<Bar> {
  readonly #store: BarStore;

  constructor(store: BarStore) {
    this.#store = store;
  }

  get openTime(): number {
    const store = this.#store;
    return store.openTime.data[store.visible - 1]!;
  }

  get open(): number {
    const store = this.#store;
    return store.open.data[store.visible - 1]!;
  }

  get high(): number {
    const store = this.#store;
    return store.high.data[store.visible - 1]!;
  }

  get low(): number {
    const store = this.#store;
    return store.low.data[store.visible - 1]!;
  }

  get close(): number {
    const store = this.#store;
    return store.close.data[store.visible - 1]!;
  }

  get volume(): number {
    const store = this.#store;
    return store.volume.data[store.visible - 1]!;
  }
}

Object.freeze(NewestBar.prototype);

/** Makes each store reachable from the others' frames as a peer. */
export function linkPeers(stores: readonly BarStore[]): void {
  const bySymbol = new Map<string, BarStore>();
  for (const store of stores) if (!bySymbol.has(store.symbol)) bySymbol.set(store.symbol, store);
  for (const store of stores) store.peers = bySymbol;
}
