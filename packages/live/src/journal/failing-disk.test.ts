import { createRng } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { all, ENTRIES, open, write } from "../../test/helpers/journals.js";
import { SimulatedFault, SimulatedStorage } from "../testing/simulated-storage.js";
import type { Entry } from "./entry.js";
import { JournalWriteError } from "./journal.js";
import { plainName } from "./segments.js";

describe("a disk that fails", () => {
  it("ends the journal: nothing more is taken, and what is on the disk is what was committed", async () => {
    const storage = new SimulatedStorage();
    const journal = await open(storage);
    await write(journal, ENTRIES.slice(0, 5));
    storage.failAt(2, "EIO"); // the sync
    journal.append(ENTRIES[5]!);
    const [first, second] = await Promise.allSettled([journal.commit(), journal.commit()]);
    expect([first!.status, second!.status]).toEqual(["rejected", "rejected"]);
    expect(() => journal.append(ENTRIES[6]!)).toThrow(JournalWriteError);
    await expect(journal.commit()).rejects.toThrow(
      `${plainName(1)}: cannot be written: the disk has failed; the journal ends with the last commit`,
    );
    await expect(journal.close()).rejects.toThrow(JournalWriteError);
    const crashed = await open(storage.crash(createRng(3)));
    const entries = await all(crashed);
    expect(entries).toEqual(ENTRIES.slice(0, entries.length));
    expect(entries.length).toBeGreaterThanOrEqual(5);
  });

  it("and is full refuses the entry; with room again the journal opens and goes on", async () => {
    const storage = new SimulatedStorage();
    storage.capacity = 5_000;
    const journal = await open(storage);
    let committed = 0;
    const filling = async () => {
      for (const entry of ENTRIES) {
        await write(journal, [entry]);
        committed++;
      }
    };
    await expect(filling()).rejects.toThrow("the disk is full");
    const roomy = await open(storage.reopened());
    expect(await all(roomy)).toEqual(ENTRIES.slice(0, committed));
    await write(roomy, ENTRIES.slice(committed));
  });

  it("and takes no writes is refused at the opening", async () => {
    const storage = new SimulatedStorage();
    storage.readOnly = true;
    await expect(open(storage)).rejects.toThrow("cannot be written: the disk is read-only");
  });

  it.each(["EIO", "ENOSPC", "EMFILE"] as const)(
    "at any one call (%s) loses no commit, tells, and opens again",
    async (fault) => {
      for (let n = 1, clean = false; !clean; n++) {
        const storage = new SimulatedStorage();
        storage.failAt(n, fault);
        let committed = 0;
        let failed: unknown = null;
        try {
          const journal = await open(storage, { segmentBytes: 4_000 });
          for (let i = 0; i < 30; i += 3) {
            await write(journal, ENTRIES.slice(i, i + 3), 3);
            committed = i + 3;
          }
          await journal.close();
        } catch (error) {
          failed = error;
        }
        // a failure of packing stops nothing, and one of reading is the machine's own word
        if (failed !== null && !(failed instanceof SimulatedFault)) expect(failed).toBeInstanceOf(JournalWriteError);
        clean = failed === null && storage.calls < n;
        const entries = await all(await open(storage.reopened(), { segmentBytes: 4_000 }));
        if (entries.length < committed) expect.fail(`call ${n}: ${committed} committed, ${entries.length} there`);
        expect(entries).toEqual(ENTRIES.slice(0, entries.length));
        if (failed === null) expect(committed).toBe(30);
      }
    },
  );

  it("and loses its power at 10,000 moments loses no commit", async () => {
    const rng = createRng(11);
    let lost = 0;
    let torn = 0;
    for (let i = 0; i < 10_000; i++) lost += await powerLoss(rng.fork(`crash ${i}`), () => torn++);
    expect(lost).toBe(0);
    expect(torn, "tails that were cut off").toBeGreaterThan(1_000);
  });
});

const SMALL = ENTRIES.filter(({ type }) => type === "note").slice(0, 8);
const NOTES: readonly Entry[] = Array.from(
  { length: 24 },
  (_, seq) => ({ ...SMALL[seq % SMALL.length]!, seq }) as Entry,
);

/** One life of a journal that ends with its power; then another one, too. @returns commits that were lost. */
async function powerLoss(rng: ReturnType<typeof createRng>, onTorn: () => void): Promise<number> {
  let storage = new SimulatedStorage();
  let committed = 0;
  for (let life = 0; life < 2; life++) {
    storage.failAt(1 + rng.int(30), "power");
    try {
      const journal = await open(storage, { segmentBytes: 1_500 });
      for (let next = (await all(journal)).length; next < NOTES.length; ) {
        const to = Math.min(NOTES.length, next + 1 + rng.int(6));
        await write(journal, NOTES.slice(next, to), 10);
        committed = to;
        next = to;
      }
      await journal.close();
    } catch (error) {
      if (!(error instanceof JournalWriteError || error instanceof SimulatedFault)) throw error;
    }
    storage = storage.crash(rng);
  }
  const journal = await open(storage, { segmentBytes: 1_500 });
  if (journal.torn !== null) onTorn();
  const entries = await all(journal);
  expect(entries).toEqual(NOTES.slice(0, entries.length));
  return Math.max(0, committed - entries.length);
}
