import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startEntry } from "../../test/helpers/sample-entries.js";
import type { Entry } from "./entry.js";
import { BadEntryError, entryJson, journalFlaw } from "./entry-json.js";

const note = (details: unknown): Entry => ({
  seq: 7,
  at: 1,
  type: "note",
  note: { kind: "gap", message: "", details },
});
const detailsOf = (json: string) => (JSON.parse(json) as { note: { details: unknown } }).note.details;

describe("an entry as JSON", () => {
  it("begins with seq, at and type, whatever the order of its fields", () => {
    const { seq, at, type, ...rest } = startEntry(3);
    expect(entryJson({ ...rest, type, at, seq })).toMatch(/^\{"seq":3,"at":1704067200000,"type":"start",/);
  });

  it("reads every double back bit for bit, -0 included", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), fc.boolean(), (numbers, minusZero) => {
        const written = minusZero ? [...numbers, -0] : numbers;
        const read = detailsOf(entryJson(note(written))) as number[];
        expect(Buffer.from(Float64Array.from(read).buffer)).toEqual(Buffer.from(Float64Array.from(written).buffer));
      }),
    );
  });

  it("reads any plain data back as they were, and stays on one line", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.boolean(), (data, minusZero) => {
        const written = minusZero ? { data, zero: -0 } : { data };
        const json = entryJson(note(written));
        expect(json).not.toContain("\n");
        expect(detailsOf(json)).toEqual(written);
      }),
    );
  });

  it("leaves out fields that are undefined", () => {
    expect(detailsOf(entryJson(note({ a: undefined, b: -0 })))).toEqual({ b: -0 });
    expect(detailsOf(entryJson(note({ a: undefined, b: 1 })))).toEqual({ b: 1 });
  });

  it.each([
    ["NaN", { a: [0, { b: Number.NaN }] }, "note.details.a[1].b is NaN"],
    ["Infinity", [Number.NEGATIVE_INFINITY], "note.details[0] is -Infinity"],
    ["undefined in a list", [1, undefined], "note.details[1] is undefined"],
    ["a hole in a list", new Array(1), "note.details[0] is undefined"],
    ["a bigint", { a: 1n }, "note.details.a is a bigint"],
    ["a function", { a: () => 1 }, "note.details.a is a function"],
    ["a toJSON method", { toJSON: () => 1 }, "note.details.toJSON is a function"],
    ["a date", { a: new Date(0) }, "note.details.a is an object that is not plain"],
    ["a typed array", { a: new Float64Array(2) }, "note.details.a is an object that is not plain"],
    ["a map", new Map(), "note.details is an object that is not plain"],
  ])("refuses %s, and says where it is", (_name, details, words) => {
    const write = () => entryJson(note(details));
    expect(write).toThrow(BadEntryError);
    expect(write).toThrow(`entry 7: ${words}; a journal holds plain data and finite numbers only`);
  });

  it("refuses a cycle", () => {
    const ring: { next?: unknown } = {};
    ring.next = ring;
    expect(() => entryJson(note(ring))).toThrow("more than 64 levels deep, or a cycle");
  });
});

it("tells beforehand what it would refuse of a value", () => {
  expect(journalFlaw({ metadata: { score: Number.NaN } }, "signal")).toBe("signal.metadata.score is NaN");
  expect(journalFlaw({ metadata: { score: -0, extra: undefined } }, "signal")).toBeNull();
});
