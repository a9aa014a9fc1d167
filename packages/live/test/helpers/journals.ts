import { hash as nodeHash } from "node:crypto";
import type { Entry } from "../../src/journal/entry.js";
import type { Journal } from "../../src/journal/journal.js";
import { type JournalOptions, openJournalOn } from "../../src/journal/open-journal.js";
import { gzipPacking } from "../../src/node/journal/gzip-packing.js";
import type { SimulatedStorage } from "../../src/testing/simulated-storage.js";
import { sampleEntries } from "./sample-entries.js";

export const hash = (text: string) => nodeHash("sha256", text);
export const sourceOf = (storage: SimulatedStorage) => ({ storage, packing: gzipPacking, hash });
export const open = (storage: SimulatedStorage, options?: JournalOptions) => openJournalOn(sourceOf(storage), options);
export const ENTRIES = sampleEntries(60);

export async function all(journal: Pick<Journal, "entries">): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const piece of journal.entries()) entries.push(...piece);
  return entries;
}

/** Writes entries in commits of some each. */
export async function write(journal: Journal, entries: readonly Entry[], perCommit = 1): Promise<void> {
  for (let i = 0; i < entries.length; i++) {
    journal.append(entries[i]!);
    if ((i + 1) % perCommit === 0 || i === entries.length - 1) await journal.commit();
  }
}
