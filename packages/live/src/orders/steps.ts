import type { Logger } from "@bellwether/core";
import type { Timers } from "../time/timers.js";

/** After a step that threw, which none should, ms. */
const PAUSE = 1_000;

/** Takes one asynchronous step after the other while there is one to take, and sleeps until the next is due. */
export class Steps {
  #running = false;
  #stopped = false;
  #callOff: () => void = () => {};
  #waiting: { readonly isMet: () => boolean; readonly done: () => void }[] = [];

  /** @param next - the step to take now, or null. @param due - when there will be one, by the monotonic clock. */
  constructor(
    private readonly timers: Timers,
    private readonly log: Logger,
    private readonly next: () => (() => Promise<void>) | null,
    private readonly due: () => number,
  ) {}

  wake(): void {
    if (!this.#running && !this.#stopped) void this.#run();
  }

  /** Resolves as soon as something holds between two steps, or when no more steps are taken. */
  until(isMet: () => boolean): Promise<void> {
    if (this.#stopped || (!this.#running && isMet())) return Promise.resolve();
    return new Promise((done) => {
      this.#waiting.push({ isMet, done });
      this.wake();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
    for (const { done } of this.#waiting.splice(0)) done();
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#callOff();
    let due = Number.POSITIVE_INFINITY;
    try {
      for (let step = this.next(); step !== null && !this.#stopped; step = this.next()) await step();
      due = this.due();
    } catch (error) {
      this.log.error("a step of an order has failed", { error });
      due = this.timers.monotonic() + PAUSE;
    }
    this.#running = false;
    if (this.#stopped) return;
    if (due < Number.POSITIVE_INFINITY)
      this.#callOff = this.timers.after(Math.max(0, due - this.timers.monotonic()), () => this.wake());
    const met = this.#waiting.filter(({ isMet }) => isMet());
    this.#waiting = this.#waiting.filter((waiter) => !met.includes(waiter));
    for (const { done } of met) done();
  }
}
