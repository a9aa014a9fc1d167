import { expect, it } from "vitest";
import { everySecond, runBlock, SEEDS } from "./block.js";

it.runIf(process.env.BELLWETHER_SEED === undefined)(
  "keeps every promise with the other half of the seeds, on the other processor",
  async () => {
    const { failures } = await runBlock(everySecond(1, SEEDS));
    expect(failures.join("\n")).toBe("");
  },
  3_600_000,
);
