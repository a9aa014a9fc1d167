import { type Clock, type Logger, thrownText } from "@bellwether/core";
import { ExchangeUnclearError } from "../exchange/errors.js";
import type { MarketData } from "../exchange/market-data.js";
import type { Note } from "../journal/entry.js";
import { type ClockSample, middleOf, sampleTime } from "./clock-sample.js";
import type { Timers } from "./timers.js";

/** All times in ms. */
export interface ExchangeClockSettings {
  /** Questions of one measurement; the median counts, and more than half must be answered. */
  readonly samples: number;
  /** From one measurement to the next. */
  readonly refreshMs: number;
  /** The same after one that failed, or that is less sure than {@link warnMs}. */
  readonly retryMs: number;
  /** How often wall time is held against monotonic time. */
  readonly checkMs: number;
  /** A change between the two beyond this is a jump: the machine was suspended, or its clock was set. */
  readonly jumpMs: number;
  /** Offsets of the machine's clock beyond these are large, and excessive. */
  readonly warnMs: number;
  readonly haltMs: number;
}

const EXCHANGE_CLOCK_SETTINGS: ExchangeClockSettings = {
  samples: 5,
  refreshMs: 20 * 60_000,
  retryMs: 30_000,
  checkMs: 10_000,
  jumpMs: 1_000,
  warnMs: 500,
  haltMs: 5_000,
};

/** How far the machine's clock is off. `excessive`: no start, and nothing new is traded; what is not known counts as this. */
export type ClockDrift = "fine" | "large" | "excessive";

export interface ClockHealth {
  /** The exchange's time less the machine's wall time, ms; NaN before the first measurement. */
  readonly offsetMs: number;
  /** Most that {@link ExchangeClock.now} may be wrong by, ms; it grows with the age of the measurement. */
  readonly uncertaintyMs: number;
  /** When it was measured, by the exchange's clock, epoch ms UTC; null before the first time. */
  readonly lastSync: number | null;
  readonly drift: ClockDrift;
  /** Jumps seen, and measurements that failed. */
  readonly jumps: number;
  readonly failures: number;
}

export interface ExchangeClockOptions {
  readonly timers: Timers;
  readonly data: Pick<MarketData, "id" | "time">;
  note(note: Note): void;
  readonly log: Logger;
  readonly settings?: Partial<ExchangeClockSettings>;
}

/** A quartz keeps time to 20 to 100 parts in a million. */
const DRIFT_PER_MS = 1e-4;

/**
 * The exchange's time: measured from its answers, driven by monotonic time in between. The machine's wall clock may be
 * wrong or jump; only the offset that is reported depends on it. A suspension that stops monotonic time too makes this
 * clock slow, never fast, until the jump is seen and time is measured again.
 */
export class ExchangeClock implements Clock {
  readonly settings: ExchangeClockSettings;
  readonly #options: ExchangeClockOptions;
  readonly #stopped = new AbortController();
  readonly #listeners = new Set<() => void>();
  /** The measurement that holds. */
  #sample: ClockSample = { base: Number.NaN, errorMs: Number.NaN };
  /** When it was made, monotonic. */
  #measuredAt = Number.NaN;
  /** When the next is due, monotonic. */
  #dueAt = Number.POSITIVE_INFINITY;
  /** Wall time less monotonic time at the last look. */
  #gap: number;
  #drift: ClockDrift = "fine";
  #jumps = 0;
  #failures = 0;
  #measuring: Promise<boolean> | null = null;
  #watching: Promise<void> = Promise.resolve();

  constructor(options: ExchangeClockOptions) {
    this.#options = options;
    this.settings = { ...EXCHANGE_CLOCK_SETTINGS, ...options.settings };
    this.#gap = options.timers.now() - options.timers.monotonic();
  }

  /**
   * Measures for the first time, and keeps measuring until {@link stop}.
   * @throws {ExchangeUnclearError} if the exchange does not tell its time.
   */
  async start(): Promise<void> {
    const { data } = this.#options;
    if (!(await this.resync()))
      throw new ExchangeUnclearError(
        `${data.id} does not tell its time, so that nobody can know when bars close; check the connection and start again`,
      );
    this.#watching = this.#watch();
  }

