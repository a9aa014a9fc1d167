import { BadSplitError, type Spans } from "./split.js";

/** Samples whose spans are not known: only how many there are. Nothing can be purged among them. */
export interface Unspanned {
  readonly samples: number;
}

export interface PurgeOptions {
  /** Take samples without spans as if each label were known at once; what overlaps then leaks. Default false. */
  readonly allowUnpurged?: boolean | undefined;
}

/** Some samples that follow one another: from `from` up to, and not with, `to`. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/**
 * The spans, checked: as many entries in each column, decisions rising, no label that ends before it is decided.
 * @throws {BadSplitError} where they are missing and `allowUnpurged` is not set, or break one of these.
 */
export function checkedSpans(spans: Spans | Unspanned, { allowUnpurged = false }: PurgeOptions = {}): Spans {
  if (!("row" in spans && spans.row && spans.start && spans.end)) return unspanned(spans, allowUnpurged);
  const { row, start, end } = spans;
  if (row.length !== end.length || row.length !== start.length)
    throw new BadSplitError(
      `spans have ${row.length} rows, ${start.length} starts and ${end.length} ends; give one of each a sample`,
    );
  if (row.length === 0) throw new BadSplitError("there are no samples to divide");
  for (let i = 0; i < row.length; i++) {
    if (i > 0 && row[i]! < row[i - 1]!)
      throw new BadSplitError(`sample ${i} is of row ${row[i]}, after one of row ${row[i - 1]}; sort samples by row`);
    if (end[i]! < row[i]! || end[i]! < start[i]!)
      throw new BadSplitError(
        `the span of sample ${i}, decided at row ${row[i]}, runs from ${start[i]} to ${end[i]}; its end must come last`,
      );
  }
  return spans;
}

function unspanned(given: Spans | Unspanned, allowUnpurged: boolean): Spans {
  if (!allowUnpurged)
    throw new BadSplitError(
      "samples come without spans (row, start, end), so nothing can be purged; give those of their labels, or allowUnpurged: true",
    );
  const samples = "samples" in given ? given.samples : Number.NaN;
  if (!(Number.isSafeInteger(samples) && samples > 0 && samples < 2 ** 31))
    throw new BadSplitError(`samples is ${samples}; give how many there are to divide`);
  const row = Int32Array.from({ length: samples }, (_, i) => i);
  return { row, start: row, end: row };
}

/** Rows from a decision to the end of its label, for the longest label. */
export function horizonOf({ row, end }: Spans): number {
  let horizon = 0;
  for (let i = 0; i < row.length; i++) if (end[i]! - row[i]! > horizon) horizon = end[i]! - row[i]!;
  return horizon;
}
