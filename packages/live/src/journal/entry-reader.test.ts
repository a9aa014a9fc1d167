import { hash as nodeHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleEntries, startEntry } from "../../test/helpers/sample-entries.js";
import type { Entry } from "./entry.js";
import { entryLine, NO_DIGITS } from "./entry-line.js";
import { CHAIN_START, EntryReader, type ReadMode } from "./entry-reader.js";

const hash = (text: string) => nodeHash("sha256", text);
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Lines of commits of some entries each. */
function linesOf(entries: readonly Entry[], perCommit = 1): string[] {
  let digits = NO_DIGITS;
  return entries.map((entry, i) => {
    const written = entryLine(entry, i % perCommit, digits, hash);
    digits = written.digits;
    return written.line;
  });
}

function read(text: string, mode?: ReadMode) {
  const reader = new EntryReader(CHAIN_START, hash, mode);
  return { entries: reader.push(bytesOf(text)), reader };
}

/** A line for JSON that no version of this package would write. */
function forged(json: string, previous = NO_DIGITS): string {
  return `${hash(previous + json).slice(0, 16)} ${json}\n`;
}

describe("a line", () => {
  it("is 16 digits, a blank, JSON and a newline; the digits are sha256 of those before it and the JSON", () => {
    const note: Entry = { seq: 0, at: 5, type: "note", note: { kind: "gap", message: "m" } };
    // printf '%s' '0000000000000000{"seq":0,"at":5,"type":"note","note":{"kind":"gap","message":"m"}}' | sha256sum | cut -c-16
    expect(linesOf([note, { ...note, seq: 1 }], 2)).toEqual([
      'e2e1beb18e74c4cf {"seq":0,"at":5,"type":"note","note":{"kind":"gap","message":"m"}}\n',
      'a657d2af7631cd1c+1 {"seq":1,"at":5,"type":"note","note":{"kind":"gap","message":"m"}}\n',
    ]);
  });
});

describe("a reader of lines", () => {
  const entries = sampleEntries(60);
  const text = linesOf(entries, 3).join("");

  it("gives back what was written, however the bytes are cut into chunks", () => {
    const bytes = bytesOf(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), (cuts) => {
        const reader = new EntryReader(CHAIN_START, hash);
        const seen: Entry[] = [];
        let from = 0;
        for (const to of [...cuts.sort((a, b) => a - b), bytes.length]) {
          seen.push(...reader.push(bytes.slice(from, to)));
          from = to;
        }
        expect(seen).toEqual(entries);
        expect(reader).toMatchObject({ damage: null, offset: bytes.length, state: { seq: 60 } });
        expect(reader.tail).toHaveLength(0);
      }),
      { numRuns: 50 },
    );
  });

  it("may check without making entries, to the same end", () => {
    const { reader } = read(text, "check");
    expect(reader.state).toEqual(read(text).reader.state);
    expect(reader).toMatchObject({ damage: null, offset: bytesOf(text).length });
  });

  it("keeps the bytes of a line that has only begun", () => {
    const { entries: seen, reader } = read(`${text}0123`);
    expect(seen).toHaveLength(60);
    expect(Buffer.from(reader.tail).toString()).toBe("0123");
  });

  it.each(["entries", "check"] as const)("names the byte of the first bad line, after any letters (%s)", (mode) => {
    const lines = linesOf(entries.slice(0, 10));
    const before = bytesOf(lines.slice(0, 6).join("")).length;
    const { reader } = read(`${lines.slice(0, 6).join("")}${lines[6]!.replace('"at":', '"At":')}${lines[7]}`, mode);
    expect(reader.damage).toEqual({
      offset: before,
      problem: "entry 6 is not what was written after the entry before it",
      whole: false,
    });
    expect(reader.tail).toHaveLength(bytesOf(lines[6]! + lines[7]!).length);
  });

  it.each([
    ["left out", [0, 1, 3]],
    ["twice", [0, 1, 1]],
    ["swapped", [0, 2, 1]],
  ])("notices a line that is %s", (_name, order) => {
    const lines = linesOf(entries);
    const { reader, entries: seen } = read(order.map((i) => lines[i]).join(""));
    expect(reader.damage).not.toBeNull();
    expect(seen).toEqual(entries.slice(0, order[1] === 1 ? 2 : 1));
  });

  it("notices bytes that are no UTF-8, or a byte order mark", () => {
    const bytes = bytesOf(text);
    const at = bytes.indexOf(0xc3); // of ä
    bytes[at + 1] = 0xff;
    const reader = new EntryReader(CHAIN_START, hash);
    const seen = reader.push(bytes);
    expect(reader.damage).toMatchObject({ problem: "is not UTF-8", whole: false });
    expect(seen).toEqual(entries.slice(0, seen.length));
    expect(read(`\ufeff${text}`).reader.damage).toMatchObject({ offset: 0 });
  });

  it.each(["entries", "check"] as const)("refuses what it cannot know, though it is whole (%s)", (mode) => {
    const flawOf = (json: string) => read(forged(json), mode).reader.damage;
    const start = JSON.stringify(startEntry());
    expect(flawOf(start.replace('"format":1', '"format":2'))).toEqual({
      offset: 0,
      problem: "is of format 2, and this version reads format 1: use the version that wrote it",
      whole: true,
    });
    expect(flawOf(start.replace('"format":1', '"format":0'))?.problem).toBe(
      "is of format 0, and this version reads format 1",
    );
    expect(flawOf('{"seq":0,"at":1,"type":"funding","out":[]}')).toMatchObject({
      problem: 'is of type "funding", which this version does not know: use the version that wrote it',
      whole: true,
    });
    expect(flawOf('{"seq":1,"at":1,"type":"note","note":{}}')).toMatchObject({
      problem: "is entry 1, where 0 is expected",
      whole: true,
    });
    expect(flawOf("[]")).toMatchObject({ problem: "holds no entry", whole: true });
    expect(flawOf("{")).toMatchObject({ problem: "holds no entry", whole: true });
    expect(flawOf('{"seq":0,"at":1,"type":"toString"}')?.whole).toBe(true);
  });

  it("refuses an entry that lacks what its type has", () => {
    const flawOf = (json: string) => read(forged(json)).reader.damage?.problem;
    expect(flawOf('{"seq":0,"at":1,"type":"reports","reports":[]}')).toBe(
      "is a reports entry, and its out is undefined, not a list",
    );
    expect(flawOf('{"seq":0,"at":"1","type":"note","note":{}}')).toBe("has no time (at)");
    for (const field of Object.keys(startEntry()).filter((key) => !["seq", "settings"].includes(key))) {
      const { [field as keyof Entry]: _dropped, ...rest } = startEntry();
      expect(flawOf(JSON.stringify(rest)), field).toBeTypeOf("string");
    }
  });
});
