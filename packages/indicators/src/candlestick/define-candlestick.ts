import { defineIndicator, type FrameIndicator } from "@bellwether/core";
import { Candle } from "./candle.js";
import { CandleAverage, type CandleColumns } from "./candle-average.js";
import type { CandleSetting } from "./candle-settings.js";

interface Tuples {
  1: readonly [Candle];
  2: readonly [Candle, Candle];
  3: readonly [Candle, Candle, Candle];
  4: readonly [Candle, Candle, Candle, Candle];
  5: readonly [Candle, Candle, Candle, Candle, Candle];
}

/** What a pattern is written in terms of. */
export interface CandleScope<N extends keyof Tuples> {
  /** The candles of the pattern, oldest first; the last is the current row. */
  readonly candles: Tuples[N];
  /** A yardstick for one of the candles: the setting's mean over those before it. */
  average(setting: CandleSetting, candle: Candle): CandleAverage;
}

export interface CandleShape<N extends keyof Tuples> {
  /** Candles that the pattern reads. */
  readonly candles: N;
  /** Clean rows before the first value; by default the longest averaging period plus the candles before the last. */
  readonly warmup?: number;
  /**
   * Clean rows before the first call, for a pattern that remembers bars: the calls up to `warmup` fill its memory
   * and, after a NaN, must suffice to flush what it remembers from before.
   */
  readonly start?: number;
}

/**
 * Declares a candlestick pattern: an indicator over a frame's open, high, low and close.
 * The pattern is a predicate over a few candles, asked once a row; its answer is {@link BULLISH} (100),
 * {@link BEARISH} (-100) or {@link NO_PATTERN} (0). Rows in warm-up are NaN; after a NaN in any price it warms up again.
 * @param shape - how many candles it reads, or more of its {@link CandleShape}.
 * @param create - takes candles and yardsticks once, and returns the predicate.
 */
export function defineCandlestick<N extends keyof Tuples, P extends readonly (number | undefined)[]>(
  name: string,
  shape: N | CandleShape<N>,
  create: (scope: CandleScope<N>, ...params: P) => () => number,
): FrameIndicator<P> {
  const {
    candles: count,
    warmup: declared,
    start: begin,
  }: CandleShape<N> = typeof shape === "object" ? shape : { candles: shape };
  return defineIndicator({ name, inputs: ["open", "high", "low", "close"] }, (...params: P) => {
    const candles = Array.from({ length: count }, (_, k) => new Candle(count - 1 - k));
    const averages: CandleAverage[] = [];
    let longest = 0;
    const detect = create(
      {
        candles: candles as unknown as Tuples[N],
        average(setting, candle) {
          const average = new CandleAverage(setting, candle);
          averages.push(average);
          longest = Math.max(longest, setting.period);
          return average;
        },
      },
      ...params,
    );
    const warmup = declared ?? longest + count - 1;
    const start = begin ?? warmup;
    let clean = 0; // rows since the last NaN

    return {
      warmup,
      extend(columns: CandleColumns, [out], from, to) {
        const open = columns[0];
        const high = columns[1];
        const low = columns[2];
        const close = columns[3];
        for (let i = from; i < to; i++) {
          if (Number.isNaN(open[i]! + high[i]! + low[i]! + close[i]!)) {
            clean = 0;
            out[i] = Number.NaN;
            continue;
          }
          const row = clean++;
          if (row < start) {
            out[i] = Number.NaN;
            continue;
          }
          if (row === start) {
            for (let k = 0; k < averages.length; k++) averages[k]!.seed(columns, i);
          }
          for (let k = 0; k < candles.length; k++) {
            const candle = candles[k]!;
            const at = i - candle.ago;
            candle.open = open[at]!;
            candle.high = high[at]!;
            candle.low = low[at]!;
            candle.close = close[at]!;
          }
          const signal = detect();
          out[i] = row < warmup ? Number.NaN : signal;
          for (let k = 0; k < averages.length; k++) averages[k]!.advance(columns, i);
        }
      },
    };
  });
}
