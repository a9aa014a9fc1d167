import { describe, expect, it } from "vitest";
import { type BarJsonOptions, parseBarsJson } from "./bar-json.js";

const T0 = 1_502_942_400_000;
const HOUR = 3_600_000;
const ROWS = [
  [T0, 10, 12, 9, 11, 5],
  [T0 + HOUR, 11, 13, 10, 12, 6],
];
const NAMES = ["timestamp", "open", "high", "low", "close", "volume"];
const objects = ROWS.map((row) => Object.fromEntries(row.map((value, column) => [NAMES[column]!, value])));
const columns = Object.fromEntries(NAMES.map((name, column) => [name, ROWS.map((row) => row[column]!)]));

const parse = (value: unknown, options?: BarJsonOptions) =>
  parseBarsJson(typeof value === "string" ? value : JSON.stringify(value), { file: "btc.json", ...options });

describe("bars in JSON", () => {
  it.each<[string, unknown]>([
    ["rows as arrays, as ccxt returns them", ROWS],
    ["longer rows, as exchanges return them", ROWS.map((row) => [...row, row[0]! + HOUR - 1, "0"])],
    ["numbers as text", ROWS.map((row) => row.map(String))],
    ["ISO times", ROWS.map(([time, ...rest]) => [new Date(time!).toISOString(), ...rest])],
    ["rows as objects", objects],
    ["rows as objects with keys in any order", objects.map((row) => Object.fromEntries(Object.entries(row).reverse()))],
    ["columns", columns],
    ["columns one level down, beside other things", { symbol: "BTC/USDT", columns }],
    ["names and rows apart", { columns: NAMES, data: ROWS }],
  ])("may be %s", (_, value) => {
    const report = parse(value);
    expect(report.columns.openTime).toEqual(Float64Array.of(T0, T0 + HOUR));
    expect(report.columns.high).toEqual(Float64Array.of(12, 13));
    expect(report.columns.volume).toEqual(Float64Array.of(5, 6));
    expect(report).toMatchObject({ rows: 2, timeframe: "1h" });
  });

  it("keep extra columns on request, NaN where there is none", () => {
    const rows = [{ ...objects[0], funding: -0.1 }, { ...objects[1] }];
    expect(parse(rows, { extra: ["funding"] }).columns.extra).toEqual({ funding: Float64Array.of(-0.1, Number.NaN) });
  });

  it("hold extra columns as numbers, and are refused with a place and all missing names otherwise", () => {
    const rows = objects.map((row, i) => ({ ...row, bid: i === 0 ? 1 : "high" }));
    expect(() => parse(rows, { extra: ["bid"] })).toThrow(
      /^btc\.json:\d+:\d+: row 2: bid is "high", which is not a finite/,
    );
    expect(() => parse(rows, { extra: ["bid", "ask"] })).toThrow(
      expect.objectContaining({ missing: { columns: ["ask"], header: Object.keys(rows[0]!) } }),
    );
    expect(() => parse(ROWS, { extra: ["bid"] })).toThrow('no column "bid", as there is no header');
  });

  it("follow the policies of CSV", () => {
    const rows = [...ROWS, [T0 + 4 * HOUR, "x", 1, 1, 1, 1], ROWS[1], [T0 + 3 * HOUR, 9, 9, 9, 9, 1]];
    const report = parse(rows, { badRows: "skip", duplicates: "last", gaps: "fill" });
    expect(report).toMatchObject({ rows: 4, filled: 1, duplicates: 1, badRows: { count: 1 } });
  });

  it("come as bytes too, with or without a byte order mark", () => {
    expect(parseBarsJson(new TextEncoder().encode(`\uFEFF${JSON.stringify(ROWS)}`)).rows).toBe(2);
  });
});

describe("JSON that holds no bars is refused with a place", () => {
  const skip = 'correct it, or leave such rows out with badRows: "skip"';
  const shapes =
    "expected [[timestamp, open, high, low, close, volume], ...], [{ timestamp, open, ... }, ...] or { columns: { timestamp: [...], ... } }";
  const bad = (row: unknown) => `[\n ${JSON.stringify(ROWS[0])},\n ${JSON.stringify(row)}\n]`;
  it.each<[string, string]>([
    ["", `btc.json:1:1: is no JSON; ${shapes}`],
    ["[[1, 2],\n [3,, 4]]", `btc.json:2:5: is no JSON; ${shapes}`],
    ["[", `btc.json:1:2: is no JSON; ${shapes}`],
    ["[]", "btc.json: holds no bars; expected a header and one row a bar"],
    ["{}", `btc.json: holds an object without columns; ${shapes}`],
    ["42", `btc.json: holds 42, which is no table of bars; ${shapes}`],
    ["[42]", `btc.json:1:2: row is 42, where an array is expected; ${shapes}`],
    [bad(7), `btc.json:3:2: row 2: row is 7, where an array is expected; ${shapes}`],
    [bad([T0 + HOUR, 10, null, 9, 11, 5]), `btc.json:3:2: row 2: high is empty; ${skip}`],
    [bad([T0 + HOUR, 10, 12, 9, 11]), `btc.json:3:2: row 2: volume is empty; ${skip}`],
    [
      bad([T0 + HOUR, 10, "NaN", 9, 11, 5]),
      `btc.json:3:2: row 2: high is "NaN", which is not a finite number; ${skip}`,
    ],
    [
      bad([T0 + HOUR, 10, [12], 9, 11, 5]),
      `btc.json:3:2: row 2: high is "[...]", which is not a finite number; ${skip}`,
    ],
    [bad([T0 + HOUR, 10, 8, 9, 11, 5]), `btc.json:3:2: row 2: low 9 is above high 8; ${skip}`],
    [
      bad([T0 / 1_000, 10, 12, 9, 11, 5]),
      'btc.json:3:2: row 2: timestamp "1502942400" reads as seconds, but this file writes milliseconds; write all times alike',
    ],
    [
      JSON.stringify({ ...columns, close: [1] }),
      'btc.json: column "close" has 1 values, column "timestamp" has 2; columns are equally long',
    ],
  ])("%s", (text, message) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: "DATA", message }));
  });

  it("however deep it nests, and whatever its objects are called", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const nests = [deep, `[${deep}]`, `{"columns":[${deep}],"data":[]}`, `{"columns":[{"toString":1}],"data":[[1]]}`];
    for (const text of [...nests, "[".repeat(1_000_000), '[{"t":{"toString":1},"o":1,"h":1,"l":1,"c":1,"v":1}]'])
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: "DATA" }));
  });

  it("names the first place and the rows of the others", () => {
    const rows = [ROWS[0], [1], [2]];
    expect(() => parse(rows)).toThrow(/^btc\.json:1:31: row 2: .*\n1 more problem:\n {2}btc\.json: row 3: /);
  });

  it("when it is longer than the limit", () => {
    expect(() => parse(ROWS, { maxJsonBytes: 10 })).toThrow("btc.json: is longer than 10 bytes; write large");
  });
});
