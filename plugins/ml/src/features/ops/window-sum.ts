/**
 * Sum of the last `period` values at O(1) a value, from a number that keeps no trace of what has left it. Values are cut
 * into blocks of `period`: a window is the tail of one block and the head of the next, and both are sums of their own, so
 * that nothing is ever subtracted. A passed spike leaves nothing behind, a window of zeros sums to exactly 0.
 */
export class WindowSum {
  /** Slots before `at`: values of this block. From `at + 1` on: sums from there to the end of the block before. */
  readonly #slots: Float64Array;
  #at = 0;
  #head = 0;
  #full = false;

  constructor(period: number) {
    this.#slots = new Float64Array(period);
  }

  /** @returns the sum of the window, or NaN until it is full; a value that is not finite starts it over. */
  push(value: number): number {
    if (!Number.isFinite(value)) {
      this.#at = 0;
      this.#head = 0;
      this.#full = false;
      return Number.NaN;
    }
    const slots = this.#slots;
    const head = this.#head + value;
    const next = this.#at + 1;
    slots[next - 1] = value;
    if (next < slots.length) {
      this.#at = next;
      this.#head = head;
      return this.#full ? head + slots[next]! : Number.NaN;
    }
    let tail = 0;
    for (let k = slots.length - 1; k > 0; k--) {
      tail += slots[k]!;
      slots[k] = tail;
    }
    this.#at = 0;
    this.#head = 0;
    this.#full = true;
    return head;
  }
}

export function createWindowSum(period: number): WindowSum {
  return new WindowSum(period);
}
