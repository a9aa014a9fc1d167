import type { Loop } from "@bellwether/core";
import { LEDGER_ACCOUNTS } from "@bellwether/core";
import type { JournalChecks } from "./journal-checks.js";
import type { Report } from "./violations.js";

/** All of a run that a restart must bring back, as text. */
export function stateText({ portfolio, desk, lanes, bars }: Loop, working: readonly unknown[]): string {
  const { ledger, equity, peakEquity, free, positions, trades, tradeCount, halted } = portfolio;
  return JSON.stringify({
    bars,
    money: { equity, peakEquity, free, tradeCount, halted },
    ledger: [...ledger.assets].map(([asset, books]) => [asset, LEDGER_ACCOUNTS.map((it) => String(books.units(it)))]),
    positions: positions.map(({ quantity, averagePrice, awaited, strategy, view }) => ({
      ...view,
      quantity,
      averagePrice,
      awaited,
      strategy,
    })),
    lanes: lanes.map(({ strategy, entering, leaving, spentStance, timeStop }) => ({
      strategy,
      entering,
      leaving,
      spentStance,
      timeStop,
    })),
    desk: { halt: desk.halt, halts: desk.halts, orders: desk.orders, refusals: desk.refusals },
    lastTrade: trades.at(-1),
    working,
  });
}

/**
 * Holds the books of a run against what the fills of its journal add up to.
 * @param mayOwe - whether cash may be short for a while: an exchange may tell of a purchase before the sale that paid for it.
 */
export function checkBooks({ portfolio }: Loop, journal: JournalChecks, report: Report, mayOwe = false): void {
  const { ledger, positions, free, startEquity, equity, quote } = portfolio;
  if (!Number.isFinite(equity) || !Number.isFinite(free)) report("finite", `equity is ${equity}, ${free} are free`);
  for (const [asset, books] of ledger.assets) {
    if (books.sum !== 0n) report("books", `the postings of ${asset} add up to ${books.sum}`);
    if (!(books.units("wallet") >= 0n) && !(mayOwe && asset === quote))
      report("free", `the wallet holds ${books.units("wallet")} units of ${asset}`);
  }
  if (!(free >= 0) && !mayOwe) report("free", `${free} ${quote} are free`);
  const expected = startEquity + journal.cash;
  if (!(Math.abs(free - expected) <= 1e-6)) report("books", `${free} ${quote} are free, the fills leave ${expected}`);
  for (const { lane, quantity } of positions) {
    const held = journal.base[lane] ?? 0;
    if (!(quantity >= 0)) report("free", `lane ${lane} holds ${quantity}`);
    if (!(Math.abs(held - quantity) <= 1e-9))
      report("books", `lane ${lane} holds ${quantity}, its fills leave ${held}`);
  }
}
