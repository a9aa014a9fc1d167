import { expect, it } from "vitest";
import { sampleEntries, startEntry } from "../../test/helpers/sample-entries.js";
import { JournalWriteError } from "../journal/journal.js";
import { memoryJournal } from "./memory-journal.js";

const ENTRIES = sampleEntries(4);

it("tells what is safe from what a crash would lose", async () => {
  const journal = memoryJournal();
  journal.append(ENTRIES[0]!);
  await journal.commit();
  journal.append(ENTRIES[1]!);
  expect(journal.committed).toEqual(ENTRIES.slice(0, 1));
  expect(journal.pending).toEqual(ENTRIES.slice(1, 2));
  const pieces: unknown[] = [];
  for await (const piece of memoryJournal(journal.committed).entries()) pieces.push(...piece);
  expect(pieces).toEqual(ENTRIES.slice(0, 1));
});

it("refuses what a disk would: numbers out of turn, NaN, anything after a failure or the end", async () => {
  const journal = memoryJournal(ENTRIES.slice(0, 2));
  expect(() => journal.append(ENTRIES[3]!)).toThrow("the journal goes on with 2");
  expect(() => journal.append({ ...startEntry(2), startingBalance: Number.NaN })).toThrow("startingBalance is NaN");
  journal.fail("the disk is full");
  expect(() => journal.append(ENTRIES[2]!)).toThrow(JournalWriteError);
  await expect(journal.commit()).rejects.toThrow("the disk is full");
  const closed = memoryJournal();
  await closed.close();
  await expect(closed.commit()).rejects.toThrow("the journal is closed");
});
