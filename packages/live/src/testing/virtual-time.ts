import { idle } from "../node/idle.js";
import type { Timers } from "../time/timers.js";

interface Event {
  readonly time: number;
  readonly order: number;
  run: (() => void) | null;
}

/**
 * Time that passes only when {@link run} is called, and then at once: whatever waits is woken in the order of its time.
 * Equal programs see equal orders.
 */
export class VirtualTime implements Timers {
  #now: number;
  #skew = 0;
  #order = 0;
  /** A binary heap by time, then by the order of the call. */
  readonly #heap: Event[] = [];

  constructor(start = Date.UTC(2024, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now + this.#skew;
  }

  monotonic(): number {
    return this.#now;
  }

  /** The true time, whatever the machine's clock says. */
  get true(): number {
    return this.#now;
  }

  /** When the next that waits is due, Infinity if nothing waits. */
  get next(): number {
    while (this.#heap[0]?.run === null) this.#pop();
    return this.#heap[0]?.time ?? Number.POSITIVE_INFINITY;
  }

  /** Sets the machine's wall clock ahead (or back, if negative) of the true time, ms. */
  skew(ms: number): void {
    this.#skew = ms;
  }

  after(ms: number, run: () => void): () => void {
    const event: Event = { time: this.#now + Math.max(0, ms), order: this.#order++, run };
    this.#push(event);
    return () => {
      event.run = null;
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const done = () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const cancel = this.after(ms, done);
      const abort = () => {
        cancel();
        resolve();
      };
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Lets time pass up to a moment (epoch ms), with everything that happens on the way. */
  async run(until: number, settled: () => boolean = () => false): Promise<void> {
    for (;;) {
      await idle();
      if (settled()) return;
      const next = this.#heap[0];
      if (next === undefined || next.time > until) break;
      this.#pop();
      if (next.run === null) continue;
      this.#now = Math.max(this.#now, next.time);
      next.run();
    }
    this.#now = Math.max(this.#now, until);
    await idle();
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(event);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = event;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
