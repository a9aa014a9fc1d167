/**
 * Largest (or smallest) of the last `period` values with its age, by a monotonic deque: O(1) a value on average.
 * Of equal values the newest counts. Feed it clean values; {@link reset} it on NaN.
 */
export class RollingExtreme {
  /** Pushes since the extreme value: 0 when it is the newest. */
  age = 0;
  /** Values seen since the last reset. */
  count = 0;
  readonly #period: number;
  readonly #sign: 1 | -1;
  readonly #mask: number;
  readonly #values: Float64Array;
  readonly #pushes: Float64Array;
  /** The deque lies in [head, tail), both rising without end; slots are taken modulo the capacity. */
  #head = 0;
  #tail = 0;

  constructor(period: number, sign: 1 | -1) {
    const capacity = 2 ** Math.ceil(Math.log2(period + 1));
    this.#period = period;
    this.#sign = sign;
    this.#mask = capacity - 1;
    this.#values = new Float64Array(capacity);
    this.#pushes = new Float64Array(capacity);
  }

  /** @returns the extreme of the window, or NaN until `period` values are in. */
  push(value: number): number {
    const values = this.#values;
    const pushes = this.#pushes;
    const mask = this.#mask;
    const now = this.count;
    const signed = this.#sign * value;
    let head = this.#head;
    let tail = this.#tail;
    if (head < tail && pushes[head & mask]! <= now - this.#period) head++;
    while (tail > head && values[(tail - 1) & mask]! <= signed) tail--;
    values[tail & mask] = signed;
    pushes[tail & mask] = now;
    this.#head = head;
    this.#tail = tail + 1;
    this.count = now + 1;
    this.age = now - pushes[head & mask]!;
    return now < this.#period - 1 ? Number.NaN : this.#sign * values[head & mask]!;
  }

  reset(): void {
    this.#head = 0;
    this.#tail = 0;
    this.count = 0;
    this.age = 0;
  }
}

/** Largest of the last `period` values. */
export function createRollingMax(period: number): RollingExtreme {
  return new RollingExtreme(period, 1);
}

/** Smallest of the last `period` values. */
export function createRollingMin(period: number): RollingExtreme {
  return new RollingExtreme(period, -1);
}
