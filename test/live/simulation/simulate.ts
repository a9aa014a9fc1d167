import { createHash } from "node:crypto";
import { type Bug, noBug } from "./bugs.js";
import { sameAsCalm } from "./calm-check.js";
import { checkEnd } from "./end-checks.js";
import { calmScenario, LIVENESS_BARS, MINUTE, type Scenario, scenarioOf } from "./scenario.js";
import { Supervisor } from "./supervisor.js";
import { placeForeign } from "./venue-checks.js";
import type { Violation } from "./violations.js";
import { BEGIN, createWorld, type World } from "./world.js";

export interface Outcome {
  readonly seed: number;
  /** SHA-256 of the journal's files. */
  readonly hash: string;
  readonly violations: readonly Violation[];
  readonly counts: World["counts"];
  readonly faults: Readonly<Record<string, number>>;
  /** Entries that the journal holds, as JSON. */
  readonly lines: readonly string[];
}

export interface SimulateOptions {
  readonly bug?: Bug;
  /** In the place of what the seed says. */
  readonly scenario?: Scenario;
}

/**
 * Lives through a whole run by the dice of a seed: the runtime as it is, on virtual time, with a disk, an exchange and
 * people that do whatever they may. First anything may go wrong; then nothing does, and everything must come to rest.
 */
export async function simulate(
  seed: number,
  { bug = noBug, scenario = scenarioOf(seed) }: SimulateOptions = {},
): Promise<Outcome> {
  const world = createWorld(seed, scenario, bug);
  const { timers } = world;
  const supervisor = new Supervisor(world);
  if (scenario.mode === "exchange") placeForeign(world);
  supervisor.start();
  await timers.run(BEGIN + scenario.bars * MINUTE);
  supervisor.calm();
  await timers.run(BEGIN + (scenario.bars + LIVENESS_BARS) * MINUTE + 50_000);
  const { process } = supervisor;
  if (process.run !== null && process.life.alive) process.watch.replay();
  checkEnd(world, process);
  await Promise.all(process.watch.replays);
  await supervisor.stop();
  const hash = await hashOf(world);
  if (scenario.gentle && bug === noBug) {
    const calm = await simulate(seed, { scenario: calmScenario(scenario) });
    world.counts.compared = sameAsCalm(world.lines, calm.lines, world.report);
  }
  const { violations, counts, faults, lines } = world;
  return { seed, hash, violations, counts, faults, lines };
}

async function hashOf({ storage }: World): Promise<string> {
  const hash = createHash("sha256");
  for (const name of [...(await storage.reopened().list())].sort()) hash.update(name).update(storage.content(name)!);
  return hash.digest("hex");
}
