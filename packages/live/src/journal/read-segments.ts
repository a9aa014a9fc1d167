import type { Entry } from "./entry.js";
import { CHAIN_START, type ChainState, type Damage, type ReadMode } from "./entry-reader.js";
import { JournalDamagedError } from "./journal.js";
import { SegmentReader } from "./segment-reader.js";
import { packedName, plainName, segmentsIn } from "./segments.js";
import type { JournalSource } from "./storage.js";
import { isTornTail } from "./torn-tail.js";

/** Where a journal ends. */
export interface JournalEnd {
  readonly state: ChainState;
  /** Number of the last segment; 0 where there is none. */
  readonly segment: number;
  /** Byte of it after the last good line. */
  readonly offset: number;
  /** Bytes after that: a write that was cut off, or is under way. */
  readonly tail: Uint8Array;
}

/**
 * The entries of a journal in pieces, oldest first, and where it ends. A writer may be at work meanwhile, and close and pack
 * segments under the reader.
 * @throws {JournalDamagedError} for damage to what was safe, a segment that is missing, and what this version cannot know.
 */
export async function* readSegments(
  source: JournalSource,
  mode: ReadMode = "entries",
): AsyncGenerator<readonly Entry[], JournalEnd, undefined> {
  let state = CHAIN_START;
  for (let number = 1; ; number++) {
    const segment = new SegmentReader(source, number, state, mode);
    const { lines } = segment;
    // whoever begins a segment has finished the one before: once there is a later one, this one is read to its true end
    let isLast = false;
    for (let ended = false; !ended; ) {
      const isSealed = await hasLater(source, number);
      for await (const entries of segment.entries()) {
        if (entries.length > 0) yield entries;
        if (isSealed && lines.damage !== null) break;
      }
      isLast = !isSealed && !(await hasLater(source, number));
      ended = isSealed || isLast;
    }
    state = lines.state;
    const { name } = segment;
    if (name === null) {
      if (isLast && number === 1) return { state, segment: 0, offset: 0, tail: lines.tail };
      throw new JournalDamagedError(plainName(number), 0, "is missing");
    }
    const damage = lines.damage ?? (lines.tail.length > 0 ? cutOff(lines.offset) : null);
    const isPacked = name === packedName(number);
    if (damage !== null && (damage.whole || !isLast || isPacked || !isTornTail(lines.tail, state.seq)))
      throw new JournalDamagedError(
        name,
        damage.offset,
        isPacked ? `${damage.problem} (byte of its text)` : damage.problem,
      );
    if (isLast && isPacked)
      throw new JournalDamagedError(
        plainName(number + 1),
        0,
        "is missing: the segment before it would not be packed yet",
      );
    if (isLast) return { state, segment: number, offset: lines.offset, tail: lines.tail };
  }
}

async function hasLater({ storage }: JournalSource, number: number): Promise<boolean> {
  return segmentsIn(await storage.list()).some((segment) => segment.number > number);
}

function cutOff(offset: number): Damage {
  return { offset, problem: "is cut off, and another segment follows", whole: false };
}
