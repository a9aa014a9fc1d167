import { clientIdOf } from "@bellwether/live/testing";
import type { JournalChecks } from "./journal-checks.js";
import { ACCOUNT, BALANCE, BESIDES, type World } from "./world.js";

/** Names that an order of the journal may have at the venue. */
const LEGS = ["", ":resting-stop", ":stop"];
const MOST_ATTEMPTS = 40;

/** Knows which order of a journal one at the venue is. */
export class OrderNames {
  readonly #known = new Map<string, string>();
  /** Orders that have been named, with that many attempts. */
  readonly #named = new Map<string, number>();

  /** @returns the id of the order in the journal; undefined where no order of it has that name. */
  orderOf(clientId: string, journal: JournalChecks): string | undefined {
    const found = this.#known.get(clientId);
    if (found !== undefined) return found;
    for (const attempts of [2, 8, MOST_ATTEMPTS]) {
      for (const id of journal.orders.orders.keys()) this.#name(id, attempts);
      const named = this.#known.get(clientId);
      if (named !== undefined) return named;
    }
    return undefined;
  }

  #name(id: string, attempts: number): void {
    const before = this.#named.get(id) ?? 0;
    for (let attempt = before + 1; attempt <= attempts; attempt++)
      for (const leg of LEGS) {
        const clientId = clientIdOf(ACCOUNT, id + leg, attempt);
        if (leg === "" || !this.#known.has(clientId)) this.#known.set(clientId, id + leg);
      }
    this.#named.set(id, Math.max(before, attempts));
  }
}

/** Whether somebody else has placed an order: under a name of theirs, or none. */
export function isForeign(clientId: string): boolean {
  return clientId === "" || clientId.startsWith("someone-");
}

/** Holds the venue's whole memory against the journal. */
export function checkVenue(world: World, journal: JournalChecks, names: OrderNames): void {
  const { venue, report, scenario } = world;
  const seen = new Set<string>();
  const trueTrades = new Map<string, number>();
  for (const { clientId, side, quantity, symbol } of venue.orders()) {
    if (isForeign(clientId)) continue;
    if (seen.has(clientId)) report("one-order", `the venue has two orders ${clientId}`);
    seen.add(clientId);
    if (names.orderOf(clientId, journal) === undefined)
      report("intent-first", `the venue has ${clientId} (${side} ${quantity} ${symbol}), of which no journal knows`);
  }
  for (const symbol of scenario.symbols)
    for (const { id, quantity } of venue.fills(symbol)) trueTrades.set(`${symbol} ${id}`, quantity);
  for (const trade of journal.trades)
    if (!trueTrades.has(trade)) report("fill-true", `the venue knows no trade ${trade}`);
}

/**
 * Places orders of other people on the account, far from any price. They lock all that the account holds beyond what the
 * run began with: the venue pays for no more than the books can.
 */
export function placeForeign({ venue, scenario, timers }: World): void {
  venue.advance(timers.true);
  for (let i = 0; i < scenario.foreign; i++) {
    const symbol = scenario.symbols[i % scenario.symbols.length]!;
    const limitPrice = Math.round(venue.price(symbol) * 30) / 100;
    const clientId = i === 0 ? "someone-1" : "";
    const quantity = Math.floor((BESIDES / scenario.foreign / limitPrice) * 1_000) / 1_000;
    venue.place({ clientId, symbol, side: "buy", type: "limit", quantity, limitPrice });
  }
  // what no order of whole steps can lock
  venue.adjust("USDT", BALANCE - venue.balances().get("USDT")!.free);
}

/** The orders of other people are as they were. */
export function checkForeign({ venue, scenario, report }: World): void {
  const theirs = venue.orders().filter(({ clientId }) => isForeign(clientId));
  if (theirs.length !== scenario.foreign)
    report("strangers", `${theirs.length} orders of strangers, not ${scenario.foreign}`);
  for (const { status, symbol } of theirs)
    if (status !== "resting") report("strangers", `a stranger's order of ${symbol} is ${status}`);
}
