import { horizonOf } from "./spans.js";
import { BadSplitError, type Spans } from "./split.js";

const DEFAULT_SHARE = 0.01;

/**
 * An embargo in rows. Below 1 it is a share of the rows from the first decision to the last, rounded down, from 1 on a
 * number of rows; not given it is 1 % of these rows or the longest label, whichever is longer.
 * @throws {BadSplitError} for a number below 0, or one above 1 that is not whole.
 */
export function embargoRows(spans: Spans, embargo: number | undefined): number {
  if (embargo === undefined) return Math.max(shareOfRows(spans, DEFAULT_SHARE), horizonOf(spans));
  if (embargo >= 0 && embargo < 1) return shareOfRows(spans, embargo);
  if (!(Number.isSafeInteger(embargo) && embargo >= 1))
    throw new BadSplitError(`the embargo is ${embargo}; give a share of the rows below 1, or a whole number of rows`);
  return embargo;
}

function shareOfRows({ row }: Spans, share: number): number {
  const rows = row[row.length - 1]! - row[0]! + 1;
  return Math.floor(share * rows + 1e-9); // 0.29 × 100 is 28.999…
}
