import { expect, it } from "vitest";
import { clip, placeText, TradingError } from "./errors.js";

class SampleError extends TradingError {
  override readonly code = "SAMPLE";
}

it("names an error after its class, and keeps its code and cause", () => {
  const cause = new Error("below");
  const error = new SampleError("above", { cause });
  expect([error.name, error.code, error.cause, String(error)]).toEqual([
    "SampleError",
    "SAMPLE",
    cause,
    "SampleError: above",
  ]);
  expect(error).toBeInstanceOf(Error);
});

it("writes places as editors link them", () => {
  expect(placeText({ file: "a.yaml", line: 3, column: 7 })).toBe("a.yaml:3:7");
  expect(placeText({ file: "a.yaml", line: 3 })).toBe("a.yaml:3");
  expect(placeText({ file: "a.yaml", column: 7 })).toBe("a.yaml");
  expect(placeText({})).toBe("<input>");
});

it.each([
  ["abc", '"abc"'],
  ["a\nb", '"a\\nb"'],
  ["x".repeat(99), `"${"x".repeat(58)}…`],
  [1.5, "1.5"],
  [undefined, "undefined"],
  [["a\n", "b"], "a ,b"],
  [Object.create(null), "object"],
  [Symbol("s"), "Symbol(s)"],
])("clips %o to one line", (value, text) => {
  expect(clip(value)).toBe(text);
  expect(clip(value).length).toBeLessThanOrEqual(60);
});
