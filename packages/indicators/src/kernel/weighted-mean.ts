/**
 * Mean of the last `period` values with weights 1, 2, ... `period`, the newest heaviest; O(1) a value.
 * A second pair of sums grows from nothing beside the first and takes its place every `period` values, so that
 * rounding errors leave with the window. A value that is not finite starts it over.
 */
export class WeightedMean {
  readonly #period: number;
  readonly #total: number;
  readonly #ring: Float64Array;
  #full = false;
  #at = 0;
  #sum = Number.NaN;
  #weighted = Number.NaN;
  #freshSum = Number.NaN;
  #freshWeighted = Number.NaN;

  constructor(period: number) {
    this.#period = period;
    this.#total = (period * (period + 1)) / 2;
    this.#ring = new Float64Array(period);
    this.reset();
  }

  /** @returns the mean, or NaN until `period` values are in. */
  push(x: number): number {
    if (!Number.isFinite(x)) {
      this.reset();
      return Number.NaN;
    }
    const at = this.#at;
    const oldest = this.#ring[at]!;
    this.#ring[at] = x;
    const freshSum = this.#freshSum + x;
    const freshWeighted = this.#freshWeighted + (at + 1) * x;
    if (at + 1 === this.#period) {
      this.#sum = freshSum;
      this.#weighted = freshWeighted;
      this.#freshSum = 0;
      this.#freshWeighted = 0;
      this.#at = 0;
      this.#full = true;
      return freshWeighted / this.#total;
    }
    this.#freshSum = freshSum;
    this.#freshWeighted = freshWeighted;
    this.#at = at + 1;
    if (!this.#full) return Number.NaN;
    this.#weighted += this.#period * x - this.#sum;
    this.#sum += x - oldest;
    return this.#weighted / this.#total;
  }

  reset(): void {
    this.#full = false;
    this.#at = 0;
    this.#freshSum = 0;
    this.#freshWeighted = 0;
  }
}

export function createWeightedMean(period: number): WeightedMean {
  return new WeightedMean(period);
}
