/** Below this share of its peak a running sum of squares has lost too many digits to cancellation. */
const LOST = 1e-4;

/**
 * Mean and squared deviations of the last `period` values at O(1) a value, for values that stand in no column.
 * Sums are taken about an anchor near the values, so that a price level of 1e9 costs no digits. They are summed afresh
 * about the window's mean at least every 512 values (or `period`, if that is longer) and whenever the deviations have
 * fallen far below their peak: a passed spike leaves nothing behind, and a flat window has a variance of exactly 0.
 * Feed it finite values; {@link reset} it on NaN.
 */
export class RollingMoments {
  /** Mean of the window. Unit: that of the values. */
  mean = Number.NaN;
  /** Sum of squared deviations from the mean. Unit: that of the values, squared. */
  squares = Number.NaN;
  readonly #period: number;
  readonly #ring: Float64Array;
  readonly #limit: number;
  #at = 0;
  #count = 0;
  #anchor = 0;
  #sum = 0;
  #sumOfSquares = 0;
  #peak = 0;
  #age = 0;

  constructor(period: number) {
    this.#period = period;
    this.#ring = new Float64Array(period);
    this.#limit = Math.max(512, period);
  }

  /** @returns whether the window is full; until then both moments are NaN. */
  push(value: number): boolean {
    const ring = this.#ring;
    const at = this.#at;
    const old = ring[at]! - this.#anchor;
    const next = value - this.#anchor;
    ring[at] = value;
    this.#at = at + 1 === ring.length ? 0 : at + 1;
    if (this.#count < this.#period) {
      if (++this.#count < this.#period) return false;
      this.#afresh(value);
      return true;
    }
    const sum = this.#sum + (next - old);
    const sumOfSquares = this.#sumOfSquares + (next * next - old * old);
    const squares = sumOfSquares - (sum * sum) / this.#period;
    this.#sum = sum;
    this.#sumOfSquares = sumOfSquares;
    if (sumOfSquares > this.#peak) this.#peak = sumOfSquares;
    if (++this.#age >= this.#limit || !(squares >= LOST * this.#peak)) this.#afresh(value);
    else {
      this.mean = this.#anchor + sum / this.#period;
      this.squares = squares;
    }
    return true;
  }

  reset(): void {
    this.#at = 0;
    this.#count = 0;
    this.mean = Number.NaN;
    this.squares = Number.NaN;
  }

  /** The mean is taken about the newest value first: in a flat window it is that value, to the last bit. */
  #afresh(newest: number): void {
    const ring = this.#ring;
    let offset = 0;
    for (let j = 0; j < ring.length; j++) offset += ring[j]! - newest;
    const anchor = newest + offset / ring.length;
    let sum = 0; // the anchor is the mean as near as a double comes to it
    let sumOfSquares = 0;
    for (let j = 0; j < ring.length; j++) {
      const d = ring[j]! - anchor;
      sum += d;
      sumOfSquares += d * d;
    }
    this.#anchor = anchor;
    this.#sum = sum;
    this.#sumOfSquares = sumOfSquares;
    this.#peak = sumOfSquares;
    this.#age = 0;
    this.mean = anchor + sum / ring.length;
    this.squares = sumOfSquares - (sum * sum) / ring.length;
  }
}

export function createRollingMoments(period: number): RollingMoments {
  return new RollingMoments(period);
}
