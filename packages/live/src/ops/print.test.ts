import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, decimal, minute, plainNumber, span, table, wrap } from "./print.js";

describe("in print", () => {
  it.each([
    [0, "0 ms"],
    [0.4, "0 ms"],
    [340, "340 ms"],
    [1_840, "1.8 s"],
    [59_999, "59 s"],
    [725_000, "12 min 5 s"],
    [3_600_000, "1 h"],
    [76 * 3_600_000, "3 d 4 h"],
    [-1_500, "-1.5 s"],
    [Number.NaN, "?"],
    [Infinity, "?"],
  ])("a time of %d ms is %s", (ms, text) => expect(span(ms)).toBe(text));

  it("numbers have commas between thousands, and no sign without a value", () => {
    expect([
      decimal(1_234_567.891),
      decimal(-0.001),
      decimal(-12, 0),
      plainNumber(0.0512),
      plainNumber(1_000),
      plainNumber(0),
    ]).toEqual(["1,234,567.89", "0.00", "-12", "0.0512", "1,000", "0"]);
  });

  it("sizes are in powers of 1,024", () => {
    expect([bytes(0), bytes(1_023), bytes(1_536), bytes(190_840_832), bytes(2 ** 41)]).toEqual([
      "0 bytes",
      "1,023 bytes",
      "1.5 KiB",
      "182 MiB",
      "2,048 GiB",
    ]);
  });

  it("times that are none are a question mark", () => {
    expect([minute(0), minute(Number.NaN), minute(1e300)]).toEqual(["1970-01-01 00:00", "?", "?"]);
  });

  it("wrapped lines fit, and lose no word", () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 60 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 60 }), (words, width) => {
        const lines = wrap(words.join(" "), width);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
      }),
    );
  });

  it("tables fit: the widest texts are cut", () => {
    expect(
      table(
        [
          ["name", "n"],
          ["a long name from outside", "1,234"],
        ],
        "lr",
        20,
      ),
    ).toEqual(["  name             n", "  a long nam…  1,234"]);
  });
});
