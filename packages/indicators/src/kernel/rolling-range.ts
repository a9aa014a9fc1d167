/**
 * Highest high and lowest low of the last `period` rows. Rows are cut into blocks of `period`; a window is the tail of
 * one block and the head of the next, so two comparisons with the tail's extremes answer it: O(1) a row on average,
 * O(period) once a block, whatever the data. Feed it finite values; {@link reset} it on NaN.
 */
export class RollingRange {
  highest = Number.NaN;
  lowest = Number.NaN;
  readonly #period: number;
  /** Rows of this block up to `at`; beyond it, extremes from there to the end of the block before. */
  readonly #highs: Float64Array;
  readonly #lows: Float64Array;
  #at = 0;
  #headHigh = Number.NEGATIVE_INFINITY;
  #headLow = Number.POSITIVE_INFINITY;
  #full = false;

  constructor(period: number) {
    this.#period = period;
    this.#highs = new Float64Array(period);
    this.#lows = new Float64Array(period);
  }

  /** @returns whether `period` rows are in, and so {@link highest} and {@link lowest} hold the window's. */
  push(high: number, low: number): boolean {
    const highs = this.#highs;
    const lows = this.#lows;
    const at = this.#at;
    highs[at] = high;
    lows[at] = low;
    // plain comparisons: Math.max and Math.min see to NaN and -0 at a price
    let highest = this.#headHigh;
    let lowest = this.#headLow;
    if (high > highest) highest = high;
    if (low < lowest) lowest = low;
    const next = at + 1;
    if (next === this.#period) {
      this.highest = highest;
      this.lowest = lowest;
      this.#turn();
      return true;
    }
    this.#at = next;
    this.#headHigh = highest;
    this.#headLow = lowest;
    if (!this.#full) return false;
    const tailHigh = highs[next]!;
    const tailLow = lows[next]!;
    if (tailHigh > highest) highest = tailHigh;
    if (tailLow < lowest) lowest = tailLow;
    this.highest = highest;
    this.lowest = lowest;
    return true;
  }

  /** Turns the full block into extremes from each of its rows to its end. */
  #turn(): void {
    const highs = this.#highs;
    const lows = this.#lows;
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (let k = this.#period - 1; k >= 0; k--) {
      if (highs[k]! > highest) highest = highs[k]!;
      if (lows[k]! < lowest) lowest = lows[k]!;
      highs[k] = highest;
      lows[k] = lowest;
    }
    this.reset();
    this.#full = true;
  }

  reset(): void {
    this.#at = 0;
    this.#headHigh = Number.NEGATIVE_INFINITY;
    this.#headLow = Number.POSITIVE_INFINITY;
    this.#full = false;
  }
}

export function createRollingRange(period: number): RollingRange {
  return new RollingRange(period);
}
