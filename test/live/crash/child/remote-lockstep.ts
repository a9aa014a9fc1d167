import type { Timers } from "@bellwether/live";
import { VirtualTime } from "@bellwether/live/testing";
import { BAR } from "../plan.js";

/** A run in this process and a stepped exchange in another, in one time. */
export interface RemoteLockstep {
  readonly timers: Timers;
  /** The same exchange or journal: time stands still while it is at work, and the exchange has come along before it is asked. */
  watched<T extends object>(worker: T): T;
  /** Lets time go on up to a moment, as fast as the run keeps up. Resolves there, or when `done` says so. */
  run(until: number, done: () => boolean): Promise<void>;
}

/** The control endpoint of an exchange. */
export interface RemoteClock {
  now(): Promise<number>;
  advance(until: number): Promise<void>;
}

/** Prices change at such moments only, ms. */
const QUARTER = BAR / 4;
/** Real time for websocket frames to arrive, ms. */
const PUSH_MS = 1;

const ASKS = ["open", "time", "markets", "bars", "submit", "cancel", "find", "openOrders", "fills", "balances"];

/** @param now - the time of the exchange. */
export function remoteLockstep(clock: RemoteClock, now: number): RemoteLockstep {
  const time = new VirtualTime(now);
  let there = now;
  let asked = 0;
  let answered: (() => void) | null = null;
  const counted = <T>(asking: Promise<T>): Promise<T> => {
    asked++;
    const settled = () => {
      if (--asked === 0) answered?.();
    };
    asking.then(settled, settled);
    return asking;
  };
  let coming: Promise<void> = Promise.resolve();
  const comeAlong = () => {
    const until = Math.ceil(time.true);
    if (until > there) {
      there = until;
      coming = coming.then(() => clock.advance(until));
    }
    return coming;
  };
  return {
    timers: time,
    watched(given) {
      const watched = Object.create(given) as Record<string, unknown>;
      const calls = given as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
      for (const name of ASKS)
        if (name in given)
          watched[name] = (...args: unknown[]) => counted(comeAlong().then(() => calls[name]!.apply(given, args)));
      if ("commit" in given) watched.commit = () => counted(calls.commit!.apply(given));
      if ("entries" in given)
        watched.entries = async function* () {
          const pieces = (given.entries as () => AsyncIterable<unknown>)()[Symbol.asyncIterator]();
          for (let it = await counted(pieces.next()); it.done !== true; it = await counted(pieces.next()))
            yield it.value;
        };
      return watched as typeof given;
    },
    async run(until, done) {
      for (;;) {
        await time.run(time.true, done);
        if (done()) return;
        if (asked > 0) {
          await new Promise<void>((resolve) => {
            answered = resolve;
          });
          continue;
        }
        const quarter = (Math.floor(time.true / QUARTER) + 1) * QUARTER;
        const next = Math.min(time.next, quarter, until);
        await time.run(next, () => done() || asked > 0);
        if (time.true % QUARTER === 0 && there < time.true) {
          await comeAlong();
          await new Promise((resolve) => setTimeout(resolve, PUSH_MS));
        }
        if (time.true >= until && asked === 0) return;
      }
    },
  };
}
