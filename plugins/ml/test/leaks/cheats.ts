import { defineIndicator, type Frame, type Series } from "@bellwether/core";
import { defineFeature, type Feature } from "../../src/features/feature.js";

type Fill = (x: Float64Array, out: Float64Array, to: number, time: Float64Array) => void;

/** A kernel that fills all of a batch at once, and so may look wherever it likes within it. */
const overBatch = (name: string, fill: Fill) =>
  defineIndicator({ name, inputs: ["close", "openTime"] }, () => ({
    warmup: 0,
    extend: ([x, time], [out], _, to) => fill(x, out, to, time),
  }));

const moves = (x: Float64Array, to: number) =>
  Float64Array.from({ length: to }, (_, i) => (i === 0 ? 0 : x[i]! / x[i - 1]! - 1));
const HOUR = 3_600_000;
const bucket = (time: number, hours: number) => Math.floor(time / (hours * HOUR));

/** The move of the bar that comes next. */
const shifted: Fill = (x, out, to) => {
  for (let i = 0; i < to; i++) out[i] = (x[i + 1] ?? x[i]!) / x[i]! - 1;
};

/** The distance to a mean that reaches two bars to either side. */
const centred: Fill = (x, out, to) => {
  for (let i = 0; i < to; i++) {
    let sum = 0;
    let count = 0;
    for (let j = Math.max(0, i - 2); j <= Math.min(to - 1, i + 2); j++, count++) sum += x[j]!;
    out[i] = x[i]! / (sum / count) - 1;
  }
};

/** The move, against the mean and deviation of all moves there are. */
const standardised: Fill = (x, out, to) => {
  const of = moves(x, to);
  const mean = of.reduce((sum, move) => sum + move, 0) / to;
  const deviation = Math.sqrt(of.reduce((sum, move) => sum + (move - mean) ** 2, 0) / to);
  for (let i = 0; i < to; i++) out[i] = deviation > 0 ? (of[i]! - mean) / deviation : 0;
};

/** The move of a day, known at its last bar, filled back over the hours before it. */
const backFilled: Fill = (x, out, to, time) => {
  let known = 0;
  let close = x[to - 1]!;
  for (let i = to - 1; i >= 0; i--) {
    if (i + 1 < to && bucket(time[i]!, 24) !== bucket(time[i + 1]!, 24)) {
      known = close / x[i]! - 1;
      close = x[i]!;
    }
    out[i] = known;
  }
};

/** The close of a bar of four hours, given to the hour that it opens with. */
const atBarStart: Fill = (x, out, to, time) => {
  let close = x[to - 1]!;
  for (let i = to - 1; i >= 0; i--) {
    if (i + 1 < to && bucket(time[i]!, 4) !== bucket(time[i + 1]!, 4)) close = x[i]!;
    out[i] = close / x[i]! - 1;
  }
};

/** The probability of the wild one of two states, smoothed: forward and backward through all moves. */
const smoothed: Fill = (x, out, to) => {
  const stay = 0.95;
  const [calm, wild] = [0.0004, 0.0015];
  const of = moves(x, to);
  const odds = of.map(
    (move) => (calm / wild) * Math.exp((move * move) / 2 / calm ** 2 - (move * move) / 2 / wild ** 2),
  );
  const ahead = (before: number) => stay * before + (1 - stay) * (1 - before);
  const posterior = (prior: number, ratio: number) => 1 / (1 + (1 - prior) / (prior * Math.min(1e12, ratio)));
  const forward = new Float64Array(to);
  for (let i = 0; i < to; i++) forward[i] = posterior(i === 0 ? 0.5 : ahead(forward[i - 1]!), odds[i]!);
  let after = 0.5; // of the moves to come, as a share of evidence for the wild state
  for (let i = to - 1; i >= 0; i--) {
    out[i] = posterior(forward[i]!, after / (1 - after));
    after = Math.min(1 - 1e-9, Math.max(1e-9, ahead(posterior(after, odds[i]!))));
  }
};

const cheat = (name: string, fill: Fill): Feature => {
  const kernel = overBatch(name, fill);
  const series = (df: Frame): Series => kernel(df);
  return defineFeature({ name, group: "price", about: "knows what it cannot know", warmup: () => 1, series });
};

/** What looks ahead, by name. All are numbers on every row, and none knows the unit of prices. */
export const CHEATS: readonly Feature[] = [
  cheat("next-move", shifted),
  cheat("centred-mean", centred),
  cheat("full-sample-score", standardised),
  cheat("back-filled-day", backFilled),
  cheat("bar-start-resample", atBarStart),
  cheat("smoothed-state", smoothed),
];
