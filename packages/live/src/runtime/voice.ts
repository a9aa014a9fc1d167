import type { Frame, Signal, Strategy, StrategyContext } from "@bellwether/core";

/** Failures in a row after which a strategy is asked no more. */
export const MOST_FAILURES = 3;

/**
 * The strategy of a lane, which may change while the lane stays. While a journal is replayed it says what the journal has;
 * the strategy is asked all the same, so that its indicators begin where they began.
 */
export class Voice implements Strategy {
  /** Of the step that is replayed: a signal, or null for none. Undefined when nothing is replayed. */
  recorded: Signal | null | undefined;
  /** A position of a strategy before is left to its exits. */
  keeps = false;
  /** Whether it was asked for a signal since it was last asked to prepare: then a failure is one of its opinion. */
  asked = false;
  /** Bars of the replay at which the strategy says something else today. */
  changed = 0;
  #failures = 0;

  /** @param inner - null where the strategy that spoke here once cannot be made any more. */
  constructor(public inner: Strategy | null) {}

  get warmup(): number {
    return this.inner?.warmup ?? 0;
  }

  /** Whether it has failed so often that it is asked no more. */
  get disabled(): boolean {
    return this.#failures >= MOST_FAILURES;
  }

  /** @returns whether that disables it. */
  failed(): boolean {
    return ++this.#failures === MOST_FAILURES;
  }

  /** Somebody has looked after it: it is asked again. */
  enable(): void {
    this.#failures = 0;
  }

  prepare(df: Frame): void | Promise<void> {
    this.asked = false;
    if (this.recorded === undefined) return this.disabled ? undefined : this.inner?.prepare?.(df);
    try {
      return this.inner?.prepare?.(df)?.catch(() => {});
    } catch {
      return undefined; // said when it happened
    }
  }

  generateSignal(df: Frame, context?: StrategyContext): Signal | null {
    this.asked = true;
    if (this.recorded !== undefined) return this.repeat(df, context, this.recorded);
    if (this.keeps) {
      if (context?.position.side != null) return null;
      this.keeps = false;
    }
    if (this.inner === null || this.disabled) return null;
    const signal = this.inner.generateSignal(df, context);
    this.#failures = 0;
    return signal;
  }

  private repeat(df: Frame, context: StrategyContext | undefined, recorded: Signal | null): Signal | null {
    if (this.keeps && context?.position.side == null) this.keeps = false;
    if (this.inner === null || this.keeps || this.disabled) return recorded;
    try {
      if (this.inner.generateSignal(df, context)?.signal !== recorded?.signal) this.changed++;
      else this.#failures = 0;
    } catch {
      if (recorded !== null) this.changed++;
    }
    return recorded;
  }
}
