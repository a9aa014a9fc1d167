/** Rows of `columns` in the order of their open times, equal times in the order they came. */
export function rowsByTime(times: Float64Array): Uint32Array {
  const order = Uint32Array.from(times, (_, row) => row);
  return order.sort((a, b) => times[a]! - times[b]! || a - b);
}

/** Picks `rows` of every column. */
export function pickRows(columns: readonly Float64Array[], rows: Uint32Array): Float64Array[] {
  return columns.map((column) => Float64Array.from(rows, (row) => column[row]!));
}

/** Of rows in time order, leaves the first or the last of each open time. */
export function withoutDuplicates(times: Float64Array, order: Uint32Array, keep: "first" | "last"): Uint32Array {
  const neighbour = keep === "first" ? -1 : 1;
  return order.filter((row, at) => {
    const other = order[at + neighbour];
    return other === undefined || times[other] !== times[row];
  });
}
