import { createRng } from "@bellwether/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildChild } from "./build-child.js";
import { inWorld, killAnyTime, livesOf, uninterrupted } from "./lives.js";
import { outcomeOf } from "./outcome.js";
import { type Processes, processesOf } from "./processes.js";

/** Kills on paper; a third as many with orders at the exchange. CI: 300. */
const KILLS = Number(process.env.BELLWETHER_CRASH_KILLS ?? 24);
const SEED = Number(process.env.BELLWETHER_CRASH_SEED ?? 1);
/** Kills of one run; bars of it are enough for them. */
const PER_RUN = 24;
const BARS_PER_KILL = 3;

let child: Awaited<ReturnType<typeof buildChild>>;
let processes: Processes;
beforeAll(async () => {
  child = await buildChild();
  processes = processesOf(child.file);
});
afterAll(async () => {
  await processes.close();
  child.remove();
});

describe.each([
  ["paper", KILLS],
  ["testnet", Math.ceil(KILLS / 3)],
] as const)("a process that trades in mode %s, killed %i times at any moment", (mode, kills) => {
  it(
    "ends as one that was never killed: ledger, positions, orders, and every decision on the way",
    async () => {
      const bars = 10 + BARS_PER_KILL * Math.min(PER_RUN, kills);
      const expected = await uninterrupted(processes, mode, bars);
      expect((expected.state as { trades: unknown[] }).trades.length).toBeGreaterThan(5);
      let done = 0;
      for (let run = 0; done < kills; run++) {
        const rng = createRng(SEED).fork(`${mode} ${run}`);
        const most = Math.min(PER_RUN, kills - done);
        const began = performance.now();
        await inWorld(mode, bars, async (world) => {
          const ends = await livesOf(
            processes,
            () => world.task(bars),
            async (life, number) => {
              if (number < most) await killAnyTime(life, rng);
            },
          );
          const killed = ends.length - 1;
          const hint = `seed ${SEED}, run ${run}, ${killed} kills`;
          expect(killed, `${hint}: the run lasted long enough`).toBeGreaterThan(most / 2);
          expect(await outcomeOf(world, ends.at(-1)!), hint).toEqual(expected);
          done += killed;
        });
        console.log(`${mode}: ${done} kills, ${Math.round((performance.now() - began) / most)} ms each`);
      }
    },
    60_000 + kills * 10_000,
  );
});
