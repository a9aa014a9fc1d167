import fc from "fast-check";
import { expect, it } from "vitest";
import { fieldDiffs, reportable } from "./field-diff.js";

it("finds nothing between equal data, whatever they are", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(fieldDiffs(value, structuredClone(value))).toEqual([]);
    }),
  );
});

it("compares numbers bit for bit, and names the place", () => {
  const diffs = fieldDiffs({ a: { b: [1, 0, Number.NaN] }, same: 1 }, { a: { b: [1, -0, Number.NaN] }, same: 1 });
  expect(diffs).toEqual([{ path: "a.b.1", recorded: 0, replayed: -0 }]);
  expect(fieldDiffs(0.1 + 0.2, 0.3)).toEqual([{ path: "", recorded: 0.30000000000000004, replayed: 0.3 }]);
});

it("takes undefined for absent, and tells a list from an object and null from nothing", () => {
  expect(fieldDiffs({ a: 1, b: undefined }, { a: 1 })).toEqual([]);
  expect(fieldDiffs({ a: [] }, { a: {} })).toHaveLength(1);
  expect(fieldDiffs({ a: null }, {})).toEqual([{ path: "a", recorded: null, replayed: undefined }]);
  expect(fieldDiffs(JSON.parse('{"__proto__":{"x":1}}'), {})).toHaveLength(1);
});

it("stays bounded: many fields, and data without an end", () => {
  const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`f${i}`, i]));
  expect(fieldDiffs(wide, {}).length).toBeLessThan(40);
  const deep = (leaf: number) => Array.from({ length: 50 }).reduce<unknown>((inner) => ({ inner }), leaf);
  expect(fieldDiffs(deep(1), deep(2))).toHaveLength(1);
  expect(fieldDiffs(deep(1), deep(1))).toEqual([]);
});

it("makes values fit for JSON: what it lacks becomes text", () => {
  expect([Number.NaN, -0, Infinity, undefined, 1.5, true, [1], "x"].map(reportable)).toEqual([
    "NaN",
    "-0",
    "Infinity",
    null,
    1.5,
    true,
    "[1]",
    "x",
  ]);
  expect(reportable("y".repeat(1_000))).toHaveLength(200);
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  expect(reportable(cycle)).toBe("object");
});
