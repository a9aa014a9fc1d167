import { hash as nodeHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { createRng } from "@bellwether/core";
import { expect, it } from "vitest";
import { sampleEntries } from "../../test/helpers/sample-entries.js";
import { gzipPacking } from "../node/journal/gzip-packing.js";
import { SimulatedStorage } from "../testing/simulated-storage.js";
import type { Entry } from "./entry.js";
import { openJournalOn } from "./open-journal.js";
import { packSegment } from "./pack-segment.js";
import { readSegments } from "./read-segments.js";

const ENTRIES = sampleEntries(30);
const hash = (text: string) => nodeHash("sha256", text);
const sourceOf = (storage: SimulatedStorage) => ({ storage, packing: gzipPacking, hash });
const PLAIN = "journal-000001.jsonl";

/** A closed segment that has not been packed, and the one after it. */
async function closed(): Promise<SimulatedStorage> {
  const storage = new SimulatedStorage();
  const packing = { ...gzipPacking, pack: () => Promise.reject(new Error("later")) };
  const journal = await openJournalOn({ ...sourceOf(storage), packing }, { segmentBytes: 8_000 });
  for (const entry of ENTRIES) {
    journal.append(entry);
    await journal.commit();
  }
  await journal.close();
  return storage;
}

async function readAll(storage: SimulatedStorage): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const piece of readSegments(sourceOf(storage))) entries.push(...piece);
  return entries;
}

it("puts a gzip file of the same bytes in the place of a segment", async () => {
  const storage = await closed();
  const bytes = storage.content(PLAIN)!;
  await packSegment(sourceOf(storage), 1);
  expect(storage.content(PLAIN)).toBeUndefined();
  expect(Buffer.from(gunzipSync(storage.content(`${PLAIN}.gz`)!))).toEqual(Buffer.from(bytes));
  expect(await readAll(storage)).toEqual(ENTRIES);
});

const ends: readonly [string, (storage: SimulatedStorage, seed: number) => SimulatedStorage][] = [
  ["is killed", (storage) => storage.reopened()],
  ["loses its power", (storage, seed) => storage.crash(createRng(seed))],
];
it.each(ends)(
  "leaves a readable journal wherever it %s, and the next opening finishes the work",
  async (_name, end) => {
    let isDone = false;
    for (let call = 1; !isDone; call++) {
      for (let seed = 0; seed < 30; seed++) {
        const storage = await closed();
        storage.failAt(call, "power");
        isDone = await packSegment(sourceOf(storage), 1).then(
          () => true,
          () => false,
        );
        const left = end(storage, seed);
        expect(await readAll(left), `call ${call}, seed ${seed}`).toEqual(ENTRIES);
        const journal = await openJournalOn(sourceOf(left), { segmentBytes: 8_000 });
        await journal.close();
        expect(left.content(PLAIN)).toBeUndefined();
        expect((await left.list()).filter((name) => name.endsWith(".tmp"))).toEqual([]);
        expect(await readAll(left)).toEqual(ENTRIES);
      }
    }
  },
);

it("reads the plain segment where both are there, whatever the packed one holds", async () => {
  const storage = await closed();
  storage.put(`${PLAIN}.gz`, Uint8Array.of(1, 2, 3));
  expect(await readAll(storage)).toEqual(ENTRIES);
});

it("does not call a packed segment damaged when it is the disk that has failed", async () => {
  const storage = await closed();
  await packSegment(sourceOf(storage), 1);
  const { length } = storage.content(`${PLAIN}.gz`)!;
  const failing = Object.assign(Object.create(storage) as SimulatedStorage, {
    read: (name: string, from: number, most: number) =>
      name.endsWith(".gz") && from >= length ? Promise.reject(new Error("EIO")) : storage.read(name, from, most),
    list: () => storage.list(),
    size: (name: string) => storage.size(name),
  });
  await expect(readAll(failing)).rejects.toThrow(/^EIO$/);
});
