import { BadTimeframeError, closeTimeOf, openTimeOf, type Timeframe, timeframeMs } from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";
import type { VenueMarket } from "./venue.js";
import { BadVenueError } from "./venue-errors.js";

/** Higher bars by their first base row. */
interface Buckets {
  readonly openTimes: number[];
  readonly rows: number[];
}

/**
 * Plays the bars of one market: open, nearer extreme (the low, if both are as near), other extreme, close, a quarter of the
 * bar each. Between bars the last close holds.
 */
export class PriceTape {
  /** Bar that plays or has played last, -1 before the first, and how many of its prices after the open have come. */
  #row = -1;
  #quarter = 0;
  readonly #buckets = new Map<Timeframe, Buckets>();

  /** @throws {BadVenueError} unless bars are sound, rise in time and do not overlap */
  constructor(
    readonly market: Pick<VenueMarket, "symbol" | "timeframe" | "columns">,
    start: number,
  ) {
    assertBars(market);
    const { openTime } = market.columns;
    this.#row = lowerBound(openTime, start) - (openTime[lowerBound(openTime, start)] === start ? 0 : 1);
    while (this.nextChange <= start) this.next();
  }

  get price(): number {
    return this.#row < 0 ? Number.NaN : this.#point(this.#quarter);
  }

  /** When the next price comes; Infinity after the last. */
  get nextChange(): number {
    const { openTime } = this.market.columns;
    if (this.#row < 0 || this.#quarter === 3) return openTime[this.#row + 1] ?? Number.POSITIVE_INFINITY;
    return openTime[this.#row]! + ((this.#quarter + 1) * this.#length(this.#row)) / 4;
  }

  /** Goes on to the next price. @returns whether it was jumped to, as from a close to the next open. */
  next(): boolean {
    const jumps = this.#row < 0 || this.#quarter === 3;
    if (jumps) this.#row++;
    this.#quarter = jumps ? 0 : this.#quarter + 1;
    return jumps;
  }

  /** The bar that plays at `now`, as far as it has come; volume grows with time. The whole bar once it has closed. */
  running(now: number): BarRow {
    const row = this.#row;
    const { openTime, open, high, low, close, volume } = this.market.columns;
    const time = openTime[row]!;
    const share = (now - time) / this.#length(row);
    if (share >= 1) return [time, open[row]!, high[row]!, low[row]!, close[row]!, volume[row]!];
    const seen = [0, 1, 2, 3].slice(0, this.#quarter + 1).map((quarter) => this.#point(quarter));
    const grown = Math.floor(volume[row]! * share * 1e8) / 1e8;
    return [time, open[row]!, Math.max(...seen), Math.min(...seen), seen.at(-1)!, grown];
  }

  /** Bars that open at `since` or later, the running one last. @throws {BadTimeframeError} for one that cannot be made */
  bars(timeframe: Timeframe, since: number, limit: number, now: number): BarRow[] {
    if (!(this.#row >= 0 && limit >= 1) || Number.isNaN(since)) return [];
    const { openTimes, rows } = this.#bucketsOf(timeframe);
    const out: BarRow[] = [];
    for (let i = lowerBound(openTimes, since); i < rows.length && out.length < limit; i++) {
      if (rows[i]! > this.#row) break;
      out.push(this.#merged(openTimes[i]!, rows[i]!, Math.min((rows[i + 1] ?? Infinity) - 1, this.#row), now));
    }
    return out;
  }

  #merged(time: number, from: number, to: number, now: number): BarRow {
    const { open, high, low, close, volume } = this.market.columns;
    const last: BarRow =
      to === this.#row ? this.running(now) : [time, open[to]!, high[to]!, low[to]!, close[to]!, volume[to]!];
    let [, , top, bottom] = last;
    let sum = 0;
    for (let row = from; row < to; row++) {
      top = Math.max(top, high[row]!);
      bottom = Math.min(bottom, low[row]!);
      sum += volume[row]!;
    }
    return [time, open[from]!, top, bottom, last[4], sum + last[5]];
  }

  #bucketsOf(timeframe: Timeframe): Buckets {
    let found = this.#buckets.get(timeframe);
    if (found !== undefined) return found;
    const base = this.market.timeframe;
    const { openTime } = this.market.columns;
    if (timeframe !== base && !(timeframeMs(timeframe) % timeframeMs(base) === 0))
      throw new BadTimeframeError(`${this.market.symbol}: no ${timeframe} bars can be made of ${base} bars`);
    found = { openTimes: [], rows: [] };
    for (let row = 0; row < openTime.length; row++) {
      const time = timeframe === base ? openTime[row]! : openTimeOf(timeframe, openTime[row]!);
      if (time === found.openTimes.at(-1)) continue;
      found.openTimes.push(time);
      found.rows.push(row);
    }
    this.#buckets.set(timeframe, found);
    return found;
  }

  #point(quarter: number): number {
    const { open, high, low, close } = this.market.columns;
    const row = this.#row;
    const lowFirst = open[row]! - low[row]! <= high[row]! - open[row]!;
    return [open, lowFirst ? low : high, lowFirst ? high : low, close][quarter]![row]!;
  }

  #length(row: number): number {
    const time = this.market.columns.openTime[row]!;
    return closeTimeOf(this.market.timeframe, time) - time;
  }
}

/** The first place whose value is `value` or above. */
function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function assertBars({ symbol, timeframe, columns }: PriceTape["market"]): void {
  const { openTime, open, high, low, close, volume } = columns;
  for (let row = 0; row < openTime.length; row++) {
    const sound = low[row]! > 0 && high[row]! < Infinity && volume[row]! >= 0 && volume[row]! < Infinity;
    const within = [open[row]!, close[row]!].every((price) => price >= low[row]! && price <= high[row]!);
    const rises = row === 0 || openTime[row]! >= closeTimeOf(timeframe, openTime[row - 1]!);
    if (!(sound && within && rises && Number.isSafeInteger(openTime[row])))
      throw new BadVenueError(
        `${symbol}: bar ${row} is no sound ${timeframe} bar, or opens before the last has closed`,
      );
  }
}