  /** The exchange's wall time, epoch ms UTC; NaN before {@link start}. It may step back a little when measured again. */
  now(): number {
    return this.#options.timers.monotonic() + this.#sample.base;
  }

  /** Most that {@link now} may be wrong by, ms. */
  get uncertaintyMs(): number {
    return this.#sample.errorMs + DRIFT_PER_MS * (this.#options.timers.monotonic() - this.#measuredAt);
  }

  get health(): ClockHealth {
    const offsetMs = this.now() - this.#options.timers.now();
    return {
      offsetMs,
      uncertaintyMs: this.uncertaintyMs,
      lastSync: Number.isNaN(this.#measuredAt) ? null : this.#measuredAt + this.#sample.base,
      drift: this.#judge(offsetMs),
      jumps: this.#jumps,
      failures: this.#failures,
    };
  }

  /** Hears that time was measured again, or that a jump was seen: waits that were planned before may be wrong. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Measures now; one that runs already is shared. It never rejects. @returns whether the exchange told its time. */
  resync(): Promise<boolean> {
    this.#measuring ??= this.#measure().finally(() => {
      this.#measuring = null;
    });
    return this.#measuring;
  }

  /** Releases its timer. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { timers } = this.#options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await timers.sleep(Math.max(1, Math.min(this.settings.checkMs, this.#dueAt - timers.monotonic())), signal);
      if (signal.aborted) return;
      const jumped = this.#look();
      // after a jump the offset says nothing until it is measured
      if (!jumped && this.#measuring === null) this.#report();
      // not waited for: the next jump must be seen while a call hangs
      if (jumped || timers.monotonic() >= this.#dueAt) void this.resync();
    }
  }

  /** Holds the wall clock against monotonic time. @returns whether it has jumped since the last look. */
  #look(): boolean {
    const { timers, note } = this.#options;
    const gap = timers.now() - timers.monotonic();
    const jump = gap - this.#gap;
    this.#gap = gap;
    const jumped = !(Math.abs(jump) <= this.settings.jumpMs);
    if (jumped) {
      this.#jumps++;
      const message = `the machine's clock jumped by ${Math.round(jump)} ms: it was set, or the machine was suspended`;
      note({ kind: "clock", message, details: { jumpMs: jump } });
      this.#tell();
    }
    return jumped;
  }

  async #measure(): Promise<boolean> {
    const { timers, data, log } = this.#options;
    const { samples: wanted, refreshMs, retryMs, warnMs } = this.settings;
    const before = this.#jumps;
    const samples: ClockSample[] = [];
    let failures = 0;
    let reason: unknown;
    this.#dueAt = timers.monotonic() + retryMs;
    while (samples.length + failures < wanted && 2 * failures < wanted) {
      try {
        samples.push(await sampleTime(timers, data));
      } catch (error) {
        failures++;
        reason = error;
      }
      if (this.#stopped.signal.aborted) return false;
    }
    if (2 * failures >= wanted) {
      this.#failures++;
      this.#dueAt = timers.monotonic() + retryMs;
      log.warn(`${data.id} does not tell its time: ${thrownText(reason)}`);
      return false;
    }
    this.#look();
    // samples from before a jump are wrong by as much
    if (this.#jumps !== before) return this.#measure();
    this.#sample = middleOf(samples);
    this.#measuredAt = timers.monotonic();
    this.#dueAt = this.#measuredAt + (this.#sample.errorMs <= warnMs ? refreshMs : retryMs);
    this.#report();
    this.#tell();
    return true;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #judge(offsetMs: number): ClockDrift {
    const off = Math.abs(offsetMs);
    if (off <= this.settings.warnMs) return "fine";
    return off <= this.settings.haltMs ? "large" : "excessive";
  }

  /** Notes when the drift has become another. */
  #report(): void {
    const { data, note } = this.#options;
    if (Number.isNaN(this.#sample.base)) return;
    const { offsetMs, uncertaintyMs, drift } = this.health;
    if (drift === this.#drift) return;
    this.#drift = drift;
    const off = `${Math.abs(Math.round(offsetMs))} ms ${offsetMs < 0 ? "ahead of" : "behind"} ${data.id}'s`;
    const message = drift === "fine" ? "the machine's clock is right again" : `the machine's clock is ${off}; set it`;
    note({ kind: "clock", message, details: { offsetMs, uncertaintyMs, drift } });
  }
}
