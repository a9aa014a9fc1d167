import { describe, expect, it } from "vitest";
import { type BarCsvOptions, createBarCsvParser } from "./csv-parser.js";
import { DataError } from "./data-error.js";

const HEADER = "timestamp,open,high,low,close,volume";
const T0 = 1_502_942_400_000;
const HOUR = 3_600_000;

function read(text: string | Uint8Array, options: BarCsvOptions = {}) {
  const parser = createBarCsvParser({ file: "btc.csv", ...options });
  parser.push(typeof text === "string" ? new TextEncoder().encode(text) : text);
  return parser.finish();
}

function errorOf(text: string | Uint8Array, options?: BarCsvOptions): DataError {
  try {
    read(text, options);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** A good row, `hours` after the first. */
const row = (hours: number, cells = "10,12,9,11,5") => `${T0 + hours * HOUR},${cells}`;
const file = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;

describe("a tidy file", () => {
  it("becomes columns of doubles, and a report of what it holds", () => {
    const report = read(file(row(0, "4261.48,4313.62,4261.32,4308.83,47.181009"), row(1, "10,12,9,11,0")));
    expect(report.columns.openTime).toEqual(Float64Array.of(T0, T0 + HOUR));
    expect(report.columns.open).toEqual(Float64Array.of(4261.48, 10));
    expect(report.columns.high).toEqual(Float64Array.of(4313.62, 12));
    expect(report.columns.low).toEqual(Float64Array.of(4261.32, 9));
    expect(report.columns.close).toEqual(Float64Array.of(4308.83, 11));
    expect(report.columns.volume).toEqual(Float64Array.of(47.181009, 0));
    expect(report).toMatchObject({ rows: 2, from: T0, to: T0 + 2 * HOUR, timeframe: "1h", timeUnit: "ms" });
    expect(report).toMatchObject({ badRows: { count: 0 }, duplicates: 0, unsorted: 0, filled: 0, zeroVolume: 1 });
  });

  const plain = read(file(row(0), row(1), row(2)));
  const variants: Record<string, [string, BarCsvOptions?]> = {
    "CRLF line ends": [file(row(0), row(1), row(2)).replaceAll("\n", "\r\n")],
    "CR line ends": [file(row(0), row(1), row(2)).replaceAll("\n", "\r")],
    "no line end at the end": [file(row(0), row(1), row(2)).trimEnd()],
    "blank lines": [`\n\r\n${file(row(0), "", row(1), row(2), "", "")}`],
    "a byte order mark": [`\uFEFF${file(row(0), row(1), row(2))}`],
    semicolons: [file(row(0), row(1), row(2)).replaceAll(",", ";")],
    tabs: [file(row(0), row(1), row(2)).replaceAll(",", "\t")],
    "quoted cells": [file(row(0), row(1), row(2)).replace(/[^,\n]+/g, '"$&"')],
    "blanks around cells": [file(row(0), row(1), row(2)).replaceAll(",", " , ")],
    "scientific notation": [file(row(0, "1e1,1.2E+1,9,110e-1,5"), row(1), row(2))],
    "no header": [file(row(0), row(1), row(2)).slice(HEADER.length + 1)],
    "no header, and more columns": [[row(0), row(1), row(2)].map((r) => `${r},1,x`).join("\n")],
    "other columns, other order": [
      `symbol,VOLUME,Close,Low,High,Open,Date\n${[0, 1, 2].map((h) => `BTC,5,11,9,12,10,${new Date(T0 + h * HOUR).toISOString()}`).join("\n")}`,
    ],
    "quotes with delimiters, quotes and lines in ignored columns": [
      `note,${HEADER}\n${[0, 1, 2].map((h) => `"a ""b"", c\r\nd;",${row(h)}`).join("\n")}`,
    ],
    seconds: [file(...[0, 1, 2].map((h) => `${T0 / 1_000 + h * 3_600},10,12,9,11,5`))],
    microseconds: [file(...[0, 1, 2].map((h) => `${T0 + h * HOUR}000,10,12,9,11,5`))],
    nanoseconds: [file(...[0, 1, 2].map((h) => `${T0 + h * HOUR}000000,10,12,9,11,5`))],
    "dates with a space": [file(...[4, 5, 6].map((h) => `2017-08-17 0${h}:00:00,10,12,9,11,5`))],
  };

  it.each(Object.entries(variants))("reads the same with %s", (_, [text, options]) => {
    const { columns, timeframe } = read(text, options);
    expect(columns).toEqual(plain.columns);
    expect(timeframe).toBe("1h");
  });

  it("takes a date without a time as 00:00 UTC", () => {
    const { from, timeframe } = read(file("2017-08-17,10,12,9,11,5", "2017-08-18,10,12,9,11,5"));
    expect([from, timeframe]).toEqual([Date.UTC(2017, 7, 17), "1d"]);
  });

  it("reads volume as 0 where the file has none, if told so", () => {
    const text = `timestamp,open,high,low,close\n${row(0, "10,12,9,11")}\n`;
    expect(read(text, { columns: { volume: null } }).columns.volume).toEqual(Float64Array.of(0));
  });

  it("believes a stated unit and delimiter", () => {
    const text = "0;10;12;9;11;5\n60;10;12;9;11;5";
    expect(read(text, { header: false, timeUnit: "s", delimiter: ";" }).timeframe).toBe("1m");
  });
});

describe("a bad row is refused with its place, its value and a hint", () => {
  const skip = 'correct it, or leave such rows out with badRows: "skip"';
  const decimals = "write numbers without decimal commas or thousands separators";
  it.each([
    ["10,abc,9,11,5", `btc.csv:3:18: high is "abc", which is not a finite number; ${skip}`],
    ["10,,9,11,5", `btc.csv:3:18: high is empty; ${skip}`],
    ["10,NaN,9,11,5", `btc.csv:3:18: high is "NaN", which is not a finite number; ${skip}`],
    ["10,inf,9,11,5", `btc.csv:3:18: high is "inf", which is not a finite number; ${skip}`],
    ["10,Infinity,9,11,5", `btc.csv:3:18: high is "Infinity", which is not a finite number; ${skip}`],
    ["10,0x1F,9,11,5", `btc.csv:3:18: high is "0x1F", which is not a finite number; ${skip}`],
    ["10,1e999,9,11,5", `btc.csv:3:18: high is "1e999", which is not a finite number; ${skip}`],
    [
      '10,"1,200",9,11,5',
      'btc.csv:3:18: high is "1,200", which is not a finite number; write numbers without thousands separators, with a decimal point',
    ],
    ["10,12,9,11,1,200", `btc.csv:3: row has 7 cells, where 6 are expected; ${decimals}`],
    ["10,12,9,11", `btc.csv:3: row has 5 cells, where 6 are expected; ${skip}`],
    ["-1,12,9,11,5", `btc.csv:3:15: open is -1, and a price is above 0; ${skip}`],
    ["10,12,0,11,5", `btc.csv:3:21: low is 0, and a price is above 0; ${skip}`],
    ["10,12,9,11,-5", `btc.csv:3:26: volume is -5, and a volume is not negative; ${skip}`],
    ["10,9,12,11,5", `btc.csv:3:20: low 12 is above high 9; ${skip}`],
    ["8,12,9,11,5", `btc.csv:3:15: open 8 is below low 9; ${skip}`],
    ["13,12,9,11,5", `btc.csv:3:15: open 13 is above high 12; ${skip}`],
    ["10,12,9,8,5", `btc.csv:3:23: close 8 is below low 9; ${skip}`],
    ["10,12,9,13,5", `btc.csv:3:23: close 13 is above high 12; ${skip}`],
    ['10,"12,9,11,5', "btc.csv:3: a quote is never closed"],
    ['10,"12"3,9,11,5', `btc.csv:3:18: high is "\\"12\\"3", which is not a finite number; ${skip}`],
  ])("%s", (cells, message) => {
    expect(errorOf(file(row(0), row(1, cells))).message).toBe(message);
  });

  it.each([
    [
      "yesterday",
      'timestamp is "yesterday", which is no time; write epoch seconds, milliseconds, microseconds or nanoseconds, or ISO 8601',
    ],
    ["", `timestamp is empty; ${skip}`],
    ["1502946000", 'timestamp "1502946000" reads as seconds, but this file writes milliseconds; write all times alike'],
    [
      "2017-08-17",
      'timestamp "2017-08-17" reads as ISO 8601 dates, but this file writes milliseconds; write all times alike',
    ],
  ])("a time of %j", (time, message) => {
    expect(errorOf(file(row(0), `${time},10,12,9,11,5`)).message).toBe(`btc.csv:3:1: ${message}`);
  });

  it("counts lines and columns through quoted cells", () => {
    const text = `note,${HEADER}\n"a\nb",${row(0)}\n"c\nd",${row(1, "10,x,9,11,5")}\n`;
    expect(errorOf(text)).toMatchObject({ file: "btc.csv", line: 5, column: 21, code: "DATA" });
  });

  it("lists the first twenty and counts the rest", () => {
    const error = errorOf(file(row(0), ...Array.from({ length: 30 }, (_, i) => row(i + 1, "10,x,9,11,5"))));
    const lines = error.message.split("\n");
    expect(lines[0]).toBe(`btc.csv:3:18: high is "x", which is not a finite number; ${skip}`);
    expect(lines[1]).toBe("29 more problems:");
    expect(lines[2]).toBe('  btc.csv:4:18: high is "x", which is not a finite number');
    expect(lines.at(-1)).toBe("  ... and 10 more");
    expect([error.issues.length, error.issueCount, lines.length]).toEqual([20, 30, 22]);
  });

  it("clips a long value", () => {
    expect(errorOf(file(row(0, `10,${"x".repeat(5_000)},9,11,5`))).message.length).toBeLessThan(250);
  });

  it("never reads half of a long number", () => {
    expect(errorOf(file(row(0, `10,12,9,11,${"1".repeat(2_000)}`))).message).toContain("volume is");
    expect(read(file(row(0, `10,12,9,11,0.${"1".repeat(1_000)}`))).columns.volume[0]).toBe(1 / 9);
  });
});

describe("with bad rows skipped", () => {
  it("reads the good ones, and reports the others", () => {
    const { rows, badRows } = read(file(row(0), row(1, "x,12,9,11,5"), row(2), "junk", row(3)), { badRows: "skip" });
    expect([rows, badRows.count]).toEqual([3, 2]);
    expect(badRows.issues.map(({ line, column, message }) => [line, column, message])).toEqual([
      [3, 15, 'open is "x", which is not a finite number'],
      [5, undefined, "row has 1 cell, where 6 are expected"],
    ]);
  });

  it("loses one line to a quote that is never closed, not the rest of the file", () => {
    const rows = [row(0), row(1, '"10,12,9,11,5'), ...Array.from({ length: 5_000 }, (_, i) => row(i + 2))];
    expect(read(file(...rows), { badRows: "skip" })).toMatchObject({ rows: 5_001, badRows: { count: 1 } });
    expect(read(file(...rows.slice(0, 5)), { badRows: "skip" })).toMatchObject({ rows: 4, badRows: { count: 1 } });
  });

  it("goes on behind a row of a million characters", () => {
    const report = read(file(row(0), row(1, `10,${"9".repeat(1_000_000)},9,11,5`), row(2)), { badRows: "skip" });
    expect(report).toMatchObject({ rows: 2, badRows: { count: 1 } });
    expect(report.badRows.issues[0]).toMatchObject({ line: 3, message: "row is longer than 65536 bytes" });
  });

  it("says why, when none is left", () => {
    expect(errorOf(file(row(0, "1,2,3,4,5,6")), { badRows: "skip" }).message).toBe(
      "btc.csv: holds no bars; all 1 rows were skipped, the first because row has 7 cells, where 6 are expected",
    );
  });
});

describe("a file that is no bars at all", () => {
  const hint = "is this a file of bars, and is every quote closed?";
  it.each<[string, string | Uint8Array, string]>([
    ["empty", "", "btc.csv: holds no bars; expected a header and one row a bar"],
    ["blank", " \n".trim(), "btc.csv: holds no bars; expected a header and one row a bar"],
    ["a header only", HEADER, "btc.csv: holds no bars; expected a header and one row a bar"],
    [
      "a letter",
      "Dear customer,\nyour",
      'btc.csv:1: starts with "Dear customer,", which is neither a header nor a bar; expected timestamp, open, high, low, close, volume',
    ],
    [
      "numbers",
      "1\n2\n",
      "btc.csv:1: the first row has 1 cell, and a bar has 6; expected timestamp, open, high, low, close, volume; check the delimiter",
    ],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 65, 0), "btc.csv:1: is UTF-16 text; save it as UTF-8"],
    ["binary", Uint8Array.of(80, 75, 3, 4, 0, 0), "btc.csv:1: is no text; expected CSV, gzipped CSV or JSON"],
    ["a million characters", "x".repeat(1_000_000), `btc.csv:1: row is longer than 65536 bytes; ${hint}`],
    ["a quote never closed", `"${"x\n".repeat(50_000)}`, `btc.csv:1: a quote is never closed; ${hint}`],
  ])("%s", (_, text, message) => {
    expect(errorOf(text).message).toBe(message);
  });

  it("may be empty if told so", () => {
    expect(read(HEADER, { allowEmpty: true })).toMatchObject({ rows: 0, from: null, to: null, timeframe: null });
  });

  it("may not hold more rows than allowed", () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => row(i));
    expect(errorOf(file(...rows), { maxRows: 4_500 }).message).toBe(
      "btc.csv:4502: more than 4500 rows; read the input in parts, or raise maxRows",
    );
    expect(errorOf(file(...rows), { maxRows: 100 }).message).toContain("more than 100 rows");
  });
});

