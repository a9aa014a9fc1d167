import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildChild } from "./build-child.js";
import { inWorld, livesOf, uninterrupted } from "./lives.js";
import { outcomeOf } from "./outcome.js";
import { type Processes, processesOf } from "./processes.js";

/** Every point is met for the 1st, 2nd ... time. CI: 10. */
const HITS = Number(process.env.BELLWETHER_CRASH_HITS ?? 1);

const around = (what: string) => [`before ${what}`, `after ${what}`];
const entry = (type: string) => [...around(`append ${type}`), ...around(`commit ${type}`)];
const STEPS = [...entry("bars"), ...around("sync segment"), "before write segment", "during write segment"];
const SEALS = ["write packed", "sync packed", "rename packed", "remove segment"].flatMap(around);

/** In the order in which a run comes to them; those of `steps` again and again, the others once a process. */
const POINTS = {
  paper: {
    first: [...around("link lock"), ...entry("start"), ...entry("history")],
    steps: [...STEPS, ...SEALS],
    last: entry("stop"),
    barsPerHit: 2,
  },
  testnet: {
    first: [...entry("history"), "after balances", "before fills", "after openOrders"],
    steps: [
      ...["before submit", "during submit", "after submit"],
      ...["before cancel", "during cancel", "after cancel"],
      ...["during fills", "during openOrders"],
      ...entry("reports"),
      ...entry("bars"),
    ],
    last: entry("stop"),
    barsPerHit: 2,
  },
} as const;

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

describe.each(["paper", "testnet"] as const)("a process in mode %s that is killed", (mode) => {
  it.each(Array.from({ length: HITS }, (_, i) => i + 1))(
    "at hit %i of each named point ends as one that was never killed",
    async (hit) => {
      const { first, steps, last, barsPerHit } = POINTS[mode];
      const kills = [
        ...first.map((point) => ({ point, hit: 1 })),
        ...steps.map((point) => ({ point, hit })),
        ...last.map((point) => ({ point, hit: 1 })),
      ];
      const bars = 10 + barsPerHit * hit * steps.length;
      const expected = await uninterrupted(processes, mode, bars);
      await inWorld(mode, bars, async (world) => {
        const began = performance.now();
        const ends = await livesOf(processes, (life) => world.task(bars, { segmentBytes: 5_000, kill: kills[life] }));
        const spared = ends.findIndex(({ signal }) => signal !== "SIGKILL");
        expect(kills[spared], "no point was left out").toBeUndefined();
        expect(await outcomeOf(world, ends.at(-1)!)).toEqual(expected);
        console.log(
          `${mode}: ${kills.length} points, ${Math.round((performance.now() - began) / ends.length)} ms each`,
        );
      });
    },
    600_000,
  );
});
