import type { SizingStep } from "@bellwether/core";

/** A quantity on its way through the rules, and the steps that it took. Base units. */
export class Sizing {
  readonly steps: SizingStep[] = [];
  #quantity = Number.NaN;

  get quantity(): number {
    return this.#quantity;
  }

  /** Takes what a rule decided. */
  set(rule: string, quantity: number): void {
    this.#quantity = quantity;
    this.steps.push({ rule, quantity });
  }

  /** Takes a factor, unless it changes nothing. */
  scale(rule: string, factor: number): void {
    if (factor !== 1) this.set(rule, this.#quantity * factor);
  }

  /** Cuts to `most`; a quantity that is NaN is cut too. */
  cut(rule: string, most: number): void {
    if (!(this.#quantity <= most)) this.set(rule, most);
  }
}
