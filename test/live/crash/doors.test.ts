import { createRng } from "@bellwether/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildChild } from "./build-child.js";
import { inWorld, uninterrupted } from "./lives.js";
import { journalOf, outcomeOf } from "./outcome.js";
import { type Processes, processesOf } from "./processes.js";

const BARS = 30;

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

describe("a journal", () => {
  it("belongs to one process: a second is refused, told which, and leaves no trace", async () => {
    await inWorld("paper", BARS, async (world) => {
      const first = await processes.begin(world.task(BARS, { until: Number.MAX_SAFE_INTEGER }));
      await first.said("bars", 3);
      const second = await (await processes.begin(world.task(BARS))).ended;
      expect(second.code).toBe(1);
      expect(second.words.at(-1)).toMatchObject({ kind: "failed", code: "JOURNAL_LOCKED" });
      expect(second.words.at(-1)).toHaveProperty(
        "message",
        expect.stringMatching(new RegExp(`in use by process ${first.child.pid} on .+: stop it first`)),
      );
      expect(first.child.exitCode, "the first goes on").toBeNull();
      first.child.kill("SIGKILL");
      await first.ended;
      const starts = (await journalOf(world.folder)).filter(({ type }) => type === "start");
      expect(starts).toHaveLength(1);
    });
  });

  it("of a process that was killed is free at once", async () => {
    await inWorld("paper", BARS, async (world) => {
      const first = await processes.begin(world.task(BARS));
      await first.said("bars", 2);
      first.child.kill("SIGKILL");
      await first.ended;
      const second = await (await processes.begin(world.task(BARS))).ended;
      expect(second.words.at(-1)?.kind).toBe("over");
    });
  });
});

describe("SIGTERM", () => {
  it("at any moment ends the run in order, with a word in the journal; SIGKILL right after it hurts nobody", async () => {
    const expected = await uninterrupted(processes, "paper", BARS);
    const rng = createRng(3);
    await inWorld("paper", BARS, async (world) => {
      for (let number = 0; number < 8; number++) {
        const life = await processes.begin(world.task(BARS));
        await life.said("ready");
        await life.said("bars", 1 + rng.int(2));
        await pause(rng.int(20));
        life.child.kill("SIGTERM");
        const isKilled = number % 2 === 1;
        if (isKilled) {
          await pause(rng.int(10));
          life.child.kill("SIGKILL");
        }
        const end = await life.ended;
        const last = (await journalOf(world.folder)).at(-1);
        if (!isKilled) {
          expect(end, end.stderr).toMatchObject({ code: 0, signal: null });
          expect(last).toMatchObject({ type: "stop", reason: "SIGTERM", orders: [] });
        }
      }
      const end = await (await processes.begin(world.task(BARS))).ended;
      expect(await outcomeOf(world, end)).toEqual(expected);
    });
  });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
