import type { Entry } from "../../journal/entry.js";
import { readSegments } from "../../journal/read-segments.js";
import { journalSource } from "./journal-source.js";

/**
 * The entries of a journal in pieces, oldest first, up to the last complete line. Takes no lock and changes nothing, so that
 * it may read while a run writes; a folder that is not there has no entries.
 * @throws {JournalDamagedError}
 */
export async function* readJournal(folder: string): AsyncGenerator<readonly Entry[]> {
  yield* readSegments(journalSource(folder));
}
