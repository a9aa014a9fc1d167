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
  /** Whether it failed to prepare for this bar: then it has no opinion. */
  #unprepared = false;

  /**
   * @param inner - null where the strategy that spoke here once cannot be made any more.
   * @param inTime - rejects where a preparation takes too long.
   */
  constructor(
    public inner: Strategy | null,
    private readonly inTime: (work: Promise<void>) => Promise<void> = (work) => work,
  ) {}

  get warmup(): number {
    // what was said is repeated, though its code of today would have waited longer
    return this.recorded === undefined ? (this.inner?.warmup ?? 0) : 0;
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
    this.#unprepared = false;
    const replays = this.recorded !== undefined;
    if (replays ? !this.isWarm(df) : this.disabled) return undefined;
    const failed = (error: unknown) => {
      this.#unprepared = true;
      if (!replays) throw error; // else said when it happened
    };
    try {
      const work = this.inner?.prepare?.(df);
      return work === undefined ? undefined : this.inTime(Promise.resolve(work)).catch(failed);
    } catch (error) {
      return failed(error);
    }
  }

  private isWarm(df: Frame): boolean {
    return df.length >= (this.inner?.warmup ?? 0);
  }

  generateSignal(df: Frame, context?: StrategyContext): Signal | null {
    this.asked = true;
    if (this.recorded !== undefined) return this.repeat(df, context, this.recorded);
    if (this.keeps) {
      if (context?.position.side != null) return null;
      this.keeps = false;
    }
    if (this.inner === null || this.disabled || this.#unprepared) return null;
    const signal = this.inner.generateSignal(df, context);
    this.#failures = 0;
    return signal;
  }

  private repeat(df: Frame, context: StrategyContext | undefined, recorded: Signal | null): Signal | null {
    if (this.keeps && context?.position.side == null) this.keeps = false;
    if (this.inner === null || this.keeps || this.disabled || this.#unprepared || !this.isWarm(df)) return recorded;
    try {
      if (this.inner.generateSignal(df, context)?.signal !== recorded?.signal) this.changed++;
      else this.#failures = 0;
    } catch {
      if (recorded !== null) this.changed++;
    }
    return recorded;
  }
}
