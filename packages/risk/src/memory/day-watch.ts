const DAY_MS = 86_400_000;

/** What the account was worth when the UTC day began: at the last close up to midnight. */
export class DayWatch {
  #equity = Number.NaN;
  #last = Number.NaN;
  #ends = Number.NaN;

  /** Start of the next day, epoch ms UTC. */
  get ends(): number {
    return this.#ends;
  }

  /** Takes notice of the equity at a close. @returns the result of the day so far: equity over that of its start, less 1; NaN at a time that is not known. */
  see(time: number, equity: number): number {
    if (!Number.isFinite(time)) return Number.NaN;
    if (!(time < this.#ends)) {
      const start = Math.floor(time / DAY_MS) * DAY_MS;
      this.#equity = time === start || Number.isNaN(this.#last) ? equity : this.#last;
      this.#ends = start + DAY_MS;
    }
    this.#last = equity;
    return (equity - this.#equity) / this.#equity;
  }
}
