/** Below this share of its peak a running sum has lost too many digits to cancellation. */
const LOST = 1e-3;

/**
 * Sum of the last `period` values at O(1) a value. It is summed afresh at least every 512 values (or `period`, if that
 * is longer) and whenever a far larger sum has just left it, so that neither drift nor a passed spike stays in it.
 * Feed it finite values; {@link reset} it on NaN.
 */
export class RollingSum {
  readonly #period: number;
  readonly #ring: Float64Array;
  readonly #limit: number;
  #at = 0;
  #count = 0;
  #sum = 0;
  #peak = 0;
  #age = 0;

  constructor(period: number) {
    this.#period = period;
    this.#ring = new Float64Array(period);
    this.#limit = Math.max(512, period);
  }

  /** @returns the sum of the window, or NaN until `period` values are in. */
  push(value: number): number {
    const ring = this.#ring;
    const at = this.#at;
    const old = ring[at]!;
    ring[at] = value;
    this.#at = at + 1 === ring.length ? 0 : at + 1;
    if (this.#count < this.#period) return ++this.#count < this.#period ? Number.NaN : this.#afresh();
    const sum = this.#sum + value - old;
    this.#sum = sum;
    const size = Math.abs(sum);
    if (size > this.#peak) this.#peak = size;
    return ++this.#age >= this.#limit || !(size >= LOST * this.#peak) ? this.#afresh() : sum;
  }

  reset(): void {
    this.#at = 0;
    this.#count = 0;
  }

  #afresh(): number {
    const ring = this.#ring;
    let sum = 0;
    for (let j = 0; j < ring.length; j++) sum += ring[j]!;
    this.#sum = sum;
    this.#peak = Math.abs(sum);
    this.#age = 0;
    return sum;
  }
}

export function createRollingSum(period: number): RollingSum {
  return new RollingSum(period);
}
