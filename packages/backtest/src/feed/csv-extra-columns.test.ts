import { describe, expect, it } from "vitest";
import { type BarCsvOptions, createBarCsvParser } from "./csv-parser.js";

const HEADER = "timestamp,open,high,low,close,volume";
const T0 = 1_502_942_400_000;
const HOUR = 3_600_000;

function read(text: string, options: BarCsvOptions) {
  const parser = createBarCsvParser({ file: "btc.csv", ...options });
  parser.push(new TextEncoder().encode(text));
  return parser.finish();
}

/** A good row, `hours` after the first. */
const row = (hours: number, cells = "10,12,9,11,5") => `${T0 + hours * HOUR},${cells}`;

describe("extra columns of CSV", () => {
  it("are kept on request, with NaN for an empty cell", () => {
    const text = `${HEADER},fundingRate,note\n${row(0)},-0.0001,x\n${row(1)},,y\n`;
    const { columns } = read(text, { extra: ["fundingRate"] });
    expect(columns.extra).toEqual({ fundingRate: Float64Array.of(-0.0001, Number.NaN) });
  });

  it("are sorted, dropped and filled along with their rows", () => {
    const text = `${HEADER},bid\n${row(0)},1\n${row(4)},5\n${row(1)},2\n${row(1)},3\n${row(2, "10,12,9,x,5")},4\n`;
    const policies = { extra: ["bid"], unsorted: "sort", badRows: "skip", timeframe: "1h" } as const;
    const bids = (duplicates: "first" | "last", gaps: "keep" | "fill") => [
      ...read(text, { ...policies, duplicates, gaps }).columns.extra!.bid!,
    ];
    expect(bids("first", "keep")).toEqual([1, 2, 5]);
    expect(bids("last", "keep")).toEqual([1, 3, 5]);
    expect(bids("first", "fill")).toEqual([1, 2, Number.NaN, Number.NaN, 5]);
    const sorted = `${HEADER},bid\n${row(0)},1\n${row(0)},2\n${row(1)},3\n`;
    expect(read(sorted, { extra: ["bid"], duplicates: "last" }).columns.extra!.bid).toEqual(Float64Array.of(2, 3));
  });

  it("take their row with them where they hold no number, if told so", () => {
    const text = `${HEADER},bid\n${row(0)},1\n${row(1)},-\n${row(2)},1e999\n`;
    const { columns, badRows } = read(text, { extra: ["bid"], badRows: "skip" });
    expect(columns.extra!.bid).toEqual(Float64Array.of(1));
    expect(badRows.issues).toMatchObject([
      { line: 3, column: 28, message: 'bid is "-", which is not a finite number' },
      { line: 4, column: 28, message: 'bid is "1e999", which is not a finite number' },
    ]);
  });

  it("are refused where they hold no number, with a place", () => {
    const text = `${HEADER},funding\n${row(0)},none\n`;
    expect(() => read(text, { extra: ["funding"] })).toThrow(
      'btc.csv:2:28: funding is "none", which is not a finite number; correct it, or leave such rows out with badRows: "skip"',
    );
  });
});
