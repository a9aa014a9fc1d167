/** Below this share of its peak a running sum of squares has lost too many digits for the fourth power to bear. */
const LOST = 1e-2;

/**
 * Central moments up to the fourth of the last `period` values at O(1) a value, summed about an anchor and afresh as
 * {@link RollingMoments} does, only more often.
 * Feed it finite values; {@link reset} it on NaN.
 */
export class RollingShape {
  /** Sums of the second, third and fourth power of the deviations from the window's mean. */
  squares = Number.NaN;
  cubes = Number.NaN;
  quarts = Number.NaN;
  readonly #ring: Float64Array;
  readonly #limit: number;
  #at = 0;
  #count = 0;
  #anchor = 0;
  #sum = 0;
  #sum2 = 0;
  #sum3 = 0;
  #sum4 = 0;
  #peak = 0;
  #age = 0;

  constructor(period: number) {
    this.#ring = new Float64Array(period);
    this.#limit = Math.max(512, period);
  }

  /** @returns whether the window is full. */
  push(value: number): boolean {
    const ring = this.#ring;
    const at = this.#at;
    const old = ring[at]! - this.#anchor;
    const next = value - this.#anchor;
    ring[at] = value;
    this.#at = at + 1 === ring.length ? 0 : at + 1;
    if (this.#count < ring.length) {
      if (++this.#count < ring.length) return false;
      this.#afresh(value);
      return true;
    }
    const old2 = old * old;
    const next2 = next * next;
    this.#sum += next - old;
    this.#sum2 += next2 - old2;
    this.#sum3 += next2 * next - old2 * old;
    this.#sum4 += next2 * next2 - old2 * old2;
    if (this.#sum2 > this.#peak) this.#peak = this.#sum2;
    const squares = this.#sum2 - (this.#sum * this.#sum) / ring.length;
    if (++this.#age >= this.#limit || !(squares >= LOST * this.#peak)) this.#afresh(value);
    else this.#centre(squares);
    return true;
  }

  reset(): void {
    this.#at = 0;
    this.#count = 0;
  }

  /** From sums about the anchor to sums about the mean, `d` away from it. */
  #centre(squares: number): void {
    const n = this.#ring.length;
    const d = this.#sum / n;
    const d2 = d * d; // not d ** 2, which calls a function
    this.squares = squares;
    this.cubes = this.#sum3 - 3 * d * this.#sum2 + 2 * n * d2 * d;
    this.quarts = this.#sum4 - 4 * d * this.#sum3 + 6 * d2 * this.#sum2 - 3 * n * d2 * d2;
  }

  /** The mean is taken about the newest value first: in a flat window it is that value, to the last bit. */
  #afresh(newest: number): void {
    const ring = this.#ring;
    let offset = 0;
    for (let j = 0; j < ring.length; j++) offset += ring[j]! - newest;
    const mean = newest + offset / ring.length;
    let sum = 0;
    let sum2 = 0;
    let sum3 = 0;
    let sum4 = 0;
    for (let j = 0; j < ring.length; j++) {
      const d = ring[j]! - mean;
      sum += d;
      sum2 += d * d;
      sum3 += d * d * d;
      sum4 += d * d * d * d;
    }
    this.#anchor = mean;
    this.#sum = sum;
    this.#sum2 = sum2;
    this.#sum3 = sum3;
    this.#sum4 = sum4;
    this.#peak = sum2;
    this.#age = 0;
    this.#centre(sum2 - (sum * sum) / ring.length);
  }
}

export function createRollingShape(period: number): RollingShape {
  return new RollingShape(period);
}
