/** Equity at each close: cash + positions marked, in quote currency. Grows without copying per point. */
export class EquityCurve {
  #time: Float64Array;
  #equity: Float64Array;
  #length = 0;

  /** @param capacity - points expected; more may come. */
  constructor(capacity = 1024) {
    this.#time = new Float64Array(Math.max(16, capacity));
    this.#equity = new Float64Array(this.#time.length);
  }

  get length(): number {
    return this.#length;
  }

  /** @param time - close time of the bar, epoch ms UTC. */
  push(time: number, equity: number): void {
    const at = this.#length;
    if (at === this.#time.length) this.#grow();
    this.#time[at] = time;
    this.#equity[at] = equity;
    this.#length = at + 1;
  }

  /** Replaces the equity of the last point, if there is one. */
  amend(equity: number): void {
    if (this.#length > 0) this.#equity[this.#length - 1] = equity;
  }

  #grow(): void {
    const time = new Float64Array(this.#time.length * 2);
    const equity = new Float64Array(this.#time.length * 2);
    time.set(this.#time);
    equity.set(this.#equity);
    this.#time = time;
    this.#equity = equity;
  }

  /** Close times so far; a view that later points may leave behind. */
  get time(): Float64Array {
    return this.#time.subarray(0, this.#length);
  }

  get equity(): Float64Array {
    return this.#equity.subarray(0, this.#length);
  }
}
