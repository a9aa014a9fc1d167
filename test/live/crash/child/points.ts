import type { Entry, Exchange, Journal, MarketData } from "@bellwether/live";
import type { Task } from "../plan.js";

/** Where a process is killed. */
export interface Killer {
  /** The process has come to a point; it may go no further. */
  at(point: string): void;
  /** Whether the next call of {@link at} for the point is the last. */
  isDue(point: string): boolean;
}

/** Kills this process where its task says so. */
export function killerOf({ kill }: Task): Killer {
  let left = kill?.hit ?? 0;
  const isDue = (point: string) => point === kill?.point && left === 1;
  return {
    isDue,
    at(point) {
      if (isDue(point)) process.kill(process.pid, "SIGKILL");
      if (point === kill?.point) left--;
    },
  };
}

/** The same journal, with points around every entry and every commit. */
export function journalWithPoints(journal: Journal, { at }: Killer): Journal {
  let types = new Set<Entry["type"]>();
  const all = (when: string, of: ReadonlySet<Entry["type"]>) => {
    for (const type of of) at(`${when} ${type}`);
  };
  return Object.assign(Object.create(journal) as Journal, {
    append(entry: Entry) {
      at(`before append ${entry.type}`);
      journal.append(entry);
      types.add(entry.type);
      at(`after append ${entry.type}`);
    },
    async commit() {
      const committed = types;
      types = new Set();
      all("before commit", committed);
      await journal.commit();
      all("after commit", committed);
    },
    close: () => journal.close(),
  });
}

const ASKED = ["submit", "cancel", "find", "openOrders", "fills", "balances"];

/** The same exchange, with points around every call that concerns the account. */
export function exchangeWithPoints<T extends MarketData | Exchange>(exchange: T, { at }: Killer): T {
  const watched = Object.create(exchange) as Record<string, unknown>;
  const calls = exchange as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  for (const name of ASKED)
    if (name in exchange)
      watched[name] = async (...args: unknown[]) => {
        at(`before ${name}`);
        const asking = calls[name]!.apply(exchange, args);
        setImmediate(() => at(`during ${name}`));
        const answer = await asking;
        at(`after ${name}`);
        return answer;
      };
  return watched as unknown as T;
}
