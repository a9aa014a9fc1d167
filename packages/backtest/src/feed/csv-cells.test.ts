import { describe, expect, it } from "vitest";
import { cellEnd, cellText, guessDelimiter } from "./csv-cells.js";

const bytesOf = (text: string) => new TextEncoder().encode(`${text}\n`);

describe("a cell", () => {
  it.each([
    ["abc,d", "abc"],
    ["  1.5 ,d", "1.5"],
    ['"a,b",d', "a,b"],
    ['"a ""quoted"" word",d', 'a "quoted" word'],
    ['"two\nlines",d', "two\nlines"],
    ['"",d', ""],
    [",d", ""],
    ["é,d", "é"],
  ])("%j starts with %j", (line, content) => {
    const bytes = bytesOf(line);
    const end = cellEnd(bytes, 0, bytes.length - 1, 44);
    expect(cellText(bytes, 0, end)).toBe(content);
    expect(bytes[end]).toBe(44);
  });

  it("marks a long text as cut", () => {
    const bytes = bytesOf("1".repeat(5_000));
    expect(cellText(bytes, 0, 5_000)).toBe(`${"1".repeat(1_024)}…`);
  });
});

it.each([
  ["a,b,c", ","],
  ["a;b;c", ";"],
  ["a\tb", "\t"],
  ["a", ","],
  ['"a;b;c",d', ","],
  ["1,5;2,5;3;4", ";"],
])("the delimiter of %j is %j", (line, delimiter) => {
  expect(guessDelimiter(bytesOf(line), 0)).toBe(delimiter);
});

it("looks for the delimiter in one line only, even behind an open quote", () => {
  expect(guessDelimiter(bytesOf("a;b\n1,2,3,4"), 0)).toBe(";");
  expect(guessDelimiter(bytesOf('a;"b'), 0)).toBe(";");
});
