// @ts-check
import { measure } from "mitata";

/**
 * Median time of one call, in milliseconds, after warm-up.
 * @param {() => unknown} work
 * @returns {Promise<number>}
 */
export async function medianMs(work) {
  const { p50 } = await measure(work, {
    min_samples: 15,
    min_cpu_time: 1e9,
    warmup_samples: 3,
    warmup_threshold: 1e9,
    batch_threshold: 0,
  });
  return p50 / 1e6;
}

/** @param {readonly (readonly string[])[]} rows - the first is the head; numbers stand right */
export function table(rows) {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  rows.forEach((row, i) => {
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    );
    if (i === 0) console.log(widths.map((width) => "-".repeat(width)).join("  "));
  });
  console.log();
}
