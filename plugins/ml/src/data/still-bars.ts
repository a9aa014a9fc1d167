import { type BarColumns, type Timeframe, timeframeMs } from "@bellwether/core";
import { createTally, type Finding } from "./finding.js";

/** Runs of at least `staleBars` bars whose four prices all are the close before: a feed that stands still, or a dead market. */
export function staleRuns({ openTime, open, high, low, close }: BarColumns, staleBars: number, of: number): Finding {
  const tally = createTally();
  let runs = 0;
  let length = 0;
  for (let row = 1; row <= openTime.length; row++) {
    const last = close[row - 1]!;
    if (open[row] === last && high[row] === last && low[row] === last && close[row] === last) {
      length++;
      continue;
    }
    if (length >= staleBars) {
      runs++;
      for (let k = row - length; k < row; k++) tally.add(openTime[k]!);
    }
    length = 0;
  }
  return { ...tally.finding("stale", "kept", of), runs };
}

/** Bars that do not stand a whole number of bars after the first; always kept. */
export function offGrid({ openTime }: BarColumns, timeframe: Timeframe, of: number): Finding {
  const tally = createTally();
  const step = timeframeMs(timeframe);
  if (!timeframe.endsWith("M")) for (const time of openTime) if ((time - openTime[0]!) % step !== 0) tally.add(time);
  return tally.finding("off-grid", "kept", of);
}
