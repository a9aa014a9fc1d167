import type { Note } from "../journal/entry.js";
import type { Timers } from "../time/timers.js";

/** Stretches in which the exchange did not answer that are remembered. */
const KEPT = 16;
/** Shorter ones explain no missing bar. */
const SHORTEST_MS = 1_000;

export interface ReachabilityOptions {
  readonly timers: Timers;
  /** The exchange's time, epoch ms UTC. */
  now(): number;
  /** Without an answer for so long, there is an outage, ms. */
  readonly outageGraceMs: number;
  note(note: Note): void;
}

export interface Outage {
  /** Of the first failure, epoch ms UTC. */
  readonly since: number;
  /** What the last failure said. */
  readonly reason: string;
}

/** When the exchange could be reached, by calls and by websocket; notes an outage, once, and its end. */
export interface Reachability {
  /** Since the last answer; null while calls are answered. */
  readonly failing: Outage | null;
  /** The same once it has lasted beyond the grace. */
  readonly outage: Outage | null;
  answered(): void;
  failed(reason: string): void;
  /** The websocket is gone, or there again. */
  watching(connected: boolean): void;
  /** How long it could not be reached between two of its times, ms; by calls or by websocket, whichever is longer. */
  unreachableMs(from: number, to: number): number;
  stop(): void;
}

export function createReachability({ timers, now, outageGraceMs, note }: ReachabilityOptions): Reachability {
  const calls = new Stretches(now);
  const socket = new Stretches(now);
  let failing: { since: number; reason: string } | null = null;
  let noted = false;
  let cancel: (() => void) | null = null;
  const declare = () => {
    cancel = null;
    if (failing === null) return;
    noted = true;
    const minutes = Math.round(outageGraceMs / 60_000);
    const message = `no call has been answered for ${minutes} min: ${failing.reason}`;
    note({ kind: "outage", message, details: { ...failing } });
  };
  return {
    get failing() {
      return failing;
    },
    get outage() {
      return noted ? failing : null;
    },
    answered() {
      if (failing === null) return;
      cancel?.();
      cancel = null;
      const { since } = failing;
      failing = null;
      calls.end();
      if (!noted) return;
      noted = false;
      const lastedMs = now() - since;
      const message = `calls are answered again after ${Math.round(lastedMs / 60_000)} min`;
      note({ kind: "recovered", message, details: { since, lastedMs } });
    },
    failed(reason) {
      if (failing !== null) {
        failing.reason = reason;
        return;
      }
      failing = { since: now(), reason };
      calls.begin();
      cancel = timers.after(outageGraceMs, declare);
    },
    watching(connected) {
      if (connected) socket.end();
      else socket.begin();
    },
    unreachableMs: (from, to) => Math.max(calls.within(from, to), socket.within(from, to)),
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}

/** Stretches of time: the last few, and the one that lasts. */
class Stretches {
  readonly #now: () => number;
  readonly #past: (readonly [from: number, to: number])[] = [];
  #from: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(): void {
    this.#from ??= this.#now();
  }

  end(): void {
    if (this.#from === null) return;
    const stretch = [this.#from, this.#now()] as const;
    this.#from = null;
    if (!(stretch[1] - stretch[0] >= SHORTEST_MS)) return;
    this.#past.push(stretch);
    if (this.#past.length > KEPT) this.#past.shift();
  }

  within(from: number, to: number): number {
    let total = 0;
    const all = this.#from === null ? this.#past : [...this.#past, [this.#from, this.#now()] as const];
    for (const [start, end] of all) total += Math.max(0, Math.min(to, end) - Math.max(from, start));
    return total;
  }
}