describe("order", () => {
  const unsorted = file(row(0), row(2, "20,20,20,20,2"), row(1, "10,10,10,10,1"));

  it("is refused when rows go back in time", () => {
    expect(errorOf(unsorted).message).toBe(
      'btc.csv:4: opens at 2017-08-17T05:00:00.000Z, before the row above it, which opens at 2017-08-17T06:00:00.000Z; bars stand oldest first; pass unsorted: "sort" to sort them',
    );
  });

  it("is refused even with bad rows skipped, since the row may be right and the one above wrong", () => {
    expect(errorOf(unsorted, { badRows: "skip" })).toMatchObject({ line: 4 });
  });

  it("is made on request", () => {
    const { columns, unsorted: count } = read(unsorted, { unsorted: "sort" });
    expect([...columns.volume]).toEqual([5, 1, 2]);
    expect(count).toBe(1);
  });
});

describe("duplicates", () => {
  const twice = file(row(0), row(1, "10,10,10,10,1"), row(1, "20,20,20,20,2"), row(2));
  const message =
    'a second bar opens at 2017-08-17T05:00:00.000Z; say which one counts with duplicates: "first" or "last"';

  it("are refused by default, sorted or not", () => {
    expect(errorOf(twice).message).toBe(`btc.csv:4: ${message}`);
    expect(errorOf(twice, { unsorted: "sort" }).message).toBe(`btc.csv:4: ${message}`);
    const apart = file(row(1), row(0), row(1));
    expect(errorOf(apart, { unsorted: "sort" }).message).toBe(`btc.csv:4: ${message}`);
  });

  it.each([
    ["first", [5, 1, 5]],
    ["last", [5, 2, 5]],
  ] as const)("leave the %s one on request, and are counted", (duplicates, volumes) => {
    for (const unsorted of ["refuse", "sort"] as const) {
      const report = read(twice, { duplicates, unsorted });
      expect([...report.columns.volume]).toEqual(volumes);
      expect(report.duplicates).toBe(1);
    }
  });
});

