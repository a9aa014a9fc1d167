import { existsSync, statSync } from "node:fs";
import type { StartEntry } from "@bellwether/live";
import { readJournal } from "@bellwether/live/node";
import { UsageError } from "../output.js";
import { findJournal } from "./journal-folder.js";

/** A journal that somebody named, and how its run began. */
export interface NamedJournal {
  readonly folder: string;
  readonly first: StartEntry;
  /** The run file by which it was named; undefined where it was named by itself. */
  readonly file: string | undefined;
}

/**
 * Finds a journal by its folder, or by the run file that writes it.
 * @throws {UsageError} where no run has begun; {ConfigError} {JournalDamagedError}
 */
export async function openNamedJournal(named: string): Promise<NamedJournal> {
  const folder = await findJournal(named);
  const file = existsSync(named) && statSync(named).isDirectory() ? undefined : named;
  for await (const piece of readJournal(folder))
    for (const entry of piece) if (entry.type === "start") return { folder, first: entry, file };
  throw new UsageError(
    `${folder} holds no run${file === undefined ? "; name the folder of a journal, or its run file" : ` yet; bellwether live ${file} begins one`}`,
  );
}
