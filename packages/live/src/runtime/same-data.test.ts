import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain } from "./plain.js";
import { sameData } from "./same-data.js";

const shuffled = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(shuffled)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, shuffled(inner)]),
        )
      : value;

describe("plain data", () => {
  it("are the same as what JSON reads back of them, in whatever order", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(sameData(shuffled(JSON.parse(JSON.stringify(value))), plain(value))).toBe(true);
      }),
    );
  });

  it("are the same exactly where their JSON is", () => {
    const data = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<unknown>(0, 1, "", "1", null, true),
        fc.array(tie("value"), { maxLength: 2 }),
        fc.record({ a: tie("value"), b: tie("value") }, { requiredKeys: [] }),
      ),
    })).value;
    fc.assert(
      fc.property(data, data, (a, b) => {
        expect(sameData(a, b)).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [{}, []],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ b: 1 }, { a: 1 }],
    [[1, 2], [1]],
    [null, {}],
    [1, "1"],
    [undefined, null],
  ])("%j differs from %j", (a, b) => {
    expect(sameData(a, b)).toBe(false);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
