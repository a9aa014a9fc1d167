/** Largest value of the last while. Keeps only values that no later one has topped, so each comes and goes once. */
export class RecentPeak {
  readonly #times: number[] = [];
  readonly #values: number[] = [];
  #first = 0;

  push(time: number, value: number): void {
    while (this.#values.length > this.#first && this.#values.at(-1)! <= value) {
      this.#values.pop();
      this.#times.pop();
    }
    this.#times.push(time);
    this.#values.push(value);
  }

  /** The largest since `from`; NaN for none. */
  since(from: number): number {
    while (this.#first < this.#times.length && this.#times[this.#first]! < from) this.#first++;
    const peak = this.#values[this.#first] ?? Number.NaN;
    if (this.#first > this.#times.length / 2) {
      this.#times.splice(0, this.#first);
      this.#values.splice(0, this.#first);
      this.#first = 0;
    }
    return peak;
  }
}
