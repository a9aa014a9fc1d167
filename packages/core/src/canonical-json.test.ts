import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, NotCanonicalError } from "./canonical-json.js";

describe("canonicalJson", () => {
  it("sorts keys by UTF-16 unit at every level and leaves out blanks and undefined fields", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "é" }], a: true, Z: undefined, "10": 1, "9": 2 })).toBe(
      '{"10":1,"9":2,"a":true,"b":[1,{"c":"é","d":null}]}',
    );
  });

  it("writes numbers as the shortest text that reads back, and -0 as 0", () => {
    expect(canonicalJson([1e21, 1e-7, 0.1, -0, 1 / 3])).toBe("[1e+21,1e-7,0.1,0,0.3333333333333333]");
  });

  it("reads back as what it was, and is the same whatever the order of keys", () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, part]) => [key, reversed(part)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = { deeper: cycle };
  it.each<[string, unknown, string]>([
    ["NaN", { a: [1, Number.NaN] }, "a[1] has no canonical JSON: found NaN"],
    ["Infinity", Number.NEGATIVE_INFINITY, "the value has no canonical JSON: found -Infinity"],
    ["undefined in a list", [undefined], "[0] has no canonical JSON: found undefined"],
    ["a hole in a list", new Array(1), "[0] has no canonical JSON: found undefined"],
    ["a bigint", { a: 1n }, "a has no canonical JSON: found a bigint"],
    ["a function", { a: () => 1 }, "a has no canonical JSON: found a function"],
    ["a Date", { a: new Date(0) }, 'a has no canonical JSON: found an instance of "Date"'],
    ["a typed array", new Float64Array(1), 'the value has no canonical JSON: found an instance of "Float64Array"'],
    ["a cycle", cycle, "self.deeper has no canonical JSON: found a cycle"],
  ])("refuses %s, naming the place", (_, value, message) => {
    expect(() => canonicalJson(value)).toThrow(NotCanonicalError);
    expect(() => canonicalJson(value)).toThrow(message);
  });

  it("refuses what nests without end, and takes one object in two places", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow("more than 256 levels");
    const shared = { x: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"x":1},{"x":1}]');
  });
});
