import type { Journal } from "@bellwether/live";
import { openJournal } from "@bellwether/live/node";
import { emaCross, emaRsiScalping, smaCross } from "@bellwether/strategies";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../helpers/folder.js";
import { type Footprint, footprint, slopeOf } from "./memory.js";
import { CountingJournal, DAY, startSoak } from "./soak.js";

/** 365 is the year of docs/benchmarks.md. */
const DAYS = Number(process.env.BELLWETHER_SOAK_DAYS ?? 2);
const SYMBOLS = 20;
/** Measurements of a run; the first two are its warm-up. */
const SAMPLES = 20;
const MIB = 2 ** 20;
const strategies = [{ definition: emaRsiScalping }, { definition: emaCross }, { definition: smaCross }];

async function soak(journal: Journal, days: number) {
  const footprints: Footprint[] = [];
  const began = performance.now();
  const run = await startSoak({
    symbols: SYMBOLS,
    minutes: days * DAY,
    strategies,
    journal,
    every: (days * DAY) / SAMPLES,
    sample: () => {
      footprints.push(footprint());
    },
  });
  await run.done;
  const seconds = (performance.now() - began) / 1_000;
  expect(run.loop.bars).toBe(days * DAY * SYMBOLS);
  expect(run.loop.portfolio.halted, "it has traded to the end").toBe(false);
  if (process.env.BELLWETHER_SOAK_DAYS !== undefined)
    console.log({
      days,
      seconds,
      rssMiB: footprints.map(({ rssBytes }) => Math.round(rssBytes / MIB)),
      heapMiB: footprints.map(({ heapBytes }) => (heapBytes / MIB).toFixed(1)),
      handles: footprints.map(({ handles }) => handles),
      trades: run.loop.portfolio.trades.length,
      equity: run.loop.portfolio.equity,
      journal: journal.bytes,
    });
  // a short run is still filling its frames for a good part of it
  return { run, footprints: footprints.slice(days < 30 ? SAMPLES / 2 : 1) };
}

function assertSteady(footprints: readonly Footprint[], days: number): void {
  const [first] = footprints;
  const last = footprints.at(-1)!;
  const growth = last.rssBytes - first!.rssBytes;
  expect(growth, "resident memory after the warm-up").toBeLessThan(Math.max(0.05 * first!.rssBytes, 20 * MIB));
  // what an optimising compiler keeps weighs more than a short run could leak
  const daily = (slopeOf(footprints.map(({ heapBytes }) => heapBytes)) * SAMPLES) / days;
  expect(daily, "heap, bytes a simulated day").toBeLessThan(days < 30 ? 2 * MIB : 50 * 1_024);
  expect(new Set(footprints.map(({ handles }) => handles)).size, "open handles change").toBe(1);
}

describe(`${DAYS} days of one-minute bars of ${SYMBOLS} symbols, an outage a day`, () => {
  it("leave memory and handles as they were", { timeout: DAYS * 60_000 }, async () => {
    const { footprints } = await soak(new CountingJournal(), DAYS);
    assertSteady(footprints, DAYS);
  });
});

describe("a journal on the disk", () => {
  const folder = temporaryFolder("soak");

  it("is played again to the same ledger, and the run goes on", { timeout: 120_000 }, async () => {
    const days = Math.min(DAYS, 1);
    const journal = await openJournal(folder.path);
    const { run } = await soak(journal, days);
    await journal.close();
    const again = await openJournal(folder.path);
    const began = performance.now();
    const restarted = await startSoak({ symbols: SYMBOLS, minutes: days * DAY, strategies, journal: again });
    await restarted.ready;
    if (process.env.BELLWETHER_SOAK_DAYS !== undefined) console.log("replay", performance.now() - began);
    await restarted.done;
    expect(restarted.replayed).toBe(days * DAY);
    expect(restarted.loop.portfolio.equity).toBe(run.loop.portfolio.equity);
    expect(restarted.loop.portfolio.trades).toEqual(run.loop.portfolio.trades);
    await again.close();
  });
});
