import { statfs } from "node:fs/promises";
import { type Journal, JournalWriteError } from "../../journal/journal.js";
import { writeError } from "../../journal/journal-writer.js";
import { type JournalOptions, openJournalOn } from "../../journal/open-journal.js";
import { type JournalLock, lockJournal } from "../lock.js";
import { makePrivateFolder } from "./file-storage.js";
import { journalSource } from "./journal-source.js";

export interface OpenJournalOptions extends JournalOptions {
  /** A lock on the folder that is held already, and stays held; without it one is taken until the journal is closed. */
  readonly lock?: JournalLock | undefined;
  /** Space that the disk must have left, in bytes; 16 MiB unless given. */
  readonly minFreeBytes?: number;
}

const MIN_FREE_BYTES = 16 * 1_024 * 1_024;

/**
 * Opens the journal in a folder (made if need be, for its owner's eyes only) to go on writing it.
 * @throws {JournalLockedError} if another process has it.
 * @throws {JournalDamagedError} for damage to what was safe; nothing is touched then.
 * @throws {JournalWriteError} if the folder takes no writes, or the disk is almost full.
 */
export async function openJournal(folder: string, options: OpenJournalOptions = {}): Promise<Journal> {
  const { minFreeBytes = MIN_FREE_BYTES, lock } = options;
  await makePrivateFolder(folder).catch((cause) => {
    throw writeError(folder, cause);
  });
  await assertSpace(folder, minFreeBytes);
  const held = lock ?? (await lockJournal(folder));
  const unlock = () => (lock === undefined ? held.release() : Promise.resolve());
  const source = journalSource(folder);
  try {
    const journal = await openJournalOn(source, options);
    return {
      torn: journal.torn,
      get bytes() {
        return journal.bytes ?? 0;
      },
      entries: () => journal.entries(),
      append: (entry) => journal.append(entry),
      commit: () => journal.commit(),
      close: () => journal.close().finally(unlock),
    };
  } catch (error) {
    await source.storage.close();
    await unlock();
    throw error;
  }
}

async function assertSpace(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (!(free >= needed))
    throw new JournalWriteError(
      `${folder}: the disk has ${mib(free)} MiB left, and a journal wants ${mib(needed)}: make room first`,
    );
}

const mib = (bytes: number) => Math.floor(bytes / 1_024 / 1_024);
