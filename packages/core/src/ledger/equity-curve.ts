/** Equity at each close: cash + positions marked, in quote currency. Grows without copying per point. */
export class EquityCurve {
  private times: Float64Array;
  private values: Float64Array;
  private count = 0;

  /**
   * @param capacity - points expected; more may come.
   * @param retain - points that stay at least; older ones are forgotten now and then.
   */
  constructor(
    capacity = 1024,
    private readonly retain = Number.POSITIVE_INFINITY,
  ) {
    this.times = new Float64Array(Math.max(16, capacity));
    this.values = new Float64Array(this.times.length);
  }

  get length(): number {
    return this.count;
  }

  /** @param time - close time of the bar, epoch ms UTC. */
  push(time: number, equity: number): void {
    if (this.count === this.times.length) this.makeRoom();
    const at = this.count;
    this.times[at] = time;
    this.values[at] = equity;
    this.count = at + 1;
  }

  /** Replaces the equity of the last point, if there is one. */
  amend(equity: number): void {
    if (this.count > 0) this.values[this.count - 1] = equity;
  }

  private makeRoom(): void {
    if (this.count >= 2 * this.retain) {
      const from = this.count - this.retain;
      this.times.copyWithin(0, from, this.count);
      this.values.copyWithin(0, from, this.count);
      this.count = this.retain;
      return;
    }
    const time = new Float64Array(this.times.length * 2);
    const equity = new Float64Array(this.times.length * 2);
    time.set(this.times);
    equity.set(this.values);
    this.times = time;
    this.values = equity;
  }

  /** Close times so far; a view that later points may leave behind. */
  get time(): Float64Array {
    return this.times.subarray(0, this.count);
  }

  get equity(): Float64Array {
    return this.values.subarray(0, this.count);
  }
}
