import * as z from "zod";

/** What is compared, in the order of cause and effect inside a bar. `halt` stands for the end of a halt as well. */
export const PARITY_KINDS = [
  "bar",
  "fill",
  "funding",
  "trade",
  "halt",
  "signal",
  "failure",
  "verdict",
  "request",
  "order",
  "equity",
] as const;
export type ParityKind = (typeof PARITY_KINDS)[number];

/**
 * Why run and replay part, as far as the journal tells:
 * - `data-revision`: the bar is another today, or was carried on flat when it was due;
 * - `timing`: the bar was caught up on, came late, or its stream was held;
 * - `fill`: price, quantity or order of fills;
 * - `fee`: the fee of an otherwise equal fill;
 * - `sizing`: the signal is the same, the quantity or verdict is not;
 * - `code-version`, `model-version`: another signal of a lane that stands on other code, or another model;
 * - `unexplained`: nothing of this; somebody has to look.
 */
export const PARITY_CAUSES = [
  "data-revision",
  "timing",
  "fill",
  "fee",
  "sizing",
  "code-version",
  "model-version",
  "unexplained",
] as const;
export type ParityCause = (typeof PARITY_CAUSES)[number];

const count = z.int().min(0);
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const differenceSchema = z.strictObject({
  /** Counts from 1 in the order in which they were found. */
  number: z.int().min(1),
  /** Close time of the bar, epoch ms UTC. */
  at: z.number(),
  /** Null for what concerns the account or a bar. */
  lane: count.nullable(),
  strategy: z.string().nullable(),
  symbol: z.string().nullable(),
  what: z.enum(PARITY_KINDS),
  /** Field that differs; empty where all of it is there on one side only. */
  path: z.string(),
  /** Further fields that differ, the first few. */
  also: z.array(z.string()),
  /** Null where there is none. */
  recorded: value,
  replayed: value,
  cause: z.enum(PARITY_CAUSES),
  /** Number of the difference that this one comes from, or that had the same cause before; null for a root. */
  followsFrom: z.int().min(1).nullable(),
});

/** Something that the run did otherwise than its replay. */
export type ParityDifference = z.infer<typeof differenceSchema>;

const countsSchema = z.strictObject({ compared: count, equal: count, different: count });
export type ParityCounts = z.infer<typeof countsSchema>;

const laneSchema = z.strictObject({
  name: z.string(),
  type: z.string(),
  symbol: z.string(),
  timeframe: z.string(),
});

const versionSchema = z.strictObject({
  /** Lane that stands on it; null for what all stand on. */
  lane: count.nullable(),
  name: z.string(),
  recorded: z.string().nullable(),
  replayed: z.string().nullable(),
});

/** What comes of replaying a journal: JSON through and through. */
export const parityReportSchema = z.strictObject({
  format: z.literal(1),
  /** `explained`: there are differences, and each has a cause or follows from one that has. */
  verdict: z.enum(["equal", "explained", "unexplained"]),
  run: z.strictObject({
    version: z.string(),
    mode: z.string(),
    exchange: z.string(),
    quote: z.string(),
    startingBalance: z.number(),
    node: z.string(),
    platform: z.string(),
    /** How often a process began. */
    starts: count,
    swaps: count,
    /** Close times of the first and the last step with bars, epoch ms UTC; null without. */
    from: z.number().nullable(),
    to: z.number().nullable(),
    steps: count,
    lanes: z.array(laneSchema),
  }),
  /** Code and models that are others in the replay. */
  versions: z.array(versionSchema),
  counts: z.record(z.enum(PARITY_KINDS), countsSchema),
  /** Root differences and all differences, by cause. */
  causes: z.record(z.enum(PARITY_CAUSES), z.strictObject({ roots: count, all: count })),
  /** Roots first, then what follows from them, each in order. */
  differences: z.array(differenceSchema),
  /** Differences that were counted only. */
  omitted: count,
  /** Thinned for a drawing; times are close times, epoch ms UTC. */
  equity: z.strictObject({ time: z.array(z.number()), recorded: z.array(z.number()), replayed: z.array(z.number()) }),
});

export type ParityReport = z.infer<typeof parityReportSchema>;
