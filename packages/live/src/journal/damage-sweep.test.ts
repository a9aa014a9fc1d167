import { hash as nodeHash } from "node:crypto";
import { createRng } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { sampleEntry } from "../../test/helpers/sample-entries.js";
import type { Entry } from "./entry.js";
import { entryLine } from "./entry-line.js";
import { CHAIN_START, type ChainState, EntryReader } from "./entry-reader.js";
import { isTornTail } from "./torn-tail.js";

const SIZE = 64 * 1_024;
const hash = (text: string) => nodeHash("sha256", text);

interface Written {
  readonly from: number;
  readonly to: number;
  readonly before: ChainState;
  readonly entry: Entry;
  /** First entry of the commit. */
  readonly commit: number;
}

/** A journal of 64 KiB in commits of one to four entries. */
function journal(seed: number): { bytes: Uint8Array; lines: Written[] } {
  const rng = createRng(seed);
  const parts: Uint8Array[] = [];
  const lines: Written[] = [];
  let state = CHAIN_START;
  let at = 0;
  while (at < SIZE) {
    const commit = state.seq;
    for (let place = 0, count = 1 + rng.int(4); place < count; place++) {
      const entry = sampleEntry(state.seq, rng);
      const { line, digits } = entryLine(entry, place, state.digits, hash);
      const bytes = new TextEncoder().encode(line);
      parts.push(bytes);
      lines.push({ from: at, to: at + bytes.length, before: state, entry, commit });
      at += bytes.length;
      state = { seq: state.seq + 1, digits, place };
    }
  }
  return { bytes: Buffer.concat(parts), lines };
}

const { bytes, lines } = journal(7);
const lastCommit = lines.at(-1)!.commit;

/** Reads on from a line whose predecessors are untouched: as a reading of the whole would, without reading them again. */
function readFrom(line: Written, damaged: Uint8Array) {
  const reader = new EntryReader(line.before, hash);
  const entries = reader.push(damaged);
  const cut = reader.tail.length > 0;
  return { reader, entries, cut, torn: cut && isTornTail(reader.tail, reader.state.seq) };
}

/** Where the first line of the next commit ends: whether a later one follows is decided by then. */
const nextCommitEnd = ({ commit }: Written) => lines.find((it) => it.commit > commit)?.to ?? bytes.length;

describe("a journal of 64 KiB", () => {
  it("cut at any byte is a valid prefix with a torn tail, or none where the cut is between lines", () => {
    for (const line of lines) {
      for (let cut = line.from; cut < line.to; cut++) {
        const { entries, torn, reader, cut: hasTail } = readFrom(line, bytes.subarray(line.from, cut));
        if (
          entries.length !== 0 ||
          hasTail !== cut > line.from ||
          torn !== hasTail ||
          reader.state.seq !== line.before.seq
        )
          expect.fail(`cut at byte ${cut}: ${entries.length} entries, tail ${hasTail}, torn ${torn}`);
      }
    }
    expect(lines.at(-1)!.to).toBeGreaterThanOrEqual(SIZE);
  });

  const flips: readonly [string, (byte: number, at: number) => number][] = [
    ["one bit of any byte flipped", (byte, at) => byte ^ (1 << (at % 8))],
    ["any byte zeroed", () => 0],
    ["all bits of any byte set", () => 0xff],
  ];
  it.each(flips)("with %s is refused at that line, unless it is in the last commit", (_name, change) => {
    let tornTails = 0;
    for (const line of lines) {
      const rest = Uint8Array.from(bytes.subarray(line.from, nextCommitEnd(line)));
      for (let at = line.from; at < line.to; at++) {
        const was = bytes[at]!;
        const byte = change(was, at);
        if (byte === was) continue;
        rest[at - line.from] = byte;
        const { entries, reader, cut, torn } = readFrom(line, rest);
        rest[at - line.from] = was;
        const where = `byte ${at} of entry ${line.before.seq}`;
        if (!cut || entries.length > 0) expect.fail(`${where} went unnoticed`);
        if (reader.offset !== 0) expect.fail(`${where} was not named: ${reader.offset}`);
        if (torn && line.before.seq < lastCommit) expect.fail(`${where} was taken for a torn tail`);
        if (torn) tornTails++;
      }
    }
    expect(tornTails).toBeLessThanOrEqual(bytes.length - lines[lastCommit]!.from);
  });

  it("with any two lines swapped, or any line gone, is refused", () => {
    for (let i = 0; i + 1 < lines.length; i++) {
      const [a, b] = [lines[i]!, lines[i + 1]!];
      const [left, right, rest] = [bytes.subarray(a.from, a.to), bytes.subarray(b.from, b.to), bytes.subarray(b.to)];
      expect(readFrom(a, Buffer.concat([right, left, rest]))).toMatchObject({ entries: [], torn: false });
      expect(readFrom(a, Buffer.concat([right, rest]))).toMatchObject({ entries: [], torn: false });
    }
  });
});
