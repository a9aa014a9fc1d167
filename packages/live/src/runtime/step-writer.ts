import type { EntryContent } from "../journal/entry.js";
import type { Journal } from "../journal/journal.js";

/** Numbers and dates the steps of a run, and puts them into its journal. */
export class StepWriter {
  /** Number of the next entry. */
  seq = 0;

  /** @param now - by the exchange's clock, epoch ms UTC. */
  constructor(
    private readonly journal: Journal,
    private readonly now: () => number,
  ) {}

  write(content: EntryContent): void {
    const { type, ...rest } = content;
    this.journal.append({ type, seq: this.seq++, at: Math.round(this.now()), ...rest } as never);
  }

  /** Resolves when everything written is safe. @throws {JournalWriteError} */
  commit(): Promise<void> {
    return this.journal.commit();
  }
}
