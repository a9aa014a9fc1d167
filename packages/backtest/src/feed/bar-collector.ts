import { BAR_FIELDS, type BarColumns, closeTimeOf, type Place, type Timeframe, timeframeMs } from "@bellwether/core";
import { type BarsOptions, type BarsReport, type Gaps, MAX_ROWS } from "./bars-report.js";
import { DataError, type DataIssue, IssueList, named } from "./data-error.js";
import { fillGaps } from "./fill-gaps.js";
import { LineIndex } from "./line-index.js";
import { pickRows, rowsByTime, withoutDuplicates } from "./order-bars.js";
import { SLOT } from "./row-problem.js";
import { commonSpacing, surveySpacing, timeframeOfSpacing } from "./spacing.js";
import { TimeReader } from "./time-reader.js";

const FIRST_CAPACITY = 4_096;

/** Where a row stands in the input, by the ordinal it was added with; what a place cannot say stands in `prefix`. */
export type PlaceOf = (ordinal: number) => { readonly place: Place; readonly prefix: string };

/** Takes rows one by one from a parser, applies the policies for bad ones, and ends in a report. */
export class BarCollector {
  /** The row being read, by slot; epoch ms first. A parser writes here, then calls {@link add}. */
  readonly cells: Float64Array;
  readonly clock = new TimeReader();
  rows = 0;
  readonly #options: BarsOptions;
  readonly #placeOf: PlaceOf;
  #columns: Float64Array[];
  #capacity = FIRST_CAPACITY;
  #lastTime = Number.NEGATIVE_INFINITY;
  readonly #maxRows: number;
  readonly #lines = new LineIndex();
  readonly #refused = new IssueList();
  readonly #skipped = new IssueList();
  #duplicates = 0;
  #unsorted = 0;

  constructor(options: BarsOptions, placeOf: PlaceOf) {
    this.#options = options;
    this.#placeOf = placeOf;
    this.#maxRows = options.maxRows ?? MAX_ROWS;
    if (options.timeUnit !== undefined) this.clock.state(options.timeUnit);
    this.cells = new Float64Array(SLOT.extra + (options.extra?.length ?? 0));
    this.#columns = Array.from(this.cells, () => new Float64Array(FIRST_CAPACITY));
  }

  /**
   * Takes the row in {@link cells}.
   * @param ordinal - names the row in issues: its line, or its number.
   * @returns false if no bar can have these values; the parser then tells why, with {@link reject}.
   */
  add(ordinal: number): boolean {
    const cells = this.cells;
    const time = cells[0]!;
    const open = cells[1]!;
    const high = cells[2]!;
    const low = cells[3]!;
    const close = cells[4]!;
    const volume = cells[5]!;
    const inside = low <= open && open <= high && low <= close && close <= high;
    if (!(inside && low > 0 && high < Infinity && volume >= 0 && volume < Infinity && time < Infinity)) return false;
    if (!(time > this.#lastTime) && !this.#admit(time, ordinal)) return true;
    this.#lastTime = time;
    const row = this.rows;
    if (row === this.#capacity) this.#grow(ordinal);
    this.#lines.add(row, ordinal);
    const columns = this.#columns;
    for (let slot = 0; slot < cells.length; slot++) columns[slot]![row] = cells[slot]!;
    this.rows = row + 1;
    return true;
  }

  /** Tells whether a row that does not open after the last one is stored all the same. */
  #admit(time: number, ordinal: number): boolean {
    const { duplicates = "refuse", unsorted = "refuse" } = this.#options;
    if (time < this.#lastTime) {
      this.#unsorted++;
      if (unsorted === "refuse") this.#refuse(ordinal, unsortedProblem(time, this.#lastTime));
      return true;
    }
    if (unsorted === "sort") return true; // twins are told apart once all rows are in order
    if (duplicates === "refuse") this.#refuse(ordinal, duplicateProblem(time));
    else this.#duplicates++;
    if (duplicates === "last" && this.rows > 0)
      for (let slot = 0; slot < this.cells.length; slot++) this.#columns[slot]![this.rows - 1] = this.cells[slot]!;
    return false;
  }

  #grow(ordinal: number): void {
    if (this.rows >= this.#maxRows) throw this.#error(ordinal, tooManyRows(this.#maxRows));
    this.#capacity = Math.min(this.#capacity * 2, Math.max(this.#maxRows, FIRST_CAPACITY));
    this.#columns = this.#columns.map((column) => {
      const larger = new Float64Array(this.#capacity);
      larger.set(column);
      return larger;
    });
  }

  /** Notes a bad row, which ends in an error or is left out, as the options say. */
  reject(ordinal: number, describe: () => DataIssue): void {
    const list = this.#options.badRows === "skip" ? this.#skipped : this.#refused;
    list.add(() => this.#placed(ordinal, describe()));
  }

  #refuse(ordinal: number, problem: DataIssue): void {
    this.#refused.add(() => this.#placed(ordinal, problem));
  }

  #placed(ordinal: number, issue: DataIssue): DataIssue {
    const { place, prefix } = this.#placeOf(ordinal);
    return { ...place, ...issue, message: `${prefix}${issue.message}` };
  }

