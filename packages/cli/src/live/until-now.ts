import type { Entry } from "@bellwether/live";
import { readJournal } from "@bellwether/live/node";

/** Number of the last complete entry; -1 without one. @throws {JournalDamagedError} */
export async function lastSeq(folder: string): Promise<number> {
  let last = -1;
  for await (const piece of readJournal(folder)) last = piece.at(-1)?.seq ?? last;
  return last;
}

/** The entries up to a number, so that a journal can be read several times while it grows. @throws {JournalDamagedError} */
export async function* entriesUntil(folder: string, last: number): AsyncGenerator<readonly Entry[]> {
  for await (const piece of readJournal(folder)) {
    const end = piece.at(-1)?.seq ?? last;
    yield end <= last ? piece : piece.filter(({ seq }) => seq <= last);
    if (end >= last) return;
  }
}
