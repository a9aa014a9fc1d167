import { z } from "zod";
import { cell, fraction } from "./units.js";

const TooFew = z.strictObject({
  status: z.literal("too-few"),
  need: z.number(),
  have: z.number(),
  what: z.string().describe("what is counted"),
});
const Undefined = z.strictObject({ status: z.literal("undefined"), because: z.string() });

/** A result that small or degenerate samples withhold. */
const sampled = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.discriminatedUnion("status", [z.strictObject({ status: z.literal("ok"), ...shape }), TooFew, Undefined]);

const interval = {
  estimate: z.number(),
  low: z.number(),
  high: z.number(),
  confidence: fraction,
  resamples: z.number().int(),
};
const quantiles = z.strictObject({
  q01: z.number(),
  q05: z.number(),
  q50: z.number(),
  q95: z.number(),
  q99: z.number(),
});

export const StatisticsJson = z.strictObject({
  sampling: z.strictObject({
    returnPeriod: z.enum(["day", "bar"]),
    returns: z.number().int(),
    periodsPerYear: cell,
    meanBlock: cell.describe("mean length of resampled blocks, in returns"),
  }),
  sharpe: sampled(interval).describe("annualised; stationary block bootstrap"),
  totalReturn: sampled(interval).describe("stationary block bootstrap"),
  probabilisticSharpe: sampled({
    value: fraction.describe("probability that the true Sharpe ratio is above zero"),
    skewness: z.number(),
    kurtosis: z.number(),
    minTrackRecordPeriods: cell.describe("periods until such a record reaches 95 %"),
  }),
  monteCarlo: sampled({
    trades: z.number().int(),
    runs: z.number().int(),
    shuffled: z
      .strictObject({
        observedDrawdown: fraction,
        maxDrawdown: quantiles,
        drawdownLevel: fraction,
        drawdownProbability: fraction,
      })
      .describe("the same trades in other orders; drawdowns from trade to trade"),
    redrawn: z
      .strictObject({ endEquity: quantiles, maxDrawdown: quantiles, ruinLevel: fraction, ruinProbability: fraction })
      .describe("as many trades drawn with replacement"),
  }),
  randomEntries: sampled({
    pValue: fraction.describe("how likely entries at random do at least as well"),
    observedMean: fraction,
    randomMean: fraction,
    costPerTrade: fraction,
    trades: z.number().int(),
    resamples: z.number().int(),
  }),
});