  #error(ordinal: number | null, issue: DataIssue): DataError {
    return new DataError({
      ...named(this.#options.file),
      ...(ordinal === null ? issue : this.#placed(ordinal, issue)),
    });
  }

  /** @throws {DataError} for everything that the options refuse. */
  finish(): BarsReport {
    const { file, extra = [], allowEmpty = false } = this.#options;
    this.#refused.throwIfAny(file);
    if (this.rows > this.#maxRows) throw this.#error(null, tooManyRows(this.#maxRows));
    if (this.rows === 0 && !allowEmpty) throw this.#error(null, { message: "holds no bars", hint: this.#emptyHint() });
    // one column at a time, so that at most one is held twice
    for (let slot = 0; slot < this.#columns.length; slot++)
      this.#columns[slot] = this.#columns[slot]!.slice(0, this.rows);
    let columns = this.#unsorted > 0 || this.#options.unsorted === "sort" ? this.#sorted() : this.#columns;
    this.#columns = [];
    const times = columns[SLOT.time]!;
    const timeframe = this.#timeframe(times);
    const { gaps, misaligned } = surveySpacing(times, timeframe);
    if (gaps.count > 0 && this.#options.gaps === "refuse") throw this.#gapError(gaps, times);
    const zeroVolume = columns[SLOT.volume]!.reduce((count, volume) => (volume === 0 ? count + 1 : count), 0);
    const found = times.length;
    if (gaps.count > 0 && this.#options.gaps === "fill") {
      if (found + gaps.missingBars > this.#maxRows)
        throw this.#error(null, {
          message: `filling the gaps would add ${gaps.missingBars} bars, more than maxRows ${this.#maxRows} allows`,
          hint: "check the open times",
          option: ", or raise maxRows",
        });
      columns = fillGaps(columns, timeframe!);
    }
    const rows = columns[SLOT.time]!.length;
    const last = times.at(-1);
    return {
      columns: toColumns(columns, extra),
      rows,
      from: times[0] ?? null,
      to: last === undefined ? null : timeframe === null ? last + 1 : closeTimeOf(timeframe, last),
      timeframe,
      timeUnit: this.clock.unit,
      badRows: { count: this.#skipped.count, issues: this.#skipped.first },
      duplicates: this.#duplicates,
      unsorted: this.#unsorted,
      gaps,
      filled: rows - found,
      misaligned,
      zeroVolume,
    };
  }

  #emptyHint(): string {
    const { count, first } = this.#skipped;
    return count === 0
      ? "expected a header and one row a bar"
      : `all ${count} rows were skipped, the first because ${first[0]!.message}`;
  }

  #sorted(): Float64Array[] {
    const times = this.#columns[SLOT.time]!;
    let order = rowsByTime(times);
    const { duplicates = "refuse", file } = this.#options;
    if (duplicates === "refuse") {
      for (let at = 1; at < order.length; at++) {
        const time = times[order[at]!]!;
        if (time === times[order[at - 1]!]) this.#refuse(this.#lines.lineOf(order[at]!), duplicateProblem(time));
      }
      this.#refused.throwIfAny(file);
      return pickRows(this.#columns, order);
    }
    order = withoutDuplicates(times, order, duplicates);
    this.#duplicates += times.length - order.length;
    return pickRows(this.#columns, order);
  }

  #timeframe(times: Float64Array): Timeframe | null {
    const spacing = commonSpacing(times);
    const inferred = spacing === null ? null : timeframeOfSpacing(spacing);
    const asked = this.#options.timeframe;
    if (asked === undefined) return inferred;
    const isGap = times.length === 2 && spacing !== null && spacing > timeframeMs(asked); // one gap tells of no timeframe
    if (spacing !== null && inferred !== asked && !fits(asked, spacing) && !isGap)
      throw this.#error(null, {
        message: `most bars are ${inferred ?? `${spacing} ms`} apart, so they are no ${asked} bars`,
        hint: inferred === null ? `give bars of ${asked}` : `ask for ${inferred}, or give bars of ${asked}`,
        option: ", or leave timeframe out",
      });
    return asked;
  }

  #gapError(gaps: Gaps, times: Float64Array): DataError {
    const issues = new IssueList();
    for (const { after, before, missing } of gaps.list)
      issues.add(() => {
        const issue = gapProblem(after, before, missing);
        return this.#unsorted > 0 ? issue : this.#placed(this.#lines.lineOf(times.indexOf(before)), issue);
      });
    return new DataError({
      ...issues.first[0]!,
      ...named(this.#options.file),
      issues: issues.first,
      issueCount: gaps.count,
    });
  }
}

/** Whether neighbours this far apart can be of a timeframe; February is shorter than the nominal month, others longer. */
function fits(asked: Timeframe, spacing: number): boolean {
  const ratio = spacing / timeframeMs(asked);
  return asked.endsWith("M") ? ratio >= 0.9 && ratio <= 1.1 : ratio === 1;
}

function toColumns(columns: readonly Float64Array[], extra: readonly string[]): BarColumns {
  const fields = Object.fromEntries(BAR_FIELDS.map((name, slot) => [name, columns[slot]!])) as unknown as BarColumns;
  if (extra.length === 0) return fields;
  return { ...fields, extra: Object.fromEntries(extra.map((name, at) => [name, columns[SLOT.extra + at]!])) };
}

const iso = (time: number) => new Date(time).toISOString();

function unsortedProblem(time: number, before: number): DataIssue {
  return {
    message: `opens at ${iso(time)}, before the row above it, which opens at ${iso(before)}`,
    hint: "bars stand oldest first",
    option: '; pass unsorted: "sort" to sort them',
  };
}

function duplicateProblem(time: number): DataIssue {
  return {
    message: `a second bar opens at ${iso(time)}`,
    hint: 'say which one counts with duplicates: "first" or "last"',
  };
}

function gapProblem(after: number, before: number, missing: number): DataIssue {
  return {
    message: `${missing} ${missing === 1 ? "bar is" : "bars are"} missing between ${iso(after)} and ${iso(before)}`,
    hint: 'keep gaps with gaps: "keep", or fill them with gaps: "fill"',
  };
}

function tooManyRows(maxRows: number): DataIssue {
  return { message: `more than ${maxRows} rows`, hint: "read the input in parts", option: ", or raise maxRows" };
}
