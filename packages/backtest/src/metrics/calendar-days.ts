export const DAY_MS = 86_400_000;

/** UTC calendar day, counted from the epoch, that a bar closing at `time` belongs to: midnight ends the day before. */
export function dayOf(time: number): number {
  return Math.floor((time - 1) / DAY_MS);
}

/** Saturday or Sunday; epoch day 0 was a Thursday. */
export function isWeekend(day: number): boolean {
  return ((((day + 4) % 7) + 7) % 7) % 6 === 0;
}

/** Indexes of the last point of each UTC calendar day that has one; `time` holds close times, ascending. */
export function dayEnds(time: Float64Array): Uint32Array {
  const ends = new Uint32Array(time.length);
  let count = 0;
  for (let i = 0; i < time.length; i++) {
    const isLast = i + 1 === time.length || dayOf(time[i + 1]!) !== dayOf(time[i]!);
    if (isLast) ends[count++] = i;
  }
  return ends.slice(0, count);
}
