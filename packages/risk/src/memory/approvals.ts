/** When the last entries were approved, in a ring: adding one costs the same however many there were. */
export class ApprovalTimes {
  readonly #times: Float64Array;
  #count = 0;

  /** @param capacity - entries to remember: the most that a window may hold. */
  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
  }

  push(time: number): void {
    const { length } = this.#times;
    if (length > 0) this.#times[this.#count++ % length] = time;
  }

  /** How many of those remembered were approved after `time`, newest first; NaN where a time is not known. */
  since(time: number): number {
    if (Number.isNaN(time)) return Number.NaN;
    const { length } = this.#times;
    let found = 0;
    for (let back = 1; back <= Math.min(length, this.#count); back++) {
      const at = this.#times[(this.#count - back) % length]!;
      if (at <= time) break;
      if (Number.isNaN(at)) return Number.NaN;
      found++;
    }
    return found;
  }

  clear(): void {
    this.#count = 0;
  }
}
