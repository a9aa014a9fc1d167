import type { Spans } from "../src/validation/split.js";

/** Rising places as stretches [first, last], both inclusive: how reference files write them. */
export function rangesOf(places: Int32Array): [number, number][] {
  const ranges: [number, number][] = [];
  for (const place of places) {
    const open = ranges.at(-1);
    if (open !== undefined && open[1] === place - 1) open[1] = place;
    else ranges.push([place, place]);
  }
  return ranges;
}

/** One sample a row; `ahead` says how many rows later its label ends. */
export function spansAhead(samples: number, ahead: (i: number) => number): Spans {
  const row = Int32Array.from({ length: samples }, (_, i) => i);
  return { row, start: row, end: row.map((at) => at + ahead(at)) };
}
