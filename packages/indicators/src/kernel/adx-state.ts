import { createDirectionalMovement } from "./directional-movement.js";

/**
 * Average directional index fed one bar at a time: mean of the first `period` directional indices, then Wilder's
 * smoothing. A bar on which nothing moves counts 0 in the first mean and changes nothing later.
 * Feed it finite values; {@link reset} it on NaN.
 */
export class AdxState {
  /** The average once `2 period` bars are in; a running sum before that. */
  value = Number.NaN;
  readonly #period: number;
  readonly #movement;
  #count = 0;

  constructor(period: number) {
    this.#period = period;
    this.#movement = createDirectionalMovement(period);
    this.reset();
  }

  /** @returns the average, or NaN until `2 period` bars are in. */
  push(high: number, low: number, close: number): number {
    const period = this.#period;
    if (this.#movement.push(high, low, close) <= period) return Number.NaN;
    const index = this.#movement.index();
    if (this.#count === period) {
      if (!Number.isNaN(index)) this.value += (index - this.value) / period;
      return this.value;
    }
    if (!Number.isNaN(index)) this.value += index;
    if (++this.#count < period) return Number.NaN;
    this.value /= period;
    return this.value;
  }

  reset(): void {
    this.#movement.reset();
    this.#count = 0;
    this.value = 0;
  }
}

export function createAdxState(period: number): AdxState {
  return new AdxState(period);
}
