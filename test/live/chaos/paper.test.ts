import { SimulatedBroker } from "@bellwether/backtest";
import type { LocalExchange } from "@bellwether/ccxt/testing";
import { instantiate } from "@bellwether/core";
import { type BarsEntry, type Entry, type LaneSpec, replayJournal } from "@bellwether/live";
import { createRiskEngine } from "@bellwether/risk";
import { describe, expect, it } from "vitest";
import { ListJournal } from "../run-on-paper.js";
import { disturb, lanes, MINUTE, openExchange, risk, rowOf, START, SYMBOLS, startChaos } from "./chaotic-exchange.js";

const SEEDS = Number(process.env.BELLWETHER_CHAOS_SEEDS ?? 3);
const BARS = Number(process.env.BELLWETHER_CHAOS_BARS ?? 200);

async function paperRun(seed: number, faults: "always" | "after the start" | "none") {
  const exchange = await openExchange(seed, BARS);
  let journal = new ListJournal();
  if (faults === "always") disturb(exchange, seed);
  const { run, step, until, spoiled } = await startChaos({
    mode: "paper",
    exchange,
    journal: async () => {
      journal = new ListJournal(journal.lines);
      return journal;
    },
  });
  if (faults === "after the start") disturb(exchange, seed);
  await step.run(START + BARS * MINUTE);
  exchange.faults.off();
  await step.run(START + (BARS + 5) * MINUTE); // whatever is behind catches up
  await until(run.stop("over"));
  await exchange.close();
  const bars = journal.all.filter((entry): entry is BarsEntry => entry.type === "bars");
  return { exchange, journal, bars, run, spoiled };
}

/** Bars of a run by stream, those of before it first. */
function rowsOf(entries: readonly Entry[], stream: number) {
  return entries.flatMap((entry) =>
    entry.type === "history" && entry.stream === stream
      ? entry.rows
      : entry.type === "bars"
        ? entry.bars.flatMap((bar) => (bar.stream === stream ? [bar.row] : []))
        : [],
  );
}

function columnsOf({ venue }: LocalExchange, stream: number) {
  return venue.markets[stream]!.columns;
}

const strategyOf = ({ type, params }: LaneSpec) =>
  instantiate(lanes.find(({ definition }) => definition.id === type)!.definition, params).strategy;

describe("on paper, through ccxt", () => {
  it.each(Array.from({ length: SEEDS }, (_, i) => [i + 1]))(
    "seed %i of every fault: no bar is missed, doubled or unfinished, and the ledger is what these bars make of it",
    async (seed) => {
      const { exchange, journal, bars, run } = await paperRun(seed, "always");
      const happened = Object.values(exchange.faults.counts).reduce((sum, count) => sum + count, 0);
      expect(happened).toBeGreaterThan(BARS / 20);
      for (const stream of SYMBOLS.keys()) {
        const columns = columnsOf(exchange, stream);
        const rows = rowsOf(journal.all, stream);
        const from = columns.openTime.indexOf(rows[0]![0]);
        expect(rows, SYMBOLS[stream]!).toEqual(rows.map((_, i) => rowOf(columns, from + i)));
        expect(rows.at(-1)![0], "the last bar that has closed").toBeGreaterThanOrEqual(
          START + (BARS + 3) * MINUTE - 20_000,
        );
      }
      expect(bars.flatMap(({ bars: some }) => some).filter(({ flat }) => flat === true)).toEqual([]);

      const led: unknown[] = [];
      const again = await replayJournal({
        entries: journal.entries(),
        makeRisk: () => createRiskEngine(risk),
        makeBroker: () => new SimulatedBroker(),
        makeStrategy: strategyOf,
        onStep: (entry, { out, equity }) => {
          if (entry.type === "bars") led.push([entry.seq, JSON.parse(JSON.stringify(out)), equity]);
        },
      });
      expect(led).toEqual(bars.map(({ seq, out, equity }) => [seq, out, equity]));
      expect(again.portfolio.trades).toEqual(run.loop.portfolio.trades);
      expect(run.loop.portfolio.trades.length).toBeGreaterThan(3);
    },
    120_000,
  );

  it("trades as if nothing had happened, as long as every bar comes while its decision is fresh", async () => {
    const calm = await paperRun(1, "none");
    const disturbed = await paperRun(1, "after the start");
    const known = new Map(calm.bars.map((entry) => [entry.time, entry]));
    const lost = disturbed.bars.findIndex((entry) => dataOf(entry) !== dataOf(known.get(entry.time)!));
    const steps = disturbed.bars.slice(0, lost === -1 ? undefined : lost);
    expect(steps.map(ledgerOf)).toEqual(steps.map(({ time }) => ledgerOf(known.get(time)!)));
    expect(steps.flatMap(({ out }) => out).filter(({ kind }) => kind === "trade").length).toBeGreaterThan(3);
  }, 120_000);
});

const dataOf = ({ time, quiet, held, bars }: BarsEntry) => JSON.stringify({ time, quiet, held, bars });

/** What a step has led to; of the facts that risk stood on, the age of the data is the exchange's doing. */
const ledgerOf = ({ time, equity, out }: BarsEntry) => ({
  time,
  equity,
  out: JSON.stringify(out, (key, value: unknown) => (key === "dataAgeMs" ? undefined : value)),
});
