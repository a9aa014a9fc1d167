import fc from "fast-check";
import { expect, it } from "vitest";
import { barCsvChunks } from "./bar-csv-text.js";
import { parseBarsJson } from "./bar-json.js";
import type { BarsReport } from "./bars-report.js";
import { type BarCsvOptions, createBarCsvParser } from "./csv-parser.js";
import { DataError } from "./data-error.js";

const utf8 = new TextEncoder();

/** The report, or the message of the error; any other exception fails the test. */
function outcome(chunks: readonly Uint8Array[], options: BarCsvOptions): BarsReport | string {
  try {
    const parser = createBarCsvParser(options);
    for (const chunk of chunks) parser.push(chunk);
    return parser.finish();
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}

function expectBars({ columns, rows }: BarsReport): void {
  for (const column of Object.values(columns.extra ?? {}))
    if (
      column.length !== rows ||
      column.includes(Number.POSITIVE_INFINITY) ||
      column.includes(Number.NEGATIVE_INFINITY)
    )
      expect.fail(`an extra column is ${column}`);
  const { openTime, open, high, low, close, volume } = columns;
  for (let i = 0; i < rows; i++) {
    const [o, h, l, c, v] = [open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!];
    const good = l > 0 && l <= o && o <= h && l <= c && c <= h && h < Infinity && v >= 0 && v < Infinity;
    if (!(good && Number.isInteger(openTime[i]) && (i === 0 || openTime[i]! > openTime[i - 1]!)))
      expect.fail(`row ${i} is no bar: ${openTime[i]}, ${o}, ${h}, ${l}, ${c}, ${v}`);
  }
}

const policies: fc.Arbitrary<BarCsvOptions> = fc.record({
  badRows: fc.constantFrom("refuse", "skip"),
  duplicates: fc.constantFrom("refuse", "first", "last"),
  unsorted: fc.constantFrom("refuse", "sort"),
  gaps: fc.constantFrom("keep", "refuse", "fill"),
  maxRows: fc.constant(10_000),
  extra: fc.constantFrom([], ["bid"]),
});

const valid = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.double({ min: 1e-8, max: 1e8, noNaN: true }), fc.nat(1_000_000)),
  { minLength: 1, maxLength: 30 },
);

function csvOf(bars: readonly (readonly [number, number, number])[], delimiter: string, lineEnd: string): string {
  let time = 1_600_000_000_000;
  const rows = bars.map(([step, price, volume]) => {
    time += step * 60_000;
    return [time, price, price * 1.5, price / 2, price, volume / 100, step === 1 ? "" : -price].join(delimiter);
  });
  return ["timestamp,open,high,low,close,volume,bid".replaceAll(",", delimiter), ...rows, ""].join(lineEnd);
}

const text = fc
  .tuple(valid, fc.constantFrom(",", ";", "\t"), fc.constantFrom("\n", "\r\n", "\r"))
  .map(([bars, delimiter, lineEnd]) => csvOf(bars, delimiter, lineEnd));

/** What goes wrong in files: bytes lost, doubled, or replaced by something that means something to a parser. */
const nasty = fc.constantFrom(
  ...[
    '"',
    '""',
    ",",
    ";",
    "\n",
    "\r",
    "\r\n",
    "-",
    "e",
    ".",
    "NaN",
    "1e400",
    "0x1",
    " ",
    "\0",
    "\uFEFF",
    "é",
    "2017-08-17",
  ],
  "9".repeat(400),
);
const mutated = fc
  .tuple(text, fc.array(fc.tuple(fc.nat(), fc.nat(3), nasty), { minLength: 1, maxLength: 4 }))
  .map(([start, edits]) =>
    edits.reduce((now, [at, cut, put]) => {
      const from = at % (now.length + 1);
      return now.slice(0, from) + put + now.slice(from + cut);
    }, start),
  );

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  mutated.map((value) => utf8.encode(value)),
  text.map((value) => utf8.encode(value)),
);

it("ends in bars or in one typed error, whatever the bytes", () => {
  fc.assert(
    fc.property(anyBytes, policies, (bytes, options) => {
      const result = outcome([bytes], options);
      if (typeof result !== "string") expectBars(result);
    }),
    { numRuns: 5_000 },
  );
});

