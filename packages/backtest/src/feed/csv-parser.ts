import { clip } from "@bellwether/core";
import { BarCollector } from "./bar-collector.js";
import { type BarLayout, isHeader, layoutOf, positionalLayout } from "./bar-layout.js";
import type { BarsOptions, BarsReport } from "./bars-report.js";
import {
  CR,
  cellEnd,
  cellRange,
  cellText,
  type Delimiter,
  guessDelimiter,
  isOpenQuote,
  LF,
  linesInside,
} from "./csv-cells.js";
import { DataError, type DataIssue, type MissingColumns, named } from "./data-error.js";
import { DecimalScanner, decimalOf } from "./decimal.js";
import { instantOf, parseInstant } from "./instant.js";
import { rowProblem, SKIP_HINT, SLOT } from "./row-problem.js";
import { timeProblem } from "./time-problem.js";

export interface BarCsvOptions extends BarsOptions {
  /** Whether the first row names the columns. Default `"auto"`: it does if it holds a name of a bar field. */
  readonly header?: "auto" | boolean;
  /** Default: whichever of comma, semicolon and tab the first row holds most often. */
  readonly delimiter?: Delimiter;
}

/** Reads bars from CSV text that arrives in chunks of bytes. */
export interface BarCsvParser {
  /**
   * Takes the next bytes (UTF-8); chunks may end anywhere, and are not kept.
   * @throws {DataError} if the header is of no use, or there are too many rows.
   */
  push(chunk: Uint8Array): void;
  /** @throws {DataError} for bad rows and whatever else the options refuse, all in one. */
  finish(): BarsReport;
}

/** Longest row in bytes; a longer one is bad. What is parsed does not depend on the chunks: rows are read from here. */
const ROW_LIMIT = 65_536;
const LONG_ROW_HINT = "is this a file of bars, and is every quote closed?";

/** Starts reading bars from CSV. Memory is bounded by the bars themselves and one row. */
export function createBarCsvParser(options: BarCsvOptions = {}): BarCsvParser {
  return new CsvReader(options);
}

class CsvReader implements BarCsvParser {
  readonly #options: BarCsvOptions;
  readonly #collector: BarCollector;
  readonly #decimal = new DecimalScanner();
  /** One byte longer than it ever fills: a line end stands after the last byte, so that no scan runs off. */
  readonly #bytes = new Uint8Array(ROW_LIMIT + 1);
  #end = 0;
  #line = 1;
  #started = false;
  #layout: BarLayout | null = null;
  #delimiter = 0;
  /** The last buffer ended in CR: an LF at the start of the next belongs to it. */
  #afterCr = false;
  /** Inside a row that is too long. */
  #discarding = false;
  /** How the open time of the row being read is written. */
  #written: "number" | "iso" = "number";

  constructor(options: BarCsvOptions) {
    this.#options = options;
    this.#collector = new BarCollector(options, (line) => ({ place: { line }, prefix: "" }));
  }

