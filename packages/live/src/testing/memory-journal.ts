import type { Entry } from "../journal/entry.js";
import { entryJson } from "../journal/entry-json.js";
import { type Journal, JournalWriteError } from "../journal/journal.js";

/** A journal that lives as long as its process, and shows what it holds. */
export interface MemoryJournal extends Journal {
  /** Entries that are safe, as they would be read back. */
  readonly committed: readonly Entry[];
  /** Entries that a crash would lose. */
  readonly pending: readonly Entry[];
  /** From now on every commit fails, as on a full disk. */
  fail(reason: string): void;
}

/**
 * A journal in memory. Entries take the way through JSON, so that what a disk would refuse or change shows here, too.
 * @param before - what it holds already.
 */
export function memoryJournal(before: readonly Entry[] = []): MemoryJournal {
  const committed: Entry[] = [...before];
  let pending: Entry[] = [];
  let failure: JournalWriteError | null = null;
  const assertWorks = () => {
    if (failure !== null) throw failure;
  };
  const commit = async () => {
    assertWorks();
    committed.push(...pending);
    pending = [];
  };
  return {
    torn: null,
    committed,
    get pending() {
      return pending;
    },
    async *entries() {
      if (committed.length > 0) yield committed.slice();
    },
    append: (entry) => {
      assertWorks();
      const next = committed.length + pending.length;
      if (entry.seq !== next)
        throw new JournalWriteError(`entry ${entry.seq} cannot be appended: the journal goes on with ${next}`);
      pending.push(JSON.parse(entryJson(entry)) as Entry);
    },
    commit,
    close: async () => {
      if (failure === null) await commit();
      failure ??= new JournalWriteError("the journal is closed");
    },
    fail: (reason) => {
      failure ??= new JournalWriteError(reason);
    },
  };
}
