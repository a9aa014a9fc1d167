/**
 * Relative strength index fed one value at a time, in [0, 100]; 0 where nothing has moved.
 * A value that is not finite starts it over.
 */
export class RsiState {
  readonly #period: number;
  readonly #keep: number;
  #values = 0;
  #before = Number.NaN;
  /** Wilder's averages times `period`: only their ratio counts. */
  #gain = Number.NaN;
  #loss = Number.NaN;

  constructor(period: number) {
    this.#period = period;
    this.#keep = 1 - 1 / period;
  }

  /** @returns the index, or NaN until `period` changes are in. */
  push(value: number): number {
    if (!Number.isFinite(value)) {
      this.#values = 0;
      return Number.NaN;
    }
    const change = value - this.#before;
    const path = Math.abs(change);
    this.#before = value;
    if (this.#values <= this.#period) {
      if (this.#values++ === 0) {
        this.#gain = 0;
        this.#loss = 0;
        return Number.NaN;
      }
      this.#gain += 0.5 * (path + change);
      this.#loss += 0.5 * (path - change);
      if (this.#values <= this.#period) return Number.NaN;
    } else {
      // half of path ± change is the rise or the fall, exactly and without a branch to mispredict
      this.#gain = this.#gain * this.#keep + 0.5 * (path + change);
      this.#loss = this.#loss * this.#keep + 0.5 * (path - change);
    }
    const both = this.#gain + this.#loss;
    return both > 0 ? (100 * this.#gain) / both : 0;
  }
}

export function createRsiState(period: number): RsiState {
  return new RsiState(period);
}