  push(chunk: Uint8Array): void {
    for (let taken = 0; taken < chunk.length; ) {
      const part = chunk.subarray(taken, taken + ROW_LIMIT - this.#end);
      this.#bytes.set(part, this.#end);
      this.#end += part.length;
      taken += part.length;
      if (this.#end === ROW_LIMIT) this.#drain(false);
    }
  }

  finish(): BarsReport {
    this.#drain(true);
    return this.#collector.finish();
  }

  /** Reads the whole rows of the buffer and moves what is left of the last one to its start. */
  #drain(final: boolean): void {
    const bytes = this.#bytes;
    const end = this.#end;
    bytes[end] = LF;
    let at = this.#started ? 0 : this.#start();
    if (this.#afterCr && end > 0) {
      this.#afterCr = false;
      if (bytes[0] === LF) at = 1;
    }
    if (this.#discarding) at = this.#discard(at, end);
    if (this.#layout === null && at < end) at = this.#readHeader(at, end, final);
    if (this.#layout !== null) at = this.#readRows(this.#layout, at, end, final);
    // one row fills the buffer and goes on
    while (!final && at === 0 && end === ROW_LIMIT)
      at = this.#readRows(this.#layout!, this.#skipLongRow(end), end, false);
    bytes.copyWithin(0, at, end);
    this.#end = Math.max(0, end - at);
  }

  /** @returns the index of the first byte after a byte order mark. */
  #start(): number {
    this.#started = true;
    const [a, b, c] = this.#bytes;
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
      throw this.#error(1, "is UTF-16 text", "save it as UTF-8");
    if (this.#bytes.subarray(0, Math.min(this.#end, 512)).includes(0))
      throw this.#error(1, "is no text", "expected CSV, gzipped CSV or JSON");
    return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
  }

  #error(line: number, message: string, hint: string, option?: string, missing?: MissingColumns): DataError {
    return new DataError({ ...named(this.#options.file), line, message, hint, option, missing });
  }

  /** Steps over the line end at `at`: LF, CR or CRLF. */
  #nextLine(at: number, end: number): number {
    this.#line++;
    if (this.#bytes[at] !== CR) return at + 1;
    if (at + 1 === end) this.#afterCr = true;
    return this.#bytes[at + 1] === LF && at + 1 < end ? at + 2 : at + 1;
  }

  /** Index of the first line end at or after `at`, `end` if there is none. */
  #lineEnd(at: number): number {
    let i = at;
    while (this.#bytes[i] !== LF && this.#bytes[i] !== CR) i++;
    return i;
  }

  #discard(at: number, end: number): number {
    const lineEnd = this.#lineEnd(at);
    if (lineEnd === end) return end;
    this.#discarding = false;
    return this.#nextLine(lineEnd, end);
  }

  /** Gives up the row at the start of a full buffer, up to its first line end, wherever that is. */
  #skipLongRow(end: number): number {
    const lineEnd = this.#lineEnd(0);
    const message = lineEnd < end ? "a quote is never closed" : `row is longer than ${ROW_LIMIT} bytes`;
    if (this.#layout === null) throw this.#error(this.#line, message, LONG_ROW_HINT);
    this.#collector.reject(this.#line, () => ({ message, hint: LONG_ROW_HINT }));
    if (lineEnd < end) return this.#nextLine(lineEnd, end);
    this.#discarding = true;
    return end;
  }

  /** Finds out what the columns are. @returns where the rows start, or `from` if the first row is not all there. */
  #readHeader(from: number, end: number, final: boolean): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < end && (bytes[at] === LF || bytes[at] === CR)) at = this.#nextLine(at, end);
    if (at >= end) return end;
    const { header = "auto", delimiter = guessDelimiter(bytes, at) } = this.#options;
    this.#delimiter = delimiter.charCodeAt(0);
    const cells: string[] = [];
    let [to, lines] = [at - 1, 0];
    do {
      const start = to + 1;
      to = cellEnd(bytes, start, end, this.#delimiter);
      lines += linesInside(bytes, start, to);
      cells.push(cellText(bytes, start, to));
    } while (bytes[to] === this.#delimiter);
    if (to >= end && !final) return at;
    const line = this.#line;
    const fail = (message: string, hint: string, option?: string, missing?: MissingColumns) =>
      this.#error(line, message, hint, option, missing);
    const named = header === true || (header === "auto" && isHeader(cells, this.#options));
    if (!named && header === "auto" && Number.isNaN(decimalOf(cells[0]!)) && Number.isNaN(instantOf(cells[0]!)))
      throw fail(
        `starts with ${clip(cells.join(delimiter))}, which is neither a header nor a bar`,
        "expected timestamp, open, high, low, close, volume",
      );
    const layout = named ? layoutOf(cells, this.#options, fail) : positionalLayout(cells.length, this.#options, fail);
    this.#layout = layout;
    if (layout.timeUnit !== undefined && this.#options.timeUnit === undefined)
      this.#collector.clock.state(layout.timeUnit);
    if (!named) return at;
    this.#line += lines;
    return this.#nextLine(to, end);
  }

  /** @returns the start of the first row that is not all there, or `end`. */
  #readRows({ slots, names }: BarLayout, start: number, end: number, final: boolean): number {
    const bytes = this.#bytes;
    const collector = this.#collector;
    const { cells, clock } = collector;
    const decimal = this.#decimal;
    const delimiter = this.#delimiter;
    const width = slots.length;
    let i = start;
    while (i < end) {
      const row = i;
      if (bytes[i] === LF || bytes[i] === CR) {
        i = this.#nextLine(i, end);
        continue;
      }
      let column = 0;
      let lines = 0;
      let good = true;
      this.#written = "number";
      for (;;) {
        const slot = column < width ? slots[column]! : -1;
        const value = slot >= 0 ? decimal.scan(bytes, i) : Number.NaN;
        const after = bytes[decimal.stop]!;
        if (!Number.isNaN(value) && (after === delimiter || after === LF || after === CR)) {
          cells[slot] = value;
          i = decimal.stop;
        } else {
          const from = i;
          i = cellEnd(bytes, from, end, delimiter);
          if (slot >= 0) good = this.#readCell(slot, from, i) && good;
          lines += linesInside(bytes, from, i);
        }
        column++;
        if (bytes[i] !== delimiter) break;
        i++;
      }
      if (i >= end) {
        if (!final) return row;
        i = end;
      }
      cells[0] = clock.toMs(cells[0]!, this.#written);
      if (!(good && column === width && collector.add(this.#line))) {
        const open = final && i === end && this.#endsInOpenQuote(row, end);
        collector.reject(this.#line, () =>
          open ? { message: "a quote is never closed" } : this.#describe(row, column, slots, names),
        );
        if (open) {
          i = this.#lineEnd(row);
          lines = 0;
        }
      }
      this.#line += lines;
      i = this.#nextLine(i, end);
    }
    return Math.min(i, end);
  }

  /** Reads any cell that is not a plain decimal. @returns false if its text is no value for an extra column. */
  #readCell(slot: number, from: number, to: number): boolean {
    const cells = this.#collector.cells;
    const [first, after] = cellRange(this.#bytes, from, to);
    if (slot === SLOT.time) {
      const ms = parseInstant(this.#bytes, first, after);
      this.#written = Number.isNaN(ms) ? "number" : "iso";
      cells[slot] = ms;
      if (!Number.isNaN(ms)) return true;
    }
    const value = decimalOf(cellText(this.#bytes, from, to));
    cells[slot] = value;
    return slot < SLOT.extra || Math.abs(value) < Number.POSITIVE_INFINITY || first === after;
  }

  #endsInOpenQuote(row: number, end: number): boolean {
    let at = row;
    for (let to = row; ; at = to + 1) {
      to = cellEnd(this.#bytes, at, end, this.#delimiter);
      if (this.#bytes[to] !== this.#delimiter) return isOpenQuote(this.#bytes, at, to);
    }
  }

  /** Reads the row at `row` again, at leisure, to say what is wrong with it and where. */
  #describe(row: number, width: number, slots: Int32Array, names: readonly string[]): DataIssue {
    if (width !== slots.length)
      return {
        message: `row has ${width} ${width === 1 ? "cell" : "cells"}, where ${slots.length} are expected`,
        hint: width > slots.length ? "write numbers without decimal commas or thousands separators" : SKIP_HINT,
      };
    const ranges: [number, number][] = [];
    for (let column = 0, at = row; column < width; column++) {
      const to = cellEnd(this.#bytes, at, this.#end, this.#delimiter);
      ranges.push([at, to]);
      at = to + 1;
    }
    const textOf = (slot: number) => {
      const column = slots.indexOf(slot);
      return column < 0 ? "0" : cellText(this.#bytes, ...ranges[column]!);
    };
    const place = (slot: number) => this.#placeOf(row, ranges[slots.indexOf(slot)]![0]);
    const { cells, clock } = this.#collector;
    if (!(cells[SLOT.time]! < Number.POSITIVE_INFINITY))
      return { ...place(SLOT.time), ...timeProblem(names[SLOT.time]!, textOf(SLOT.time), clock) };
    const problem = rowProblem(cells, names, textOf) ?? { slot: SLOT.time, message: "row is no bar" };
    return { ...place(problem.slot), message: problem.message, ...(problem.hint ? { hint: problem.hint } : {}) };
  }

  /** Where byte `at` of the row that starts at `row` stands, when quoted cells before it may hold line ends. */
  #placeOf(row: number, at: number): { line: number; column: number } {
    let [line, start] = [this.#line, row];
    for (let i = row; i < at; i++)
      if (this.#bytes[i] === LF || (this.#bytes[i] === CR && this.#bytes[i + 1] !== LF)) {
        line++;
        start = i + 1;
      }
    return { line, column: at - start + 1 };
  }
}
