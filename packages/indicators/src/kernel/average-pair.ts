import { assertPeriod, BadPeriodError } from "@bellwether/core";
import { createEmaState } from "./ema-state.js";
import { createRollingSum } from "./rolling-sum.js";

/** How the two averages of a price oscillator are taken. */
export type AverageKind = "sma" | "ema";

/** A fast and a slow average of the same values. */
export interface AveragePair {
  fast: number;
  slow: number;
  /** @returns whether both averages are defined; they are once `slowPeriod` values are in. */
  push(x: number): boolean;
}

/**
 * Each average is seeded by the first values, as if it were alone.
 * @throws {BadPeriodError} unless both periods are positive integers, `fastPeriod <= slowPeriod`, and `kind` is known.
 * @see TA-Lib `ta_APO.c`
 */
export function createAveragePair(
  indicator: string,
  fastPeriod: number,
  slowPeriod: number,
  kind: AverageKind,
): AveragePair {
  assertFastSlow(indicator, fastPeriod, slowPeriod);
  if (kind === "ema") return new EmaPair(fastPeriod, slowPeriod);
  if (kind === "sma") return new SmaPair(fastPeriod, slowPeriod);
  throw new BadPeriodError(indicator, "average", kind, '"sma" or "ema"');
}

/** @throws {BadPeriodError} unless both are positive integers and `fast` is at most `slow`. */
export function assertFastSlow(indicator: string, fast: number, slow: number): void {
  assertPeriod(indicator, fast, 1, "fast");
  assertPeriod(indicator, slow, 1, "slow");
  if (fast > slow) throw new BadPeriodError(indicator, "fast", fast, `at most slow, which is ${slow}`);
}

class EmaPair implements AveragePair {
  fast = Number.NaN;
  slow = Number.NaN;
  readonly #fast;
  readonly #slow;

  constructor(fastPeriod: number, slowPeriod: number) {
    this.#fast = createEmaState(fastPeriod);
    this.#slow = createEmaState(slowPeriod);
  }

  push(x: number): boolean {
    this.fast = this.#fast.push(x);
    this.slow = this.#slow.push(x);
    return !Number.isNaN(this.slow);
  }
}

class SmaPair implements AveragePair {
  fast = Number.NaN;
  slow = Number.NaN;
  readonly #fast;
  readonly #slow;
  readonly #fastPeriod: number;
  readonly #slowPeriod: number;

  constructor(fastPeriod: number, slowPeriod: number) {
    this.#fast = createRollingSum(fastPeriod);
    this.#slow = createRollingSum(slowPeriod);
    this.#fastPeriod = fastPeriod;
    this.#slowPeriod = slowPeriod;
  }

  push(x: number): boolean {
    if (!Number.isFinite(x)) {
      this.#fast.reset();
      this.#slow.reset();
      return false;
    }
    this.fast = this.#fast.push(x) / this.#fastPeriod;
    this.slow = this.#slow.push(x) / this.#slowPeriod;
    return !Number.isNaN(this.slow);
  }
}