describe("gaps", () => {
  const holed = file(row(0), row(1), row(4, "7,7,7,7,1"), row(5, "7,7,7,7,1"));

  it("are kept and reported by default", () => {
    expect(read(holed).gaps).toEqual({
      count: 1,
      missingBars: 2,
      largest: 2,
      list: [{ after: T0 + HOUR, before: T0 + 4 * HOUR, missing: 2 }],
    });
  });

  it("are refused on request, at the bar behind them", () => {
    expect(errorOf(holed, { gaps: "refuse" }).message).toBe(
      'btc.csv:4: 2 bars are missing between 2017-08-17T05:00:00.000Z and 2017-08-17T08:00:00.000Z; keep gaps with gaps: "keep", or fill them with gaps: "fill"',
    );
  });

  it("are filled on request with flat bars, which are counted", () => {
    const report = read(holed, { gaps: "fill" });
    expect([...report.columns.close]).toEqual([11, 11, 11, 11, 7, 7]);
    expect([...report.columns.volume]).toEqual([5, 5, 0, 0, 1, 1]);
    expect(report).toMatchObject({ rows: 6, filled: 2, zeroVolume: 0 });
  });

  it("are not filled without end", () => {
    const far = file("1502942400,10,12,9,11,5", "1502942401,10,12,9,11,5", "1602942400,10,12,9,11,5");
    expect(errorOf(far, { gaps: "fill" }).message).toBe(
      "btc.csv: filling the gaps would add 99999998 bars, more than maxRows 50000000 allows; check the open times, or raise maxRows",
    );
  });
});

