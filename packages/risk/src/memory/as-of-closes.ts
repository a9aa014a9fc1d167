import type { Frame } from "@bellwether/core";

/**
 * The last `n` closes of `frame` at the bars of `grid`, which may be another symbol: where it has no bar of that time, the
 * one before it holds. NaN before its first. Fewer than `n` where the grid has not so many.
 */
export function asOfCloses(frame: Frame, grid: Frame, n: number): Float64Array {
  if (frame === grid) return grid.close.values(n);
  const times = grid.openTime.values(n);
  const from = times[0] ?? Number.POSITIVE_INFINITY;
  const held = heldSince(frame, from);
  const openTimes = frame.openTime.values(held);
  const closes = frame.close.values(held);
  let at = -1;
  return times.map((time) => {
    while (at + 1 < held && openTimes[at + 1]! <= time) at++;
    return at < 0 ? Number.NaN : closes[at]!;
  });
}

/** How many of its last bars reach back to a time, the one that was open at it included. */
function heldSince({ openTime, length }: Frame, from: number): number {
  let n = 0;
  while (n < length) {
    n++;
    const opened = openTime.at(-n);
    if (!(opened > from)) return opened <= from ? n : n - 1; // NaN: a bounded frame has let go of it
  }
  return n;
}
