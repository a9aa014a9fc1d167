/**
 * Wilder's directional movement and true range, each smoothed as a sum: `sum - sum / period + new`, after a seed of the
 * first `period - 1` rows that have a row before them. Feed it finite values; {@link reset} it on NaN.
 * @see TA-Lib `ta_ADX.c`, `ta_PLUS_DM.c`
 */
export class DirectionalMovement {
  /** Smoothed sums, in the unit of the price. */
  plus = Number.NaN;
  minus = Number.NaN;
  range = Number.NaN;
  readonly #period: number;
  #rows = 0;
  #high = Number.NaN;
  #low = Number.NaN;
  #close = Number.NaN;

  constructor(period: number) {
    this.#period = period;
    this.reset();
  }

  /** @returns rows seen so far, at most `period + 1`; from there on the sums are smoothed and may be divided. */
  push(high: number, low: number, close: number): number {
    const rise = high - this.#high;
    const fall = this.#low - low;
    const before = this.#close;
    this.#high = high;
    this.#low = low;
    this.#close = close;
    if (this.#rows === 0) return ++this.#rows;
    const plus = rise > fall && rise > 0 ? rise : 0;
    const minus = fall > rise && fall > 0 ? fall : 0;
    const range = Math.max(high, before) - Math.min(low, before);
    if (this.#rows < this.#period) {
      this.plus += plus;
      this.minus += minus;
      this.range += range;
      return ++this.#rows;
    }
    this.#rows = this.#period + 1;
    this.plus += plus - this.plus / this.#period;
    this.minus += minus - this.minus / this.#period;
    this.range += range - this.range / this.#period;
    return this.#rows;
  }

  /** Directional index in [0, 100], or NaN where nothing moved. */
  index(): number {
    return this.range > 0 ? (100 * Math.abs(this.plus - this.minus)) / (this.plus + this.minus) : Number.NaN;
  }

  reset(): void {
    this.#rows = 0;
    this.plus = 0;
    this.minus = 0;
    this.range = 0;
  }
}

export function createDirectionalMovement(period: number): DirectionalMovement {
  return new DirectionalMovement(period);
}
