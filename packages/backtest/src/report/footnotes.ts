/** Numbers reasons in the order in which they are first asked for; equal reasons share a number. */
export class Footnotes {
  readonly #reasons: string[] = [];

  /** @returns the number, from 1, that stands for `reason`. */
  number(reason: string): number {
    const known = this.#reasons.indexOf(reason);
    return known >= 0 ? known + 1 : this.#reasons.push(reason);
  }

  get reasons(): readonly string[] {
    return this.#reasons;
  }
}
