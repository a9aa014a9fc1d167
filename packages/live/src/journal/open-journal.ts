import { type Logger, silentLogger } from "@bellwether/core";
import type { Entry } from "./entry.js";
import type { Journal } from "./journal.js";
import { JournalWriteError } from "./journal.js";
import { JournalWriter, writeError } from "./journal-writer.js";
import { packSegment } from "./pack-segment.js";
import { type JournalEnd, readSegments } from "./read-segments.js";
import { isDraft, nextTornName, packedName, plainName, segmentsIn } from "./segments.js";
import type { JournalSource } from "./storage.js";

export interface JournalOptions {
  /** Size at which a segment is closed, in bytes; 64 MiB unless given. */
  readonly segmentBytes?: number;
  /** Hears what does not stop a run: a closed segment that could not be packed. */
  readonly logger?: Logger;
}

const SEGMENT_BYTES = 64 * 1_024 * 1_024;

/**
 * Opens a journal to go on writing it: reads and checks it to its end, cuts off what a crash has left of a last write (the
 * bytes are kept in `torn-<n>.bin`), and makes sure that what is there is on the disk. One process at a time: whoever calls
 * holds the lock. Closing it closes the storage.
 * @throws {JournalDamagedError} for damage to what was safe; nothing is touched then.
 * @throws {JournalWriteError} if the storage takes no writes.
 */
export async function openJournalOn(source: JournalSource, options: JournalOptions = {}): Promise<Journal> {
  const { segmentBytes = SEGMENT_BYTES, logger = silentLogger } = options;
  const { storage, hash } = source;
  const end = await endOf(source);
  await settle(source, end);
  const name = plainName(Math.max(1, end.segment));
  const torn = end.tail.length === 0 ? null : { segment: name, offset: end.offset, bytes: end.tail.length };

  let closedBytes = 0;
  for (const { number, plain } of segmentsIn(await storage.list()))
    if (number < end.segment) closedBytes += (await storage.size(plain ? plainName(number) : packedName(number))) ?? 0;
  let packing = Promise.resolve();
  const pack = (segment: number) => {
    packing = packing
      .then(() => packSegment(source, segment))
      .then((saved) => {
        closedBytes -= saved;
      })
      .catch((cause) => {
        const message = cause instanceof Error ? cause.message : String(cause);
        logger.warn(`${plainName(segment)} stays as it is, it could not be packed: ${message}`);
      });
  };
  for (const { number, plain } of segmentsIn(await storage.list())) if (plain && number < end.segment) pack(number);

  const onSealed = (segment: number, bytes: number) => {
    closedBytes += bytes;
    pack(segment);
  };
  const start = { state: end.state, segment: end.segment, size: end.offset };
  const writer = new JournalWriter({ storage, hash, segmentBytes, onSealed }, start);
  let closing: Promise<void> | null = null;
  const close = async () => {
    try {
      await writer.commit();
    } finally {
      writer.end("the journal is closed");
      await packing;
      await storage.close();
    }
  };
  return {
    torn,
    get bytes() {
      return closedBytes + writer.size;
    },
    entries: () => readSegments(source),
    append: (entry: Entry) => writer.append(entry),
    commit: () => writer.commit(),
    close: () => (closing ??= close()),
  };
}

/** Reads a journal through. */
async function endOf(source: JournalSource): Promise<JournalEnd> {
  const pieces = readSegments(source, "check");
  for (;;) {
    const piece = await pieces.next();
    if (piece.done === true) return piece.value;
  }
}

/** Cuts the tail off, removes what packing has left half done, and makes the rest durable: it may be known to the system only. */
async function settle({ storage }: JournalSource, end: JournalEnd): Promise<void> {
  const names = await storage.list();
  const name = plainName(end.segment);
  try {
    for (const draft of names.filter(isDraft)) await storage.remove(draft);
    if (end.tail.length > 0) {
      const aside = nextTornName(names);
      await storage.append(aside, end.tail);
      await storage.sync(aside);
      await storage.syncNames();
      await storage.truncate(name, end.offset);
    }
    if (end.segment > 0) await storage.sync(name);
    await storage.syncNames();
  } catch (cause) {
    throw cause instanceof JournalWriteError ? cause : writeError(end.segment === 0 ? "the journal" : name, cause);
  }
}
