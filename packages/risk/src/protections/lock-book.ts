import type { PositionSide } from "@bellwether/core";
import { type Scope, scopeKey } from "./scope.js";

/** Until when what is locked. */
export class LockBook {
  readonly #until = new Map<string, number>();

  constructor(readonly scope: Scope) {}

  /** A lock is never cut short: the later end counts, and one whose end is not known (NaN) stays. */
  lock(symbol: string, side: PositionSide, until: number): void {
    const key = scopeKey(this.scope, symbol, side);
    this.#until.set(key, Math.max(this.#until.get(key) ?? Number.NEGATIVE_INFINITY, until));
  }

  until(symbol: string, side: PositionSide): number {
    return this.#until.get(scopeKey(this.scope, symbol, side)) ?? Number.NEGATIVE_INFINITY;
  }

  clear(): void {
    this.#until.clear();
  }
}
