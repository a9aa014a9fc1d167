import { createRng, type Rng } from "@bellwether/core";
import { calm, type FaultPlan, type Range } from "./fault-plan.js";
import { Spells } from "./spells.js";

/** What has gone wrong so far, by name; `calls` counts requests, `acted` those that the exchange has acted on,
 * `submits` and `cancels` two kinds of them. */
export type FaultCounts = Readonly<Record<CountName, number>>;
const COUNTS = [
  "calls",
  "acted",
  "submits",
  "cancels",
  "requestsLost",
  "answersLost",
  "serverErrors",
  "rateLimits",
  "maintenance",
  "late",
  "deadlines",
  "disconnects",
  "eventsDelivered",
  "eventsLost",
  "eventsDuplicated",
  "eventsReordered",
  "emptyAnswers",
  "rowsLate",
  "rowsDuplicated",
  "rowsNaN",
  "rowsLagging",
  "rowsRevised",
  "lookupsTooEarly",
  "cancelsDelayed",
  "partialFills",
  "ruleChanges",
  "feeAssetChanges",
  "clockJumps",
] as const;
export type CountName = (typeof COUNTS)[number];

/** A fault that is asked for by hand; it strikes the next request, or the streams at once. */
export type SingleFault = "request-lost" | "answer-lost" | "server-error" | "rate-limited";

/** The plan, its dice and its spells: what everything that fails asks. */
export class Weather {
  readonly counts = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<CountName, number>;
  readonly rateLimits: Spells;
  readonly maintenance: Spells;
  readonly disconnects: Spells;
  readonly stalls: Spells;
  readonly #rng: Rng;
  #single: SingleFault | undefined;

  constructor(
    public plan: FaultPlan,
    readonly seed: number,
    start: number,
  ) {
    const rng = createRng(seed);
    this.#rng = rng.fork("dice");
    this.rateLimits = new Spells(plan.rateLimits, rng.fork("rate-limits"), start);
    this.maintenance = new Spells(plan.maintenance, rng.fork("maintenance"), start);
    this.disconnects = new Spells(plan.disconnects, rng.fork("disconnects"), start);
    this.stalls = new Spells(plan.stalls, rng.fork("stalls"), start);
  }

  /** Throws a die, and counts what it hits. */
  strikes(share: number, name: CountName): boolean {
    const hit = share > 0 && this.#rng.next() < share;
    if (hit) this.counts[name]++;
    return hit;
  }

  /** Whole number in [0, bound). */
  int(bound: number): number {
    return this.#rng.int(bound);
  }

  /** One way, ms. */
  latency(): number {
    return this.length(this.plan.latencyMs);
  }

  /** A length, mostly near the least. */
  length([least, most]: Range): number {
    return Math.floor(least + (most - least) * this.#rng.next() ** 6);
  }

  inject(fault: SingleFault): void {
    this.#single = fault;
  }

  /** Whether this request is the one that an injected fault strikes. */
  takes(fault: SingleFault): boolean {
    if (this.#single !== fault) return false;
    this.#single = undefined;
    return true;
  }

  clear(): void {
    this.plan = calm;
    for (const spells of [this.rateLimits, this.maintenance, this.disconnects, this.stalls]) spells.stop();
  }
}
