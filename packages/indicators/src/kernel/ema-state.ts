/**
 * Exponential moving average fed one value at a time, seeded with the mean of the first `period` values.
 * A value that is not finite starts it over.
 */
export class EmaState {
  /** The average once `period` values are in; a running sum before that. */
  value = Number.NaN;
  readonly weight: number;
  readonly #period: number;
  #count = 0;

  constructor(period: number) {
    this.weight = 2 / (period + 1);
    this.#period = period;
  }

  /** @returns the average, or NaN until `period` values are in. */
  push(x: number): number {
    if (!Number.isFinite(x)) {
      this.#count = 0;
      return Number.NaN;
    }
    if (this.#count === this.#period) {
      this.value += this.weight * (x - this.value);
      return this.value;
    }
    this.value = this.#count === 0 ? x : this.value + x;
    if (++this.#count < this.#period) return Number.NaN;
    this.value /= this.#period;
    return this.value;
  }

  reset(): void {
    this.#count = 0;
  }
}

export function createEmaState(period: number): EmaState {
  return new EmaState(period);
}
