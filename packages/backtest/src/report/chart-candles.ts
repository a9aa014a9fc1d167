import { openTimeOf, type Timeframe, timeframeMs } from "@bellwether/core";
import type { ReportedBars } from "./report.js";

/** Bars as a chart draws them: arrays of equal length, times are open times in seconds UTC. */
export interface ChartCandles {
  readonly symbol: string;
  /** Of the candles drawn; equal to the bars' own where none were joined. */
  readonly timeframe: Timeframe;
  readonly bars: number;
  readonly time: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
}

const STEPS: readonly Timeframe[] = [
  ...(["1m", "3m", "5m", "10m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "2d", "3d", "1w"] as const),
  ...(["1M", "3M", "6M", "12M"] as const),
];

/** Joins bars into the shortest usual timeframe that needs at most `max` candles; untouched where few enough. */
export function chartCandles({ symbol, timeframe, columns }: ReportedBars, max: number): ChartCandles {
  const bars = columns.openTime.length;
  const candidates = STEPS.filter(
    (step) => timeframeMs(step) > timeframeMs(timeframe) && (bars * timeframeMs(timeframe)) / timeframeMs(step) <= max,
  );
  if (bars <= max) return join(timeframe);
  for (const step of candidates) {
    const candles = join(step);
    if (candles.time.length <= max) return candles;
  }
  return join(STEPS[STEPS.length - 1]!);

  function join(step: Timeframe): ChartCandles {
    const time: number[] = [];
    const open: number[] = [];
    const high: number[] = [];
    const low: number[] = [];
    const close: number[] = [];
    let at = -1;
    for (let i = 0; i < bars; i++) {
      const start = (step === timeframe ? columns.openTime[i]! : openTimeOf(step, columns.openTime[i]!)) / 1_000;
      if (time[at] !== start) {
        at = time.push(start) - 1;
        open.push(columns.open[i]!);
        high.push(columns.high[i]!);
        low.push(columns.low[i]!);
      }
      high[at] = Math.max(high[at]!, columns.high[i]!);
      low[at] = Math.min(low[at]!, columns.low[i]!);
      close[at] = columns.close[i]!;
    }
    return { symbol, timeframe: step, bars, time, open, high, low, close };
  }
}
