import { ExchangeUnclearError } from "../exchange/errors.js";
import type { VirtualTime } from "./virtual-time.js";
import type { Weather } from "./weather.js";

export interface LinkOptions {
  readonly timers: VirtualTime;
  readonly weather: Weather;
  /** How long a caller waits for an answer, ms. */
  readonly deadlineMs: number;
  /** A request that is longer on its way is refused on arrival, ms: shorter than the deadline, or orders come from the dead. */
  readonly windowMs: number;
  /** Brings the exchange's clock to now. */
  readonly sync: () => void;
}

/** The way to the exchange and back: requests, each sent once, with all that may happen to them. */
export class SimulatedLink {
  #isCut = false;

  constructor(private readonly options: LinkOptions) {}

  /** Nothing comes back any more; what is on its way still arrives. */
  cut(): void {
    this.#isCut = true;
  }

  /**
   * @param act - what the exchange does when the request arrives; what it throws is its answer.
   * @param delayMs - how long the exchange takes to get to it.
   * @throws {ExchangeUnclearError} when no answer comes, or one that says nothing about what was done
   */
  request<T>(what: string, act: () => T, delayMs = 0): Promise<T> {
    const { timers, weather, deadlineMs, windowMs, sync } = this.options;
    weather.counts.calls++;
    return new Promise<T>((resolve, reject) => {
      const giveUp = timers.after(deadlineMs, () => {
        weather.counts.deadlines++;
        if (!this.#isCut) reject(new ExchangeUnclearError(`${what}: no answer within ${deadlineMs} ms`));
      });
      const answer = (settle: () => void) => {
        if (weather.takes("answer-lost") || weather.strikes(weather.plan.answersLost, "answersLost")) return;
        timers.after(weather.latency(), () => {
          giveUp();
          if (!this.#isCut) settle();
        });
      };
      const unclear = (why: string, retryAfterMs?: number) =>
        answer(() => reject(new ExchangeUnclearError(`${what}: ${why}`, retryAfterMs)));
      const travelMs = weather.latency();
      const isLost = weather.takes("request-lost") || weather.strikes(weather.plan.requestsLost, "requestsLost");
      if (isLost) return;
      timers.after(travelMs + delayMs, () => {
        sync();
        const now = timers.true;
        if (weather.maintenance.isOn(now)) {
          weather.counts.maintenance++;
          return unclear("503, under maintenance");
        }
        const isLimited = weather.rateLimits.isOn(now);
        if (isLimited || weather.takes("rate-limited")) {
          weather.counts.rateLimits++;
          return unclear("429, too many requests", isLimited ? weather.rateLimits.at(now).to - now : 1_000);
        }
        if (travelMs > windowMs) {
          weather.counts.late++;
          return unclear("the request came too late and was dropped");
        }
        const fails = weather.takes("server-error") || weather.strikes(weather.plan.serverErrors, "serverErrors");
        if (fails && weather.int(2) === 0) return unclear("500, before or after acting");
        let settle: () => void;
        weather.counts.acted++;
        try {
          const result = act();
          settle = () => resolve(result);
        } catch (error) {
          settle = () => reject(error);
        }
        if (fails) unclear("500, before or after acting");
        else answer(settle);
      });
    });
  }
}
