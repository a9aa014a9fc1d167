import type { Entry } from "@bellwether/live";
import { readJournal } from "@bellwether/live/node";
import { expect } from "vitest";
import { BAR, START, SYMBOLS } from "./plan.js";
import type { End } from "./processes.js";
import type { World } from "./world.js";

/** All that must be the same, however often the process was killed. */
export interface Outcome {
  /** Of the last process at its end. */
  readonly state: unknown;
  /** What came in at each close, and what was decided on it. */
  readonly bars: readonly unknown[];
  /** What the exchange has been asked for, and has done. */
  readonly orders: readonly unknown[];
  readonly fills: readonly unknown[];
  readonly balances: readonly unknown[];
}

/** @param end - of the process that came to the end of its task. */
export async function outcomeOf({ exchange, folder }: World, end: End): Promise<Outcome> {
  const { venue } = exchange;
  const last = end.words.at(-1);
  if (last?.kind !== "over") throw new Error(`the run did not end in order: ${JSON.stringify(last)}\n${end.stderr}`);
  const entries = await journalOf(folder);
  const orders = venue.orders().map(({ exchangeId: _, time: __, ...order }) => order);
  const fills = SYMBOLS.flatMap((symbol) =>
    venue.fills(symbol).map(({ price, quantity, fee, side }) => ({ symbol, side, price, quantity, fee })),
  );
  return {
    state: timeless(last.state),
    bars: entries.flatMap((entry) => (entry.type === "bars" ? [barsOf(entry)] : [])),
    orders: sorted(orders, ({ clientId }) => clientId),
    fills: sorted(fills, (fill) => JSON.stringify(fill)),
    balances: [...venue.balances()],
  };
}

/** The entries of a journal, in which nothing is missing, doubled, unfinished or out of turn. */
export async function journalOf(folder: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const piece of readJournal(folder)) entries.push(...piece);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i));
  const next = SYMBOLS.map(() => START);
  for (const entry of entries)
    if (entry.type === "bars")
      for (const { stream, row } of entry.bars) {
        expect(row[0], `the next bar of ${SYMBOLS[stream]}`).toBe(next[stream]);
        expect(entry.time, "no bar before it has closed").toBeGreaterThanOrEqual(row[0] + BAR);
        next[stream]! += BAR;
      }
  expect(new Set(next).size, "all symbols have come equally far").toBe(1);
  return entries;
}

/** What a bar has led to; fills of an exchange come in their own time and are told by the exchange. */
function barsOf({ time, quiet, bars, held, equity, out }: Extract<Entry, { type: "bars" }>) {
  return { time, quiet, bars, held, equity, out: timeless(out) };
}

/** Of moments, the bar: an order that had to be looked for was filled some seconds later, at the same price. */
function timeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    typeof inner !== "number"
      ? inner
      : key === "dataAgeMs"
        ? 0
        : /time$|At$/i.test(key)
          ? Math.floor(inner / BAR)
          : inner,
  );
}

function sorted<T>(list: readonly T[], by: (it: T) => string): T[] {
  return [...list].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
}
