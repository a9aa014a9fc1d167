import type { BarColumns } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { barCsvChunks } from "./bar-csv-text.js";

const bars = (changes: Partial<BarColumns> = {}): BarColumns => {
  const price = Float64Array.of(0.1 + 0.2, 1e-7);
  const openTime = Float64Array.of(1_502_942_400_000, 1_502_946_000_000);
  return { openTime, open: price, high: price, low: price, close: price, volume: Float64Array.of(0, 1e21), ...changes };
};
const textOf = (columns: BarColumns) => [...barCsvChunks(columns)].join("");

it("writes the shortest digits that mean the same double", () => {
  expect(textOf(bars())).toBe(
    [
      "timestamp,open,high,low,close,volume",
      "1502942400000,0.30000000000000004,0.30000000000000004,0.30000000000000004,0.30000000000000004,0",
      "1502946000000,1e-7,1e-7,1e-7,1e-7,1e+21",
      "",
    ].join("\n"),
  );
});

it("states the unit of times that would read as another", () => {
  expect(textOf(bars({ openTime: Float64Array.of(0, 60_000) }))).toMatch(/^timestamp_ms,/);
});

it("quotes the names of extra columns where it must, and leaves NaN empty", () => {
  const text = textOf(bars({ extra: { 'a "b", c': Float64Array.of(-0, Number.NaN) } }));
  expect(text.split("\n").map((line) => line.split("volume").at(-1)!.slice(-12))).toEqual(
    [',"a ""b"", c"'.slice(-12), "000004,0,-0", "1e-7,1e+21,", ""].map((end) => expect.stringContaining(end)),
  );
});

describe("refuses what could not be read back", () => {
  it.each<[string, Partial<BarColumns>, string]>([
    ["uneven columns", { close: Float64Array.of(1) }, "column close has 1 rows, openTime has 2"],
    ["NaN", { close: Float64Array.of(1, Number.NaN) }, "close of row 1 is NaN, which is no finite number"],
    ["Infinity", { volume: Float64Array.of(1, 1 / 0) }, "volume of row 1 is Infinity, which is no finite number"],
    [
      "fractions of a ms",
      { openTime: Float64Array.of(1, 1.5) },
      "openTime of row 1 is 1.5, which is no whole millisecond",
    ],
    ["a second close", { extra: { Close: Float64Array.of(1, 2) } }, 'extra column "Close" would read back as close'],
    ["no name", { extra: { "": Float64Array.of(1, 2) } }, 'extra column "" has no name, or blanks around it'],
    ["blanks", { extra: { " bid": Float64Array.of(1, 2) } }, 'extra column " bid" has no name, or blanks around it'],
  ])("%s", (_, changes, message) => {
    expect(() => textOf(bars(changes))).toThrow(message);
  });
});
