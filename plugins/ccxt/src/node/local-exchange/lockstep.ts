import type { Exchange, Journal, MarketData, Timers } from "@bellwether/live";
import { VirtualTime } from "@bellwether/live/venue";
import type { LocalExchange } from "./options.js";

/** A run and a stepped exchange that share one clock. */
export interface Lockstep {
  /** Time of the exchange, for the run. */
  readonly timers: Timers;
  /** The same exchange or journal, watched: time stands still while it is at work. */
  watched<T extends MarketData | Exchange | Journal>(worker: T): T;
  /** Lets time go on up to a moment (epoch ms UTC), as fast as the run keeps up. Resolves there, or when `done` says so. */
  run(until: number, done?: () => boolean): Promise<void>;
}

export interface LockstepOptions {
  /**
   * Real time after which time goes on though an answer is still awaited, ms; never unless given. An exchange with faults
   * leaves questions without an answer, and whoever asks gives up by the shared clock.
   */
  readonly patienceMs?: number;
}

/** Real time for websocket frames to arrive. */
const PUSH_MS = 1;

/** Calls that wait for an answer. */
const ASKS = [
  "open",
  "time",
  "markets",
  "bars",
  "submit",
  "cancel",
  "find",
  "openOrders",
  "fills",
  "balances",
  "commit",
] as const;

/**
 * Lets a run meet a stepped exchange through real sockets, faster than any clock: time goes on when nobody waits for an
 * answer, and jumps to what is waited for next.
 */
export function lockstep(exchange: LocalExchange, { patienceMs }: LockstepOptions = {}): Lockstep {
  const time = new VirtualTime(exchange.now);
  /** Questions that time stands still for. */
  const asked = new Set<Promise<unknown>>();
  let answered: (() => void) | null = null;
  const counted = <T>(asking: Promise<T>): Promise<T> => {
    asked.add(asking);
    const settled = () => {
      if (asked.delete(asking) && asked.size === 0) answered?.();
    };
    asking.then(settled, settled);
    return asking;
  };
  const answers = async () => {
    let patience: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      answered = resolve;
      const giveUp = () => {
        asked.clear();
        resolve();
      };
      if (patienceMs !== undefined) patience = setTimeout(giveUp, patienceMs);
    });
    clearTimeout(patience);
  };
  return {
    timers: time,
    watched(given) {
      const watched = Object.create(given) as Record<string, unknown>;
      for (const name of ASKS) {
        const ask = (given as unknown as Record<string, unknown>)[name];
        if (typeof ask === "function")
          watched[name] = (...args: unknown[]) => counted(ask.apply(given, args) as Promise<unknown>);
      }
      if ("entries" in given) watched.entries = () => eachCounted(given.entries(), counted);
      return watched as unknown as typeof given;
    },
    async run(until, done = () => false) {
      for (;;) {
        await time.run(time.true, done); // whatever can go on goes on
        if (done()) return;
        if (asked.size > 0) {
          await answers();
          continue;
        }
        if (Math.min(time.next, until) === Number.POSITIVE_INFINITY) {
          // the run is at something that takes real time, such as a file
          await new Promise((resolve) => setTimeout(resolve, PUSH_MS));
          continue;
        }
        const next = Math.min(time.next, until);
        if (exchange.now < next) {
          const pushes = exchange.sockets > 0 && exchange.venue.nextChange <= next;
          exchange.advance({ until: Math.ceil(next) });
          if (pushes) await new Promise((resolve) => setTimeout(resolve, PUSH_MS));
        }
        await time.run(next, () => done() || asked.size > 0);
        if (next >= until) return;
      }
    },
  };
}

/** Reading a file takes real time, piece by piece. */
async function* eachCounted<T>(pieces: AsyncIterable<T>, counted: <R>(work: Promise<R>) => Promise<R>) {
  const iterator = pieces[Symbol.asyncIterator]();
  for (;;) {
    const piece = await counted(Promise.resolve(iterator.next()));
    if (piece.done === true) return;
    yield piece.value;
  }
}
