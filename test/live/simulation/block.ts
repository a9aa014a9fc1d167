import { canary } from "./bugs.js";
import { scenarioOf } from "./scenario.js";
import { type Outcome, simulate } from "./simulate.js";

/** Seeds of a block, counted over both of its halves. */
export const SEEDS = Number(process.env.BELLWETHER_SIM_SEEDS ?? 60);
const COMMAND = "npx vitest run test/live/simulation/even-seeds.test.ts";

/** What a block of seeds has lived through, summed up. */
export interface BlockReport {
  readonly seeds: number;
  readonly counts: Record<string, number>;
  readonly faults: Record<string, number>;
  /** One text for every seed that has failed: what broke, and how to see it again. */
  readonly failures: readonly string[];
}

/** Lives through seeds one after the other. @param canaries - whether one in a hundred is made to misbehave. */
export async function runBlock(seeds: readonly number[], canaries = false): Promise<BlockReport> {
  const counts: Record<string, number> = {};
  const faults: Record<string, number> = {};
  const failures: string[] = [];
  for (const seed of seeds) {
    const outcome = await simulate(seed, canaries ? { bug: canary(seed) } : {});
    add(counts, outcome.counts);
    add(faults, outcome.faults);
    if (outcome.violations.length > 0) failures.push(failureText(outcome));
  }
  return { seeds: seeds.length, counts, faults, failures };
}

/** Seeds from one on, every second. */
export function everySecond(from: number, count: number): number[] {
  return Array.from({ length: Math.ceil(count / 2) }, (_, i) => from + 2 * i);
}

/** Where the seeds begin that are others in every run: the one that is asked for, or chance. */
export function randomBase(): number {
  return 2 * Math.floor(5e8 * Math.random()) + 1_000_000;
}

function failureText({ seed, violations }: Outcome): string {
  const [{ invariant, what, at }] = violations as [Outcome["violations"][0]];
  const more = violations.length === 1 ? "" : ` (and ${violations.length - 1} more)`;
  const { mode } = scenarioOf(seed);
  return `seed ${seed}, ${mode}, ${new Date(at).toISOString()}: ${invariant}: ${what}${more}\n  BELLWETHER_SEED=${seed} ${COMMAND}`;
}

function add(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
}
