import type { StartEntry } from "../journal/entry.js";
import { EntryReader } from "./entry-reader.js";
import type { LiveRun } from "./live-run.js";
import type { LiveOptions } from "./options.js";
import { Run } from "./run.js";
import { assertSameRun } from "./same-run.js";

/**
 * Starts a run, or goes on with the one that the journal holds: it is played through the same loop first.
 * @throws {RunMismatchError} if the journal holds another run; {ReplayDivergedError} if it leads elsewhere when played
 * again; {JournalDamagedError}; whatever broker, risk and strategies throw while they are made.
 */
export async function startLive(options: LiveOptions): Promise<LiveRun> {
  const reader = new EntryReader(options.journal.entries());
  const first = await firstStart(reader);
  if (first !== null) assertSameRun(first, options);
  return new Run(options, reader, first).start();
}

async function firstStart(reader: EntryReader): Promise<StartEntry | null> {
  if (!(await reader.more())) return null;
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) if (entry.type === "start") return entry;
  return null;
}
