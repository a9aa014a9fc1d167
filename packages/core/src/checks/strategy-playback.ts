import { BAR_FIELDS, type Bar, type BarColumns } from "../frame/bar.js";
import { BarStore, linkPeers } from "../frame/bar-store.js";
import { closeTimeOf, type Timeframe } from "../market/timeframe.js";

/** Bars to ask a strategy on: those of one symbol, and of its peers. */
export interface Market {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly histories: Readonly<Record<string, BarColumns>>;
}

/** Bars of the symbol that is asked for. */
export function rowsOf({ histories, symbol }: Market): number {
  return histories[symbol]!.openTime.length;
}

export interface PlaybackOptions {
  /** Bars are appended as they close, as live; otherwise all are loaded first, as in a backtest. */
  readonly streamed?: boolean;
  /** Rows that stay readable; unbounded unless given. */
  readonly history?: number;
}

/** Shows a market bar by bar: peers' bars that have closed by then are seen too. */
export class Playback {
  readonly subject: BarStore;
  /** The subject's and every peer's. */
  readonly stores: readonly BarStore[];
  readonly #market: Market;
  readonly #streamed: boolean;
  #row = 0;

  constructor(market: Market, { streamed = false, history = Number.POSITIVE_INFINITY }: PlaybackOptions = {}) {
    this.#market = market;
    this.#streamed = streamed;
    this.stores = Object.entries(market.histories).map(([symbol, bars]) => {
      const store = new BarStore({ symbol, timeframe: market.timeframe, history });
      if (!streamed) store.load(bars);
      else for (const name of Object.keys(bars.extra ?? {})) store.declareColumn(name);
      return store;
    });
    linkPeers(this.stores);
    this.subject = this.stores.find(({ symbol }) => symbol === market.symbol)!;
  }

  /** Shows one bar more. */
  advance(): void {
    const { timeframe, histories, symbol } = this.#market;
    const now = closeTimeOf(timeframe, histories[symbol]!.openTime[this.#row++]!);
    for (const store of this.stores) this.#showUntil(store, now);
  }

  #showUntil(store: BarStore, now: number): void {
    const { timeframe, histories } = this.#market;
    const bars = histories[store.symbol]!;
    for (let row = store.offset + store.visible; row < bars.openTime.length; row++) {
      if (closeTimeOf(timeframe, bars.openTime[row]!) > now) return;
      if (this.#streamed) append(store, bars, row);
      store.reveal();
    }
  }
}

function append(store: BarStore, bars: BarColumns, row: number): void {
  const bar = Object.fromEntries(BAR_FIELDS.map((name) => [name, bars[name][row]!])) as unknown as Bar;
  store.append(bar, Object.fromEntries(Object.entries(bars.extra ?? {}).map(([name, data]) => [name, data[row]!])));
}

/** Every column passed through `change`. */
export function mapColumns(bars: BarColumns, change: (data: Float64Array, name: string) => Float64Array): BarColumns {
  const columns = Object.fromEntries(BAR_FIELDS.map((name) => [name, change(bars[name], name)]));
  const extra = Object.fromEntries(Object.entries(bars.extra ?? {}).map(([name, data]) => [name, change(data, name)]));
  return { ...columns, ...(bars.extra === undefined ? {} : { extra }) } as BarColumns;
}

/** A market whose every column has passed through `change`. */
export function everyHistory(
  market: Market,
  change: (data: Float64Array, name: string, bars: BarColumns) => Float64Array,
): Market {
  const histories = Object.entries(market.histories).map(([symbol, bars]): [string, BarColumns] => [
    symbol,
    mapColumns(bars, (data, name) => change(data, name, bars)),
  ]);
  return { ...market, histories: Object.fromEntries(histories) };
}

/** A market in which the subject's columns have passed through `change`, and its peers' have not. */
export function ofSymbol(market: Market, change: (data: Float64Array, name: string) => Float64Array): Market {
  const { symbol, histories } = market;
  return { ...market, histories: { ...histories, [symbol]: mapColumns(histories[symbol]!, change) } };
}

/** The subject's rows `from` to `to` (exclusive), and its peers' bars of that time. */
export function windowOf(market: Market, from: number, to: number): Market {
  const { symbol, timeframe, histories } = market;
  const times = histories[symbol]!.openTime;
  const start = from === 0 ? Number.NEGATIVE_INFINITY : times[from]!;
  const end = closeTimeOf(timeframe, times[to - 1]!);
  const cut = Object.entries(histories).map(([name, bars]): [string, BarColumns] => {
    const first = countWhile(bars.openTime, (time) => time < start);
    const last = countWhile(bars.openTime, (time) => closeTimeOf(timeframe, time) <= end);
    return [name, mapColumns(bars, (data) => data.slice(first, Math.max(first, last)))];
  });
  return { ...market, histories: Object.fromEntries(cut) };
}

/** Values at the start of rising `times` that `holds` is true for. */
function countWhile(times: Float64Array, holds: (time: number) => boolean): number {
  let low = 0;
  for (let high = times.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (holds(times[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
