import { clip } from "@bellwether/core";
import type { FundingRates } from "../broker/funding.js";
import { CR, cellEnd, cellText, guessDelimiter, isOpenQuote, LF, linesInside } from "./csv-cells.js";
import { DataError, type DataIssue, IssueList, named } from "./data-error.js";
import { decimalOf } from "./decimal.js";
import { instantOf } from "./instant.js";
import { timeProblem } from "./time-problem.js";
import { TimeReader } from "./time-reader.js";

/** Names that inputs give the columns, letters only; an earlier one beats a later one. */
const TIMES = ["timestamp", "fundingtime", "calctime", "datetime", "time", "date"];
const RATES = ["fundingrate", "lastfundingrate", "rate"];
const NAMES_HINT = "expected a first row that names timestamp and fundingRate";

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  /** Of the first byte of each cell, from 1. */
  readonly columns: readonly number[];
  readonly open: boolean;
}

/**
 * Reads funding from CSV (UTF-8): a header, then rows of a time and a rate, oldest first; further columns are not read.
 * Times are written as in files of bars, rates as fractions of notional: 0.0001 is 0.01 %.
 * @param file - its name in errors.
 * @throws {DataError} with every bad row, naming line and column.
 */
export function parseFundingCsv(input: Uint8Array, file?: string): FundingRates {
  const rows = rowsOf(input, (issue) => new DataError({ ...named(file), ...issue }));
  const header = rows.next();
  if (header.done === true) throw new DataError({ ...named(file), message: "is empty", hint: NAMES_HINT });
  const { line, cells: names } = header.value;
  const fail = (message: string) => new DataError({ ...named(file), line, message, hint: NAMES_HINT });
  const timeAt = columnOf("time", TIMES, names, fail);
  const rateAt = columnOf("rate", RATES, names, fail);

  const issues = new IssueList();
  const clock = new TimeReader();
  const times: number[] = [];
  const rates: number[] = [];
  for (const row of rows) {
    const problem = problemOf(row, names.length) ?? timeOf(row) ?? rateOf(row);
    if (problem !== null) issues.add(() => ({ line: row.line, ...problem }));
  }
  issues.throwIfAny(file);
  if (times.length === 0) throw new DataError({ ...named(file), message: "holds no funding", hint: NAMES_HINT });
  return { time: Float64Array.from(times), rate: Float64Array.from(rates) };

  function timeOf({ cells, columns }: Row): DataIssue | null {
    const text = cells[timeAt]!;
    const instant = instantOf(text);
    const time = Number.isNaN(instant) ? clock.toMs(decimalOf(text), "number") : clock.toMs(instant, "iso");
    const before = times.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (time > before) {
      times.push(time);
      return null;
    }
    const place = { column: columns[timeAt]! };
    if (Number.isNaN(time)) return { ...place, ...timeProblem(names[timeAt]!, text, clock), hint: TIME_HINT };
    const relation = time === before ? "is that of the row before" : "is before that of the row before";
    return {
      ...place,
      message: `${names[timeAt]} ${clip(text)} ${relation}`,
      hint: "sort the rows, oldest first, each once",
    };
  }

  function rateOf({ cells, columns }: Row): DataIssue | null {
    const text = cells[rateAt]!;
    const rate = decimalOf(text);
    if (Math.abs(rate) < 1) {
      rates.push(rate);
      return null;
    }
    return {
      column: columns[rateAt]!,
      message: `${names[rateAt]} is ${text === "" ? "empty" : clip(text)}`,
      hint: "write the fraction of notional that longs pay: 0.0001 is 0.01 %",
    };
  }
}

const TIME_HINT = "write epoch seconds, milliseconds, microseconds or nanoseconds, or ISO 8601; all alike";

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

function columnOf(
  what: string,
  synonyms: readonly string[],
  names: readonly string[],
  fail: (message: string) => DataError,
): number {
  const words = names.map(plain);
  const best = synonyms.find((synonym) => words.includes(synonym));
  if (best === undefined) throw fail(`no column of the ${what} among ${clip(names.join(", "), 120)}`);
  if (words.indexOf(best) !== words.lastIndexOf(best)) throw fail(`two columns name the ${what}`);
  return words.indexOf(best);
}

function problemOf({ cells, open }: Row, width: number): DataIssue | null {
  if (open) return { message: "a quote is never closed" };
  if (cells.length === width) return null;
  return { message: `row has ${cells.length === 1 ? "1 cell" : `${cells.length} cells`}, where ${width} are expected` };
}

/** Most cells of a row that are looked at. */
const MAX_CELLS = 1_000;

/** Rows that hold anything, in order. */
function* rowsOf(input: Uint8Array, fail: (issue: DataIssue) => DataError): Generator<Row, undefined> {
  if ((input[0] === 0xff && input[1] === 0xfe) || (input[0] === 0xfe && input[1] === 0xff))
    throw fail({ line: 1, message: "is UTF-16 text", hint: "save it as UTF-8" });
  if (input.includes(0)) throw fail({ line: 1, message: "is no text", hint: "expected CSV, plain or gzipped" });
  const end = input.length;
  const bytes = new Uint8Array(end + 1);
  bytes.set(input);
  bytes[end] = LF; // so that no scan runs off
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let delimiter = 0;
  for (let line = 1; at < end; line++) {
    if (bytes[at] !== LF && bytes[at] !== CR) {
      if (delimiter === 0) delimiter = guessDelimiter(bytes, at).charCodeAt(0);
      const start = at;
      const row = { line, cells: [] as string[], columns: [] as number[], open: false };
      for (let more = true; more; ) {
        const to = cellEnd(bytes, at, end, delimiter);
        if (row.cells.length < MAX_CELLS) {
          row.cells.push(cellText(bytes, at, to));
          row.columns.push(at - start + 1);
        }
        row.open = to === end && isOpenQuote(bytes, at, to);
        line += linesInside(bytes, at, to);
        more = bytes[to] === delimiter;
        at = more ? to + 1 : to;
      }
      yield row;
    }
    at += bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1;
  }
  return undefined;
}
