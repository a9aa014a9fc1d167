import { describe, expect, it } from "vitest";
import { all, ENTRIES, hash, open, sourceOf, write } from "../../test/helpers/journals.js";
import { startEntry } from "../../test/helpers/sample-entries.js";
import { gzipPacking } from "../node/journal/gzip-packing.js";
import { SimulatedStorage } from "../testing/simulated-storage.js";
import type { Entry } from "./entry.js";
import { NO_DIGITS } from "./entry-line.js";
import { JournalDamagedError, JournalWriteError } from "./journal.js";
import { openJournalOn } from "./open-journal.js";
import { readSegments } from "./read-segments.js";
import { plainName } from "./segments.js";

/** A journal of several plain segments, closed. */
async function written(count = 40, segmentBytes = 4_000): Promise<SimulatedStorage> {
  const storage = new SimulatedStorage();
  const source = {
    ...sourceOf(storage),
    packing: { ...gzipPacking, pack: () => Promise.reject(new Error("not now")) },
  };
  const journal = await openJournalOn(source, { segmentBytes });
  await write(journal, ENTRIES.slice(0, count), 2);
  await journal.close();
  return storage;
}

const namesOf = async (storage: SimulatedStorage) => [...(await storage.list())].sort();

describe("a journal", () => {
  it("is empty at first, and reads back what was committed", async () => {
    const storage = new SimulatedStorage();
    const first = await open(storage);
    expect(await all(first)).toEqual([]);
    expect(first.torn).toBeNull();
    await write(first, ENTRIES.slice(0, 10), 3);
    await first.close();

    const second = await open(storage);
    expect(await all(second)).toEqual(ENTRIES.slice(0, 10));
    await write(second, ENTRIES.slice(10, 20));
    await second.close();
    expect(await all(await open(storage))).toEqual(ENTRIES.slice(0, 20));
  });

  it("writes whatever has gathered with one write and one sync", async () => {
    const storage = new SimulatedStorage();
    const journal = await open(storage);
    await write(journal, ENTRIES.slice(0, 1));
    const before = storage.calls;
    for (const entry of ENTRIES.slice(1, 20)) journal.append(entry);
    const [first, second] = [journal.commit(), journal.commit()];
    expect(second).toBe(first);
    await first;
    expect(storage.calls - before).toBe(2);
    await journal.commit();
    expect(storage.calls - before, "nothing to write").toBe(2);
  });

  it("leaves what comes during a write to the next one", async () => {
    const storage = new SimulatedStorage();
    const journal = await open(storage);
    const commits: Promise<void>[] = [];
    for (const entry of ENTRIES) {
      journal.append(entry);
      commits.push(journal.commit());
      await Promise.resolve();
    }
    await commits[0];
    await Promise.all(commits);
    await journal.close();
    expect(await all(await open(storage))).toEqual(ENTRIES);
  });

  it("keeps the lock-step of numbers, and takes an entry again after a refused one", async () => {
    const journal = await open(new SimulatedStorage());
    expect(() => journal.append(ENTRIES[1]!)).toThrow("entry 1 cannot be appended: the journal goes on with 0");
    expect(() => journal.append({ ...startEntry(), startingBalance: Number.NaN })).toThrow("startingBalance is NaN");
    await write(journal, ENTRIES.slice(0, 3));
  });

  it("takes nothing after its end, and commits what was left", async () => {
    const storage = new SimulatedStorage();
    const journal = await open(storage);
    journal.append(ENTRIES[0]!);
    await Promise.all([journal.close(), journal.close()]);
    expect(() => journal.append(ENTRIES[1]!)).toThrow("the journal is closed");
    await expect(journal.commit()).rejects.toThrow(JournalWriteError);
    expect(await all(await open(storage))).toEqual(ENTRIES.slice(0, 1));
  });
});

describe("segments", () => {
  it("are closed at their size, chained to each other, and packed in the background", async () => {
    const storage = new SimulatedStorage();
    const journal = await open(storage, { segmentBytes: 4_000 });
    await write(journal, ENTRIES, 2);
    await journal.close();
    const names = await namesOf(storage);
    expect(names.length).toBeGreaterThan(4);
    expect(names.slice(0, -1).every((name) => name.endsWith(".jsonl.gz"))).toBe(true);
    expect(names.at(-1)).toBe(plainName(names.length));
    expect(journal.bytes).toBe(names.reduce((sum, name) => sum + storage.content(name)!.length, 0));
    const again = await open(storage, { segmentBytes: 4_000 });
    expect(await all(again)).toEqual(ENTRIES);
    expect(again.bytes).toBe(journal.bytes);
    await again.close();
  });

  it("stay plain where they cannot be packed, and are packed at the next opening", async () => {
    const storage = await written();
    expect((await namesOf(storage)).some((name) => name.endsWith(".gz"))).toBe(false);
    const journal = await open(storage);
    expect(await all(journal)).toEqual(ENTRIES.slice(0, 40));
    await journal.close();
    expect((await namesOf(storage)).filter((name) => !name.endsWith(".gz"))).toHaveLength(1);
    expect(await all(await open(storage))).toEqual(ENTRIES.slice(0, 40));
  });

  it("are missed by name, first, middle and last", async () => {
    for (const number of [1, 2]) {
      const storage = await written();
      await storage.remove(plainName(number));
      await expect(open(storage)).rejects.toThrow(`${plainName(number)}, byte 0: is missing`);
    }
    const packed = await written();
    await (await open(packed)).close();
    const last = (await namesOf(packed)).at(-1)!;
    await packed.remove(last);
    await expect(open(packed)).rejects.toThrow(`${last}, byte 0: is missing`);
  });

  it("are refused when they are swapped, or not of this journal", async () => {
    const storage = await written();
    await storage.rename(plainName(2), "spare");
    await storage.rename(plainName(3), plainName(2));
    await storage.rename("spare", plainName(3));
    await expect(open(storage)).rejects.toThrow(`${plainName(2)}, byte 0: entry`);
  });

  it("are refused when they are damaged, cut off before their end, or cannot be unpacked", async () => {
    const cut = await written();
    await cut.truncate(plainName(2), cut.content(plainName(2))!.length - 1);
    await expect(open(cut)).rejects.toThrow("is cut off, and another segment follows");

    const packed = await written();
    await (await open(packed)).close();
    const name = `${plainName(2)}.gz`;
    await packed.truncate(name, packed.content(name)!.length - 9);
    await expect(open(packed)).rejects.toThrow(new RegExp(`^${name}, byte \\d+: cannot be unpacked beyond this byte`));
  });
});

