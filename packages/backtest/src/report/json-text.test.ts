import { describe, expect, it } from "vitest";
import { jsonText, sortedKeys, WrittenJson } from "./json-text.js";

describe("jsonText", () => {
  it("gives rows a line each, and reads back equal", () => {
    const value = {
      name: "x",
      rows: [
        { a: 1, b: [1, 2] },
        { a: 2, b: [] },
      ],
      none: [],
      empty: {},
      deep: { list: [1, 2] },
    };
    const text = jsonText(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toContain('\n    {"a":1,"b":[1,2]},\n');
    expect(text).toContain('"list": [1,2]');
  });

  it("takes what is written already as it is, and leaves out what is undefined", () => {
    expect(jsonText({ rows: [new WrittenJson('{"a":1}')], gone: undefined })).toBe(
      '{\n  "rows": [\n    {"a":1}\n  ]\n}\n',
    );
  });
});

describe("sortedKeys", () => {
  it("orders the keys of every object, however deep, and keeps lists", () => {
    const text = JSON.stringify(sortedKeys({ b: [{ d: 1, c: 2n }], a: undefined, aa: null }));
    expect(text).toBe('{"aa":null,"b":[{"c":"2","d":1}]}');
  });
});
