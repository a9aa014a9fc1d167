// @ts-check
import { sampleBars } from "@bellwether/core/checks";
import { barAt } from "./ml-bars.mjs";

const HOUR = 3_600_000;

/**
 * Closed hourly bars of many symbols, batch after batch as fast as they are taken.
 * @param {number} symbols @param {number} batches
 * @returns {import("@bellwether/live").BarSource}
 */
export function batchSource(symbols, batches) {
  const before = 1_000;
  const columns = Array.from({ length: symbols }, (_, i) =>
    sampleBars({ rows: before + batches, seed: 42 + i, timeframe: "1h", startPrice: 100 }),
  );
  /** @param {number} stream @param {number} i @returns {import("@bellwether/live").BarRow} */
  const row = (stream, i) => {
    const series = columns[stream];
    if (series === undefined) throw new RangeError(`no stream ${stream}`);
    const { openTime, open, high, low, close, volume } = barAt(series, i);
    return [openTime, open, high, low, close, volume];
  };
  let at = before;
  return {
    history: async (rows) =>
      rows.map((count, stream) => Array.from({ length: count }, (_, i) => row(stream, before - count + i))),
    start() {},
    async next() {
      if (at >= before + batches) return null;
      const bars = columns.map((_, stream) => ({ stream, row: row(stream, at) }));
      at++;
      const time = (bars[0]?.row[0] ?? Number.NaN) + HOUR;
      return { time, ageMs: 0, quiet: false, bars, held: [] };
    },
    async stop() {},
  };
}
