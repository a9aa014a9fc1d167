import type { Entry } from "../journal/entry.js";

/** Takes entries one by one from a journal that hands them out in pieces; waits only at the end of a piece. */
export class EntryReader {
  #piece: readonly Entry[] = [];
  #at = 0;
  readonly #pieces: AsyncIterator<readonly Entry[]>;

  constructor(entries: AsyncIterable<readonly Entry[]>) {
    this.#pieces = entries[Symbol.asyncIterator]();
  }

  /** The next entry of the piece at hand, or undefined at its end: then {@link more} is to be called. */
  next(): Entry | undefined {
    return this.#piece[this.#at++];
  }

  /** Puts the last entry back. */
  unread(): void {
    this.#at--;
  }

  /** @returns false at the end of the journal. */
  async more(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#pieces.next();
      if (done === true) return false;
      this.#piece = value;
      this.#at = 0;
      if (value.length > 0) return true;
    }
  }
}
