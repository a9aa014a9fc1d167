import { expect, it } from "vitest";
import { everySecond, randomBase, runBlock, SEEDS } from "./block.js";

const HOUR = 3_600_000;
const one = process.env.BELLWETHER_SEED;

it.runIf(one !== undefined)(
  `keeps every promise with the seed ${one}`,
  async () => {
    const { failures, counts, faults } = await runBlock([Number(one)]);
    console.log(JSON.stringify({ counts, faults }, null, 1));
    expect(failures.join("\n")).toBe("");
  },
  HOUR,
);

it.runIf(one === undefined)(
  "keeps every promise, whatever goes wrong, and comes to rest when nothing does any more",
  async () => {
    const { failures, counts, faults } = await runBlock(everySecond(2, SEEDS));
    console.log(JSON.stringify({ counts, faults }));
    expect(failures.join("\n")).toBe("");
    // a simulation in which nothing happens keeps every promise
    for (const name of [
      "crashes",
      "ends",
      "fills",
      "swaps",
      "controls",
      "failures",
      "quiet",
      "held",
      "replays",
      "compared",
    ])
      expect(counts[name], name).toBeGreaterThan(0);
    for (const name of [
      "requestsLost",
      "answersLost",
      "disconnects",
      "eventsLost",
      "rowsNaN",
      "rowsLagging",
      "clockJumps",
    ])
      expect(faults[name], name).toBeGreaterThan(0);
  },
  HOUR,
);

it.runIf(one === undefined)(
  "keeps every promise with seeds that nobody has seen before",
  async () => {
    const base = randomBase();
    console.log(`seeds from ${base} on`);
    const { failures } = await runBlock(everySecond(base, SEEDS / 6));
    expect(failures.join("\n")).toBe("");
  },
  HOUR,
);
