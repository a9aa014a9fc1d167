import { TradingError } from "@bellwether/core";
import type { Entry } from "./entry.js";

/** The journal's bytes are not what was written: damage in the middle, or a format of the future. */
export class JournalDamagedError extends TradingError {
  override readonly code = "JOURNAL_DAMAGED";
  constructor(
    /** Segment of the journal, and byte in it. */
    readonly segment: string,
    readonly offset: number,
    problem: string,
  ) {
    super(`${segment}, byte ${offset}: ${problem}`);
  }
}

/** The journal cannot be written: disk full, folder gone. What was appended since the last commit is not safe. */
export class JournalWriteError extends TradingError {
  override readonly code = "JOURNAL_WRITE";
}

/** Another process holds the journal. */
export class JournalLockedError extends TradingError {
  override readonly code = "JOURNAL_LOCKED";
}

/** An append-only record of a run. One process writes it; any may read it meanwhile. */
export interface Journal {
  /** Entries that were there when it was opened, oldest first, in pieces. To be read to the end before the first append. */
  entries(): AsyncIterable<readonly Entry[]>;
  /** A last record that was cut off by a crash and has been dropped, or null. */
  readonly torn: { readonly segment: string; readonly offset: number; readonly bytes: number } | null;
  /** Adds a step; it is safe once a later {@link commit} has resolved. Throws for numbers that are not finite. */
  append(entry: Entry): void;
  /**
   * Resolves when all that was appended is on the disk.
   * @throws {JournalWriteError} and from then on for every further call: the state on disk is that of the last commit.
   */
  commit(): Promise<void>;
  /** On the disk, in all, where that is known. */
  readonly bytes?: number;
  close(): Promise<void>;
}