describe("what a crash leaves", () => {
  const last = plainName(1);
  const single = async (perCommit: number) => {
    const storage = new SimulatedStorage();
    const journal = await open(storage);
    await write(journal, ENTRIES.slice(0, 12), perCommit);
    await journal.close();
    return storage;
  };

  it("is cut off, kept aside and reported; then the journal goes on", async () => {
    const storage = await single(1);
    const before = storage.content(last)!;
    const cut = before.length - 7;
    await storage.truncate(last, cut);
    const journal = await open(storage);
    const offset = before.lastIndexOf(10, cut - 1) + 1;
    expect(journal.torn).toEqual({ segment: last, offset, bytes: cut - offset });
    expect(storage.content("torn-1.bin")).toEqual(before.slice(offset, cut));
    expect(await all(journal)).toEqual(ENTRIES.slice(0, 11));
    await write(journal, ENTRIES.slice(11, 14));
    await journal.close();
    const again = await open(storage);
    expect(again.torn).toBeNull();
    expect(await all(again)).toEqual(ENTRIES.slice(0, 14));
  });

  it("never overwrites what was put aside before", async () => {
    const storage = await single(1);
    storage.put("torn-4.bin", Uint8Array.of(1));
    await storage.append(last, Uint8Array.of(2));
    await open(storage);
    expect(storage.content("torn-4.bin")).toEqual(Uint8Array.of(1));
    expect(storage.content("torn-5.bin")).toEqual(Uint8Array.of(2));
  });

  it("is told from damage, which is refused by segment and byte; nothing is touched then", async () => {
    const storage = await single(1);
    const bytes = storage.content(last)!;
    const offset = bytes.indexOf(10) + 1;
    const bad = Uint8Array.from(bytes);
    bad[offset + 40]! ^= 4;
    storage.put(last, bad);
    storage.readOnly = true;
    const error = await open(storage).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(JournalDamagedError);
    expect(error).toMatchObject({
      segment: last,
      offset,
      message: `${last}, byte ${offset}: entry 1 is not what was written after the entry before it`,
    });
  });

  it("may have a hole before lines of the same commit, but not before those of a later one", async () => {
    const holed = async (perCommit: number) => {
      const storage = await single(perCommit);
      const bytes = Uint8Array.from(storage.content(last)!);
      const lines = [...bytes.keys()].filter((at) => bytes[at] === 10);
      bytes.fill(0, lines[8]! + 50, lines[8]! + 60); // in entry 9 of 0 to 11
      storage.put(last, bytes);
      return open(storage);
    };
    expect(await all(await holed(4))).toEqual(ENTRIES.slice(0, 9));
    await expect(holed(2)).rejects.toThrow("entry 9 is not what was written");
  });

  it("is not cut from a journal of a newer format, or of types that nobody knows yet", async () => {
    const start = JSON.stringify(startEntry());
    const unknown = '{"seq":0,"at":1,"type":"dividend"}';
    for (const [json, problem] of [
      [start.replace('"format":1', '"format":2'), "is of format 2, and this version reads format 1"],
      [unknown, 'is of type "dividend"'],
    ] as const) {
      const storage = new SimulatedStorage();
      storage.put(last, new TextEncoder().encode(`${hash(NO_DIGITS + json).slice(0, 16)} ${json}\nhalf a li`));
      storage.readOnly = true;
      await expect(open(storage)).rejects.toThrow(`${last}, byte 0: ${problem}`);
    }
  });
});

it("is read up to its last complete line while it is written, through closed and packed segments", async () => {
  const storage = new SimulatedStorage();
  const journal = await open(storage, { segmentBytes: 2_000 });
  const read = async () => {
    const entries: Entry[] = [];
    for await (const piece of readSegments(sourceOf(storage))) {
      entries.push(...piece);
      for (let i = 0; i < 20; i++) await Promise.resolve(); // the writer goes on under the reader
    }
    return entries;
  };
  const readers: Promise<Entry[]>[] = [];
  const seen: number[] = [];
  for (const entry of ENTRIES) {
    await write(journal, [entry]);
    seen.push(entry.seq + 1);
    readers.push(read());
  }
  await journal.close();
  for (const [i, entries] of (await Promise.all(readers)).entries()) {
    expect(entries).toEqual(ENTRIES.slice(0, entries.length));
    expect(entries.length).toBeGreaterThanOrEqual(seen[i]!);
  }
});
