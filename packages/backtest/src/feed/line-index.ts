/** Remembers which line of the input each row came from, in runs: rows of a tidy file stand on consecutive lines. */
export class LineIndex {
  readonly #rows: number[] = [];
  readonly #shifts: number[] = [];
  #shift = Number.NaN;

  /** @param row - one more than the row before. */
  add(row: number, line: number): void {
    const shift = line - row;
    if (shift === this.#shift) return;
    this.#shift = shift;
    this.#rows.push(row);
    this.#shifts.push(shift);
  }

  lineOf(row: number): number {
    let low = 0;
    let high = this.#rows.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#rows[middle]! <= row) low = middle;
      else high = middle;
    }
    return row + this.#shifts[low]!;
  }
}
