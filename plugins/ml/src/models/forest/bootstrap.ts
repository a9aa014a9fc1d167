import type { Rng } from "@bellwether/core";

/** Counts, by row, how often it is among `draws` rows drawn with replacement. */
export function drawRows(rng: Rng, draws: number, counts: Int32Array): void {
  counts.fill(0);
  const rows = counts.length;
  for (let i = 0; i < draws; i++) {
    const row = rng.int(rows);
    counts[row] = counts[row]! + 1;
  }
}
