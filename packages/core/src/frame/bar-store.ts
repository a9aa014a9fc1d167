import { closeTimeOf, type Timeframe } from "../market/timeframe.js";
import { BAR_FIELDS, type Bar, type BarColumns } from "./bar.js";
import { Column, type Memo } from "./column.js";
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
  readonly history: number;
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
  /** Finds another store of the run; set by {@link linkPeers}. */
  peers: ReadonlyMap<string, BarStore> = new Map();

  constructor({ symbol, timeframe, history = Number.POSITIVE_INFINITY }: BarStoreOptions) {
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.history = history;
    [this.openTime, this.open, this.high, this.low, this.close, this.volume] = BAR_FIELDS.map(() =>
      this.addColumn(new Column(this, null, 0)),
    ) as [Column, Column, Column, Column, Column, Column];
    this.frame = makeFrame(this);
  }

  addColumn(column: Column): Column {
    this.columns.push(column);
    return column;
  }

  /**
   * Takes all rows at once, hidden. The arrays are adopted, not copied: hand over arrays that nobody writes to.
   * @throws {BadFrameError} if the store is not empty, lengths differ, or open times do not rise.
   */
  load(bars: BarColumns): void {
    if (this.rows > 0 || this.offset > 0)
      throw new BadFrameError(`${this.symbol}: bars are loaded once, into an empty store`);
    const rows = bars.openTime.length;
    for (const name of BAR_FIELDS) this.#adopt(this[name], name, bars[name], rows);
    for (const [name, data] of Object.entries(bars.extra ?? {})) {
      const column = this.addColumn(new Column(this, null, 0));
      this.extra.set(name, column);
      this.#adopt(column, name, data, rows);
    }
    const times = bars.openTime;
    for (let i = 0; i < rows; i++) {
      const time = times[i]!;
      if (!(i === 0 ? Number.isFinite(time) : time > times[i - 1]!))
        throw new BadFrameError(`${this.symbol}: row ${i} opens at ${time}, which is not after row ${i - 1}`);
    }
    this.rows = rows;
    this.capacity = rows;
  }

  #adopt(column: Column, name: string, data: Float64Array, rows: number): void {
    if (data.length !== rows)
      throw new BadFrameError(`${this.symbol}: column ${name} has ${data.length} rows, openTime has ${rows}`);
    column.data = data;
    column.filled = rows;
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

  /** Declares an extra column before bars are appended. */
  declareColumn(name: string): void {
    if (!this.extra.has(name)) this.extra.set(name, this.addColumn(new Column(this, null, this.capacity)));
  }

  #write(column: Column, row: number, value: number): void {
    column.data[row] = value;
    column.filled = row + 1;
  }

  #makeRoom(): void {
    const surplus = Math.min(this.rows - this.history, this.visible);
    if (surplus >= this.history) {
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
    for (const column of this.columns) column.drop(count);
    this.rows -= count;
    this.visible -= count;
    this.offset += count;
  }

  /** Shows the next row to strategies. */
  reveal(): void {
    if (this.visible >= this.rows) throw new BadFrameError(`${this.symbol}: no further row to show`);
    this.visible++;
    for (let k = 0; k < this.resampled.length; k++) this.resampled[k]!.sync();
  }

  /** Shows every row held. */
  revealAll(): void {
    this.visible = this.rows;
    for (const resampled of this.resampled) resampled.sync();
  }

  /** When the bar at `index` (not counting rows let go) closes, epoch ms UTC. */
  closeTime(index: number): number {
    return closeTimeOf(this.timeframe, this.openTime.data[index]!);
  }

  /** Copies, and shows, the further bars of `source` that have closed by `time`. Both stores hold all their rows. */
  copyUntil(source: BarStore, time: number): void {
    const from = this.rows;
    let to = from;
    if (to < source.rows && source.closeTime(source.rows - 1) <= time) to = source.rows;
    for (let high = source.rows; to < high; ) {
      const middle = (to + high) >> 1;
      if (source.closeTime(middle) <= time) to = middle + 1;
      else high = middle;
    }
    for (const name of source.extra.keys()) this.declareColumn(name);
    if (to > this.capacity) this.capacity = Math.min(source.rows, Math.max(to, 2 * this.capacity));
    const copy = (into: Column, origin: Column) => {
      into.reserve(this.capacity);
      into.data.set(origin.data.subarray(from, to), from);
      into.filled = to;
    };
    for (const name of BAR_FIELDS) copy(this[name], source[name]);
    for (const [name, column] of this.extra) copy(column, source.extra.get(name)!);
    this.rows = to;
    this.revealAll();
  }

  /** Copies row `index` (not counting rows let go) into `into`, without allocating. */
  read(index: number, into: Bar): void {
    into.openTime = this.openTime.data[index]!;
    into.open = this.open.data[index]!;
    into.high = this.high.data[index]!;
    into.low = this.low.data[index]!;
    into.close = this.close.data[index]!;
    into.volume = this.volume.data[index]!;
  }
}

/** Makes each store reachable from the others' frames as a peer. */
export function linkPeers(stores: readonly BarStore[]): void {
  const bySymbol = new Map<string, BarStore>();
  for (const store of stores) if (!bySymbol.has(store.symbol)) bySymbol.set(store.symbol, store);
  for (const store of stores) store.peers = bySymbol;
}
