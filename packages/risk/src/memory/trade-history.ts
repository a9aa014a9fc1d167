import type { Trade } from "@bellwether/core";

/** Closed trades of one strategy, over all its symbols, as sizers and limits see them. */
export interface ClosedTrades {
  /** Trades ever seen. */
  readonly count: number;
  /** Results of the last `n` trades over their entry notionals, oldest first; fewer where there are not so many. */
  returns(n: number): Float64Array;
}

/** The last of them, in a ring. */
export class TradeHistory implements ClosedTrades {
  readonly #returns: Float64Array;
  #count = 0;

  /** @param capacity - trades to remember. */
  constructor(capacity: number) {
    this.#returns = new Float64Array(capacity);
  }

  get count(): number {
    return this.#count;
  }

  push({ returnFraction }: Pick<Trade, "returnFraction">): void {
    const { length } = this.#returns;
    if (length > 0) this.#returns[this.#count % length] = returnFraction;
    this.#count++;
  }

  returns(n: number): Float64Array {
    const { length } = this.#returns;
    const held = Math.min(n, length, this.#count);
    return Float64Array.from({ length: held }, (_, i) => this.#returns[(this.#count - held + i) % length]!);
  }
}
