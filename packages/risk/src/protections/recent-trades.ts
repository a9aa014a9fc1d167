/** Trades of the last while, with the sum of what they brought. Each is looked at twice, however long the window. */
export class RecentTrades {
  readonly #times: number[] = [];
  readonly #values: number[] = [];
  #first = 0;
  #sum = 0;

  get count(): number {
    return this.#times.length - this.#first;
  }

  get sum(): number {
    return this.#sum;
  }

  push(time: number, value: number): void {
    this.#times.push(time);
    this.#values.push(value);
    this.#sum += value;
  }

  /** Lets go of what is older than `from`. */
  forgetBefore(from: number): void {
    const times = this.#times;
    while (this.#first < times.length && times[this.#first]! < from) this.#sum -= this.#values[this.#first++]!;
    if (this.count === 0) this.#sum = 0; // rounding must not outlive the trades
    if (this.#first <= times.length / 2) return;
    times.splice(0, this.#first);
    this.#values.splice(0, this.#first);
    this.#first = 0;
  }
}
