import { BAR_FIELDS, type BarColumns } from "@bellwether/core";

/** Index of the first open time at or after `time`; rising `times`. */
export function firstAt(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bars that open in [from, to), epoch milliseconds, as columns of their own. */
export function sliceBars(
  columns: BarColumns,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): BarColumns {
  const first = firstAt(columns.openTime, from);
  const last = Math.max(first, firstAt(columns.openTime, to));
  const cut = (column: Float64Array) => column.slice(first, last);
  const fields = Object.fromEntries(BAR_FIELDS.map((name) => [name, cut(columns[name])])) as unknown as BarColumns;
  if (columns.extra === undefined) return fields;
  return {
    ...fields,
    extra: Object.fromEntries(Object.entries(columns.extra).map(([name, data]) => [name, cut(data)])),
  };
}