it("does not care how the bytes are cut into chunks", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(anyBytes, cuts, policies, fc.nat(9), (bytes, sizes, options, tenth) => {
      const long = tenth === 0;
      // rows before, so that the end of the parser's buffer falls somewhere into the text
      const lead = long
        ? utf8.encode(`timestamp,open,high,low,close,volume,bid\n${"1,1,1,1,1,1,1\n".repeat(4_665)}`)
        : [];
      const whole = Uint8Array.of(...lead, ...bytes);
      const chunks: Uint8Array[] = [];
      for (let at = 0, k = 0; at < whole.length; k++) {
        const size = sizes[k % sizes.length]! * (long ? 97 : 1);
        chunks.push(whole.slice(at, at + size));
        at += size;
      }
      expect(outcome(chunks, options)).toEqual(outcome([whole], options));
    }),
    { numRuns: 1_000 },
  );
});

it("reads a row the same wherever the end of the buffer cuts it", () => {
  const tail = '1600000060000,2,3,1,2.5,"7"\r\n1600000120000,2,3,1,2.5,1e1\r\n"x\r\ny"\r\n1600000180000,2,3,1,2.5,8';
  const rows = Array.from({ length: 90 }, (_, pad) => {
    const lead = `timestamp,open,high,low,close,volume\n${" ".repeat(pad + 65_400)},1\n`;
    return outcome([utf8.encode(lead + tail)], { badRows: "skip" });
  });
  for (const result of rows)
    expect(result).toMatchObject({ rows: 3, badRows: { count: 2, issues: [{ line: 2 }, { line: 5 }] } });
});

it("reads back what was written, bit for bit", () => {
  const positive = fc.double({ min: Number.MIN_VALUE, max: 1e300, noNaN: true });
  const bar = fc.tuple(
    fc.uniqueArray(positive, { minLength: 4, maxLength: 4 }),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(-0)),
  );
  fc.assert(
    fc.property(
      fc.array(bar, { minLength: 2, maxLength: 20 }),
      fc.integer({ min: -4e12, max: 4e12 }),
      fc.integer({ min: 1, max: 1e9 }),
      (bars, start, step) => {
        const sorted = bars.map(([prices]) => [...prices].sort((a, b) => a - b));
        const columns = {
          openTime: Float64Array.from(bars, (_, i) => start + i * step),
          open: Float64Array.from(sorted, (p) => p[1]!),
          high: Float64Array.from(sorted, (p) => p[3]!),
          low: Float64Array.from(sorted, (p) => p[0]!),
          close: Float64Array.from(sorted, (p) => p[2]!),
          volume: Float64Array.from(bars, (b) => b[1]),
          extra: { "a,b": Float64Array.from(bars, (b) => b[2]) },
        };
        const bytes = utf8.encode([...barCsvChunks(columns)].join(""));
        const result = outcome([bytes], { extra: ["a,b"] });
        expect(result).toMatchObject({ columns });
      },
    ),
    { numRuns: 1_000 },
  );
});

it("reads JSON, or refuses it in one typed error, whatever it holds", () => {
  const values = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value));
  const cell = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(null, "", "1.5", "x", "2017-08-17", true, {}, []));
  const rows = fc.array(fc.oneof(fc.array(cell, { maxLength: 8 }), fc.constant([1.6e12, 2, 3, 1, 2, 5])));
  const objects = fc.array(
    fc.record({ t: cell, o: cell, h: cell, l: cell, c: cell, v: cell }, { requiredKeys: ["t", "o"] }),
  );
  const json = fc.oneof(
    values,
    rows.map((value) => JSON.stringify(value)),
    objects.map((value) => JSON.stringify(value)),
    fc.string(),
    fc.tuple(rows, fc.nat()).map(([value, cut]) => JSON.stringify(value).slice(0, cut % 200)),
  );
  fc.assert(
    fc.property(json, policies, (value, options) => {
      try {
        expectBars(parseBarsJson(value, options));
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
      }
    }),
    { numRuns: 5_000 },
  );
});
