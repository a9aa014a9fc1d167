import type { Entry } from "./entry.js";
import { entryLine } from "./entry-line.js";
import type { ChainState } from "./entry-reader.js";
import { JournalWriteError } from "./journal.js";
import { plainName } from "./segments.js";
import type { Hash, Storage } from "./storage.js";

export interface WriterOptions {
  readonly storage: Storage;
  readonly hash: Hash;
  /** Size at which a segment is closed and the next one begun. */
  readonly segmentBytes: number;
  /** Hears that a segment of that size is complete, once the first commit of the next one is on the disk. */
  readonly onSealed: (segment: number, bytes: number) => void;
}

/** Where writing goes on. */
export interface WriterStart {
  readonly state: ChainState;
  /** Segment that is written to; 0 where there is none yet. */
  readonly segment: number;
  /** Its size. */
  readonly size: number;
}

const utf8 = new TextEncoder();

/** Gathers entries and writes all that there are with one write and one sync. The first failure is the last word. */
export class JournalWriter {
  readonly #options: WriterOptions;
  #digits: string;
  #seq: number;
  #segment: number;
  #size: number;
  #lines: string[] = [];
  #failure: JournalWriteError | null = null;
  /** The write under way, and those before it. */
  #last: Promise<void> = Promise.resolve();
  /** The write that will begin after it. */
  #next: Promise<void> | null = null;

  constructor(options: WriterOptions, { state, segment, size }: WriterStart) {
    this.#options = options;
    this.#digits = state.digits;
    this.#seq = state.seq;
    this.#segment = segment;
    this.#size = size;
  }

  /** Size of the segment that is written to. */
  get size(): number {
    return this.#size;
  }

  /** @throws {JournalWriteError} after a failure, and for an entry out of turn. @throws {BadEntryError} */
  append(entry: Entry): void {
    if (this.#failure !== null) throw this.#failure;
    if (entry.seq !== this.#seq)
      throw new JournalWriteError(`entry ${entry.seq} cannot be appended: the journal goes on with ${this.#seq}`);
    const { line, digits } = entryLine(entry, this.#lines.length, this.#digits, this.#options.hash);
    this.#lines.push(line);
    this.#digits = digits;
    this.#seq++;
  }

  /** @throws {JournalWriteError} */
  commit(): Promise<void> {
    if (this.#next === null) {
      this.#next = this.#last.then(() => {
        this.#next = null;
        return this.#write();
      });
      this.#last = this.#next;
    }
    return this.#next;
  }

  /** No call is taken any more. */
  end(reason: string): void {
    this.#failure ??= new JournalWriteError(reason);
  }

  async #write(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    if (this.#lines.length === 0) return;
    const bytes = utf8.encode(this.#lines.join(""));
    this.#lines = [];
    const { storage, segmentBytes, onSealed } = this.#options;
    const begins = this.#segment === 0 || this.#size >= segmentBytes;
    const name = plainName(begins ? this.#segment + 1 : this.#segment);
    try {
      await storage.append(name, bytes);
      await storage.sync(name);
      if (begins) await storage.syncNames();
    } catch (cause) {
      this.#failure = writeError(name, cause);
      throw this.#failure;
    }
    const before = this.#size;
    this.#size = begins ? bytes.length : before + bytes.length;
    if (!begins) return;
    this.#segment++;
    if (this.#segment > 1) onSealed(this.#segment - 1, before);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EIO: "the disk has failed",
  EROFS: "the disk is read-only",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOENT: "its folder is gone",
};

/** A failed call of a storage, in words. */
export function writeError(name: string, cause: unknown): JournalWriteError {
  const code = (cause as { readonly code?: unknown } | null)?.code;
  const reason = typeof code === "string" ? (REASONS[code] ?? code) : String(cause);
  return new JournalWriteError(`${name}: cannot be written: ${reason}; the journal ends with the last commit`, {
    cause,
  });
}