describe("the timeframe", () => {
  it("is the most common spacing", () => {
    expect(read(file(row(0), row(5), row(6), row(7))).timeframe).toBe("1h");
  });

  it("is what most bars are apart: asked for another, longer or shorter, it refuses and names both", () => {
    expect(errorOf(file(row(0), row(1), row(2)), { timeframe: "4h" }).message).toBe(
      "btc.csv: most bars are 1h apart, so they are no 4h bars; ask for 1h, or give bars of 4h, or leave timeframe out",
    );
    expect(errorOf(file(row(0), row(1), row(2)), { timeframe: "15m" }).message).toBe(
      "btc.csv: most bars are 1h apart, so they are no 15m bars; ask for 1h, or give bars of 15m, or leave timeframe out",
    );
    expect(errorOf(file(row(0), row(0.4), row(0.8)), { timeframe: "1h" }).message).toMatch(
      /: most bars are 24m apart, /,
    );
    expect(read(file(row(0), row(1), row(2)), { timeframe: "60m" }).rows, "the same by another name").toBe(3);
    expect(read(file(row(0), row(1), row(4), row(9)), { timeframe: "1h" }).rows, "gaps are no timeframe").toBe(4);
    expect(read(file(row(0), row(4)), { timeframe: "1h" }).gaps.missingBars).toBe(3);
  });

  it("shows which bars are off its grid", () => {
    const { misaligned } = read(file(row(0), row(1), row(2.5), row(3), row(4)));
    expect(misaligned).toEqual({ count: 1, first: T0 + 2.5 * HOUR });
  });
});
