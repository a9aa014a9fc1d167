import { closeTimeOf, type Logger, thrownText, timeframeMs } from "@bellwether/core";
import type { ExchangeClock } from "../time/exchange-clock.js";
import type { Timers } from "../time/timers.js";
import { type Bell, createBell } from "./bell.js";
import type { CollectorSettings } from "./collector-settings.js";
import type { Follower } from "./follower.js";
import { Pace } from "./pace.js";
import type { Answer, Requester } from "./requester.js";

export interface LineOptions {
  readonly follower: Follower;
  readonly requester: Requester;
  readonly timers: Timers;
  readonly clock: ExchangeClock;
  readonly settings: CollectorSettings;
  readonly log: Logger;
  /** Bars have been accepted. */
  arrived(): void;
}

/** Asks for the bars of one stream: when the next has closed, or earlier if the websocket shows that it has. */
export class Line {
  readonly follower: Follower;
  /** Times that the websocket showed a newer bar. */
  wakes = 0;
  readonly #options: LineOptions;
  readonly #pace: Pace;
  readonly #bell: Bell;
  /** Open time of the newest bar that the websocket has shown, and of that which the last request was sent for. */
  #shown = Number.NEGATIVE_INFINITY;
  #heeded = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(options: LineOptions) {
    const { follower, settings, timers } = options;
    const { symbol, timeframe } = follower.stream;
    const { retryMs, backoff } = settings;
    this.follower = follower;
    this.#options = options;
    this.#bell = createBell(timers);
    this.#pace = new Pace({
      retryMs,
      longestRetryMs: Math.max(retryMs, Math.min(backoff.maxMs, timeframeMs(timeframe) / 4)),
      backoff,
      label: `${symbol} ${timeframe}`,
    });
  }

  /** Runs until stopped. One answer is held at a time: nothing is asked while its bars wait. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      const wait = this.follower.isReady ? Number.POSITIVE_INFINITY : this.#waitMs();
      if (wait > 0) await this.#bell.wait(wait);
      else await this.#ask();
    }
  }

  /** The websocket has shown a bar that opens then. */
  shown(openTime: number): void {
    const { clock, requester } = this.#options;
    if (!(openTime > this.#shown && openTime <= clock.now() + requester.graceMs)) return;
    this.#shown = openTime;
    if (!(openTime > this.follower.next)) return;
    this.wakes++;
    this.#bell.ring();
  }

  /** Looks again: its bars have been taken, or the clock has changed. */
  look(): void {
    this.#bell.ring();
  }

  stop(): void {
    this.#stopped = true;
    this.#bell.ring();
  }

  /** Until the next request, ms. */
  #waitMs(): number {
    const { clock, timers, requester } = this.#options;
    const { next, stream } = this.follower;
    const woken = this.#shown > next && this.#shown > this.#heeded;
    const dueAt = closeTimeOf(stream.timeframe, next) + (woken ? 0 : requester.graceMs);
    return Math.max(dueAt - clock.now(), this.#pace.nextAt(woken) - timers.monotonic());
  }

  async #ask(): Promise<void> {
    const { clock, timers, requester, log } = this.#options;
    const { stream } = this.follower;
    const { since, limit } = this.follower.question(clock.now());
    this.#heeded = this.#shown;
    this.#pace.sent(timers.monotonic());
    let answer: Answer | null;
    try {
      answer = await requester.ask(stream, since, limit);
    } catch (error) {
      const first = this.#pace.failures === 0;
      this.#pace.failed(timers.monotonic());
      const message = `bars of ${stream.symbol} ${stream.timeframe} were not answered: ${thrownText(error)}`;
      if (first) log.warn(message);
      else log.debug(message);
      return;
    }
    if (answer === null) {
      this.#stopped = true;
      return;
    }
    const fruitful = this.follower.take(answer.rows, answer.asked);
    this.#pace.answered(fruitful, timers.monotonic());
    if (fruitful) this.#options.arrived();
  }
}
