import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonOffset, linePlace } from "./json-offset.js";

describe("jsonOffset", () => {
  it("finds where the value at a path starts", () => {
    const text = '{ "a": [1, {"b\\n": "x]"}, [true, null]], "c": -1.5e3 }';
    const at = (...path: (string | number)[]) => text.slice(jsonOffset(text, path)).split(/[ ,\]}]/)[0];
    expect(at("a", 0)).toBe("1");
    expect(at("a", 1, "b\n")).toBe('"x');
    expect(at("a", 2, 1)).toBe("null");
    expect(at("c")).toBe("-1.5e3");
  });

  it.each([
    ["", 0],
    ["[1, 2", 5],
    ["[1 2]", 3],
    ["[1,]", 3],
    ['{"a" 1}', 5],
    ["{a: 1}", 1],
    ['["a\nb"]', 3],
    ['["\\x"]', 2],
    ["[01]", 2],
    ["nul", 0],
  ])("stops in %j at %d", (text, offset) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(jsonOffset(text, [])).toBe(offset);
  });

  it("walks any JSON to its end", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify([value, "here"], null, 1);
        expect(text.slice(jsonOffset(text, [1])).startsWith('"here"')).toBe(true);
      }),
    );
  });

  it("does not follow endless nesting", () => {
    expect(jsonOffset("[".repeat(100_000), [])).toBe(65);
  });
});

it("counts lines and columns from 1", () => {
  expect(linePlace("ab\ncd", 0)).toEqual({ line: 1, column: 1 });
  expect(linePlace("ab\ncd", 4)).toEqual({ line: 2, column: 2 });
  expect(linePlace("\n\n", 2)).toEqual({ line: 3, column: 1 });
});
