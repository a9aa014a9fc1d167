import { type Stream, thrownText } from "@bellwether/core";
import { ExchangeUnclearError } from "../exchange/errors.js";
import type { MarketData } from "../exchange/market-data.js";
import type { Note } from "../journal/entry.js";
import type { ExchangeClock } from "../time/exchange-clock.js";
import type { Timers } from "../time/timers.js";
import type { CollectorSettings } from "./collector-settings.js";
import type { Asked } from "./follower.js";
import { createReachability, type Reachability } from "./reachability.js";
import { createRequestGate, type RequestGate } from "./request-gate.js";

export interface RequesterOptions {
  readonly data: MarketData;
  readonly timers: Timers;
  readonly clock: ExchangeClock;
  readonly settings: CollectorSettings;
  note(note: Note): void;
}

export interface Answer {
  /** Unchecked. */
  readonly rows: unknown;
  readonly asked: Asked;
}

/** Uncertainty of the clock that the setting has room for, ms. */
const USUAL_MS = 100;

/** Sends requests for bars through one gate, and keeps the times that their answers are judged by. */
export class Requester {
  requests = 0;
  failures = 0;
  readonly reach: Reachability;
  readonly gate: RequestGate;
  readonly #options: RequesterOptions;
  #stopped = false;

  constructor(options: RequesterOptions) {
    const { timers, settings, clock, note } = options;
    this.#options = options;
    this.gate = createRequestGate(timers, settings.maxConcurrent);
    const { outageGraceMs } = settings;
    this.reach = createReachability({ timers, outageGraceMs, now: () => clock.now(), note });
  }

  /**
   * After a close, before a request can have seen the bar as it stays, ms: the exchange may answer from a moment ago while
   * the clock is ahead by what is not known.
   */
  get graceMs(): number {
    const { settings, clock } = this.#options;
    return settings.graceMs + Math.max(0, clock.uncertaintyMs - USUAL_MS);
  }

  /** Rejects with what the call rejects with. @returns null once stopped. */
  async ask(stream: Stream, since: number, limit: number): Promise<Answer | null> {
    const { data, clock } = this.#options;
    if (!(await this.gate.enter())) return null;
    try {
      // when it leaves, not when it is answered: a slow answer may be from before the close
      const sentAt = clock.now();
      const { graceMs } = this;
      this.requests++;
      const rows: unknown = await data.bars(stream, since, limit);
      if (this.#stopped) return null;
      this.reach.answered();
      return { rows, asked: { since, limit, sentAt, receivedAt: clock.now(), graceMs } };
    } catch (error) {
      if (this.#stopped) return null;
      this.failures++;
      this.reach.failed(thrownText(error));
      if (error instanceof ExchangeUnclearError && error.retryAfterMs !== undefined)
        this.gate.pause(error.retryAfterMs);
      throw error;
    } finally {
      this.gate.leave();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.gate.stop();
    this.reach.stop();
  }
}
