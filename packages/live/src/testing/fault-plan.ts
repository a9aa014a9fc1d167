import type { Rng } from "@bellwether/core";

/** Least and most of a length, ms. */
export type Range = readonly [least: number, most: number];

/** Something that begins by chance, so often a day on average, and lasts a while. */
export interface SpellPlan {
  readonly perDay: number;
  readonly lengthMs: Range;
}

/** What goes wrong between an exchange and us. Shares are in [0, 1]. */
export interface FaultPlan {
  /** Time of one way, drawn towards the least. */
  readonly latencyMs: Range;
  /** Share of requests that never arrive. */
  readonly requestsLost: number;
  /** Share of answers that never arrive: the exchange has acted. */
  readonly answersLost: number;
  /** Share of requests that end as 5xx; every second of them after the exchange has acted. */
  readonly serverErrors: number;
  /** Every request is answered with 429, and how long to wait. */
  readonly rateLimits: SpellPlan;
  /** Every request is answered with 503, and streams are down. */
  readonly maintenance: SpellPlan;
  /** Streams lose their connection, and say so. */
  readonly disconnects: SpellPlan;
  /** Streams stay open and say nothing. */
  readonly stalls: SpellPlan;
  /** Share of stream events that come twice, and that others overtake. */
  readonly eventsDuplicated: number;
  readonly eventsReordered: number;
  /** Share of lists (bars, open orders, balances, trades) that come empty. */
  readonly emptyAnswers: number;
  /** Share of answers with bars that lack the newest rows, that repeat a row, and that hold NaN somewhere. */
  readonly rowsLate: number;
  readonly rowsDuplicated: number;
  readonly rowsNaN: number;
  /** Answers with bars are as of up to so long ago, ms. */
  readonly rowsLagMs: number;
  /** Share of closed bars that look different from a minute after their close on. */
  readonly rowsRevised: number;
  /** A new order cannot be looked up, listed or found by its trades for so long, ms. */
  readonly lookupLagMs: number;
  /** Share of cancels that the exchange gets to later, by up to the time given, so that fills may come first. */
  readonly cancelsDelayed: number;
  readonly cancelDelayMs: number;
  /** Share of orders that fill in pieces, and how many at most. */
  readonly partialFills: number;
  readonly mostParts: number;
  /** Tick, step or smallest value of a market change, to ten times and back. */
  readonly ruleChangesPerDay: number;
  /** The fee asset changes to this one and back. It needs a balance of it. */
  readonly feeAssetChangesPerDay: number;
  readonly feeAsset: { readonly asset: string; readonly price: number };
  /** The machine's clock is wrong by up to so much, and jumps within that so often. */
  readonly clockSkewMs: number;
  readonly clockJumpsPerDay: number;
}

const never: SpellPlan = { perDay: 0, lengthMs: [0, 0] };

/** Nothing goes wrong; an answer takes 20 ms. */
export const calm: FaultPlan = Object.freeze({
  latencyMs: [10, 10] as const,
  requestsLost: 0,
  answersLost: 0,
  serverErrors: 0,
  rateLimits: never,
  maintenance: never,
  disconnects: never,
  stalls: never,
  eventsDuplicated: 0,
  eventsReordered: 0,
  emptyAnswers: 0,
  rowsLate: 0,
  rowsDuplicated: 0,
  rowsNaN: 0,
  rowsLagMs: 0,
  rowsRevised: 0,
  lookupLagMs: 0,
  cancelsDelayed: 0,
  cancelDelayMs: 0,
  partialFills: 0,
  mostParts: 1,
  ruleChangesPerDay: 0,
  feeAssetChangesPerDay: 0,
  feeAsset: { asset: "BNB", price: 300 },
  clockSkewMs: 0,
  clockJumpsPerDay: 0,
});

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Draws a plan: each fault is left out half of the time, else it is as strong as chance has it. */
export function randomFaults(rng: Rng): FaultPlan {
  const upTo = (most: number) => (rng.next() < 0.5 ? 0 : most * rng.next());
  const whole = (most: number) => Math.ceil(upTo(most));
  const spell = (mostPerDay: number, lengthMs: Range): SpellPlan => ({ perDay: upTo(mostPerDay), lengthMs });
  return {
    latencyMs: [1 + whole(50), 60 + whole(60 * SECOND)],
    requestsLost: upTo(0.2),
    answersLost: upTo(0.2),
    serverErrors: upTo(0.1),
    rateLimits: spell(24, [SECOND, 2 * MINUTE]),
    maintenance: spell(2, [MINUTE, 6 * HOUR]),
    disconnects: spell(48, [100, 5 * MINUTE]),
    stalls: spell(24, [10 * SECOND, HOUR]),
    eventsDuplicated: upTo(0.2),
    eventsReordered: upTo(0.2),
    emptyAnswers: upTo(0.05),
    rowsLate: upTo(0.3),
    rowsDuplicated: upTo(0.2),
    rowsNaN: upTo(0.1),
    rowsLagMs: whole(900),
    rowsRevised: upTo(0.02),
    lookupLagMs: whole(SECOND),
    cancelsDelayed: upTo(0.5),
    cancelDelayMs: 4 * SECOND,
    partialFills: upTo(0.8),
    mostParts: 20,
    ruleChangesPerDay: upTo(4),
    feeAssetChangesPerDay: upTo(4),
    feeAsset: calm.feeAsset,
    clockSkewMs: whole(10 * SECOND),
    clockJumpsPerDay: upTo(6),
  };
}
