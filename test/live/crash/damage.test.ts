import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SimulatedBroker } from "@bellwether/backtest";
import { instantiate } from "@bellwether/core";
import { type Entry, JournalDamagedError, replayJournal } from "@bellwether/live";
import { openJournal } from "@bellwether/live/node";
import { createRiskEngine } from "@bellwether/risk";
import { smaCross } from "@bellwether/strategies";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildChild } from "./build-child.js";
import { journalOf } from "./outcome.js";
import { RISK } from "./plan.js";
import { processesOf } from "./processes.js";
import { makeWorld, type World } from "./world.js";

/** Every n-th byte is flipped, every n-th length cut to. CI: 1. */
const STEP = Number(process.env.BELLWETHER_CRASH_DAMAGE_STEP ?? 97);

/** As many as leave a last segment of some size. */
const BARS = 14;

let world: World;
/** The journal that a run has left, packed segments and the last. */
let files: ReadonlyMap<string, Buffer>;
let entries: readonly string[];

beforeAll(async () => {
  const child = await buildChild();
  const processes = processesOf(child.file, 0);
  world = await makeWorld("paper", BARS);
  const end = await (await processes.begin(world.task(BARS, { segmentBytes: 12_000 }))).ended;
  await processes.close();
  child.remove();
  expect(end.words.at(-1)?.kind).toBe("over");
  files = new Map(filesOf().map((name) => [name, readFileSync(join(world.folder, name))]));
  entries = (await journalOf(world.folder)).map((entry) => JSON.stringify(entry));
  console.log([...files].map(([name, { length }]) => `${name}: ${length}`).join(", "));
  expect([...files.keys()].filter((name) => name.endsWith(".gz")).length).toBeGreaterThan(1);
});
afterAll(() => world.close());

const filesOf = () => readdirSync(world.folder).filter((name) => name.startsWith("journal-"));

function restore(): void {
  for (const name of readdirSync(world.folder)) if (!files.has(name)) rmSync(join(world.folder, name));
  for (const [name, bytes] of files) writeFileSync(join(world.folder, name), bytes);
}

/** Opens the damaged journal as a start does. @returns what became of it. */
async function start(name: string, damaged: Uint8Array, hint: string): Promise<"refused" | "cut" | "whole"> {
  writeFileSync(join(world.folder, name), damaged);
  try {
    const journal = await openJournal(world.folder, { minFreeBytes: 0 }).catch((error: unknown) => {
      if (!(error instanceof JournalDamagedError)) throw error;
      return error;
    });
    if (journal instanceof JournalDamagedError) {
      expect(journal.message, hint).toMatch(/^journal-\d{6}\.jsonl(\.gz)?, byte \d+: /);
      expect(filesOf(), hint).toEqual([...files.keys()]);
      for (const [other, bytes] of files)
        expect(readFileSync(join(world.folder, other)).equals(other === name ? damaged : bytes), hint).toBe(true);
      return "refused";
    }
    const found: Entry[] = [];
    for await (const piece of journal.entries()) found.push(...piece);
    await journal.close();
    expect(
      found.every((entry, i) => JSON.stringify(entry) === entries[i]),
      `${hint}: a prefix of what was there`,
    ).toBe(true);
    if (found.length === entries.length) return "whole";
    await expectToPlay(found, hint);
    const last = files.get(name)!;
    const isBetweenLines = damaged.length < last.length && (damaged.length === 0 || damaged.at(-1) === 10);
    if (!isBetweenLines) expect(journal.torn, hint).toMatchObject({ segment: name });
    return "cut";
  } finally {
    restore();
  }
}

/** What is left leads to what it says. */
async function expectToPlay(found: readonly Entry[], hint: string): Promise<void> {
  if (!found.some(({ type }) => type === "start")) return;
  await replayJournal({
    entries: (async function* () {
      yield found;
    })(),
    makeRisk: () => createRiskEngine(RISK),
    makeBroker: () => new SimulatedBroker(),
    makeStrategy: ({ params }) => instantiate(smaCross, params).strategy,
    onStep: (entry, { out, equity }) => {
      expect(JSON.stringify(out), hint).toBe(JSON.stringify(entry.out));
      if (entry.type === "bars") expect(equity, hint).toBe(entry.equity);
    },
  });
}

it("a flipped byte is found and named, or cuts off the last commit with a word, or changes nothing", async () => {
  const counts = { refused: 0, cut: 0, whole: 0 };
  const last = [...files.keys()].at(-1)!;
  for (const [name, bytes] of files)
    for (let at = 0; at < bytes.length; at += STEP) {
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ (1 << (at % 8));
      const hint = `${name}, byte ${at}`;
      const became = await start(name, damaged, hint);
      if (became === "cut") expect(name, hint).toBe(last);
      if (became === "whole") expect(name, `${hint}: only what gzip does not read`).toMatch(/gz$/);
      counts[became]++;
    }
  console.log(`flipped bytes: ${JSON.stringify(counts)}`);
  expect(counts.refused).toBeGreaterThan(10);
}, 3_600_000);

it("a file that was cut off is found and named, or is the last, and leaves a valid prefix", async () => {
  const counts = { refused: 0, cut: 0, whole: 0 };
  const last = [...files.keys()].at(-1)!;
  for (const [name, bytes] of files)
    for (let length = 0; length < bytes.length; length += STEP + 4 * Math.sign(STEP - 1)) {
      const hint = `${name}, cut to ${length}`;
      const became = await start(name, bytes.subarray(0, length), hint);
      expect(became, hint).toBe(name === last ? "cut" : "refused");
      counts[became]++;
    }
  console.log(`cut files: ${JSON.stringify(counts)}`);
  expect(counts.cut).toBeGreaterThan(10);
}, 3_600_000);
