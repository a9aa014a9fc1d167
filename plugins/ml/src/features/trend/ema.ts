import { ema } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { emaDistanceSettling } from "../ops/composite-settling.js";
import { above, distance, shift } from "../ops/ops.js";
import { emaSettling } from "../ops/settling.js";

const PAIR = [param("fast", "bars of the one average", 9), param("slow", "bars of the other average", 20)];

/** How far the close stands above its exponential average. */
export const emaDistance = defineFeature({
  name: "ema-distance",
  group: "trend",
  about: "close relative to its exponential average, as a fraction: close / average − 1",
  params: [param("period", "bars of the average", 20)],
  warmup: (period = 20) => emaDistanceSettling(period),
  series: (df, period = 20) => distance(df.close, ema(df.close, period)),
});

/** How fast the exponential average of the close rises. */
export const emaSlope = defineFeature({
  name: "ema-slope",
  group: "trend",
  about: "growth of the exponential average of the close over a number of bars, as a fraction",
  params: [param("period", "bars of the average", 20), param("rows", "bars over which it grew", 1)],
  warmup: (period = 20, rows = 1) => emaDistanceSettling(period) + rows,
  series: (df, period = 20, rows = 1) => {
    const mean = ema(df.close, period);
    return distance(mean, shift(mean, rows));
  },
});

/** Which of two exponential averages of the close is the higher. */
export const emaAbove = defineFeature({
  name: "ema-above",
  group: "trend",
  about: "1 where the fast exponential average of the close is above the slow one, else 0",
  params: PAIR,
  warmup: (fast = 9, slow = 20) => emaSettling(Math.max(fast, slow)),
  series: (df, fast = 9, slow = 20) => above(ema(df.close, fast), ema(df.close, slow)),
});

/** How far two exponential averages of the close stand apart. */
export const emaSpread = defineFeature({
  name: "ema-spread",
  group: "trend",
  about: "fast exponential average of the close relative to the slow one, as a fraction: fast / slow − 1",
  params: PAIR,
  warmup: (fast = 9, slow = 20) => emaDistanceSettling(Math.max(fast, slow)),
  series: (df, fast = 9, slow = 20) => distance(ema(df.close, fast), ema(df.close, slow)),
});
