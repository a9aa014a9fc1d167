import type { Entry } from "./entry.js";
import { type ChainState, EntryReader, type ReadMode } from "./entry-reader.js";
import { JournalDamagedError } from "./journal.js";
import { packedName, plainName } from "./segments.js";
import type { JournalSource } from "./storage.js";

/** Bytes asked for at once. */
const PIECE = 1_024 * 1_024;

/** Reads one segment, plain or packed, whichever is there; it may be packed meanwhile. */
export class SegmentReader {
  readonly lines: EntryReader;
  /** File that it is read from, or null if there is none. */
  name: string | null = null;
  readonly #source: JournalSource;
  readonly #number: number;
  /** Bytes seen, unpacked. */
  #read = 0;

  constructor(source: JournalSource, number: number, state: ChainState, mode: ReadMode) {
    this.#source = source;
    this.#number = number;
    this.lines = new EntryReader(state, source.hash, mode);
  }

  /** Entries up to what is the end now; to be called again when there may be more. */
  async *entries(): AsyncGenerator<readonly Entry[]> {
    const plain = plainName(this.#number);
    for (;;) {
      const bytes = await this.#source.storage.read(plain, this.#read, PIECE);
      if (bytes === null) break; // a plain file goes only after its packed form has come
      this.name = plain;
      if (bytes.length === 0) return;
      this.#read += bytes.length;
      yield this.lines.push(bytes);
    }
    yield* this.#packed(packedName(this.#number));
  }

  async *#packed(name: string): AsyncGenerator<readonly Entry[]> {
    const { storage, packing } = this.#source;
    const first = await storage.read(name, 0, PIECE);
    if (first === null) return;
    this.name = name;
    let skip = this.#read;
    let total = 0;
    let unread: { readonly cause: unknown } | null = null;
    const chunks = packing.unpack(
      (async function* () {
        let at = 0;
        for (let bytes: Uint8Array | null = first; bytes !== null && bytes.length > 0; ) {
          yield bytes;
          at += bytes.length;
          bytes = await storage.read(name, at, PIECE).catch((cause: unknown) => {
            unread = { cause };
            throw cause;
          });
        }
      })(),
    );
    try {
      for await (const chunk of chunks) {
        total += chunk.length;
        const fresh = chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - fresh.length;
        this.#read += fresh.length;
        yield this.lines.push(fresh);
      }
    } catch (cause) {
      if (unread !== null) throw cause; // the disk has failed, which says nothing about what is on it
      throw new JournalDamagedError(name, total, `cannot be unpacked beyond this byte of its text: ${reasonOf(cause)}`);
    }
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
