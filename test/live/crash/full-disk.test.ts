import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, type TestContext } from "vitest";
import { buildChild } from "./build-child.js";
import { inWorld, uninterrupted } from "./lives.js";
import { journalOf, outcomeOf } from "./outcome.js";
import { type Processes, processesOf } from "./processes.js";

const BARS = 30;
const mounts = process.getuid?.() === 0 && process.platform === "linux";
if (!mounts) console.log("full disks are not tried: only root may mount one, on Linux");

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

/** A disk of its own in a folder. */
async function onDisk(context: TestContext, disk: string, size: string, act: () => Promise<void>): Promise<void> {
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk], { stdio: "ignore" });
  } catch {
    context.skip("this machine mounts no tmpfs");
  }
  try {
    await act();
  } finally {
    execFileSync("umount", ["-l", disk]);
  }
}

it.skipIf(!mounts)(
  "a run whose disk fills up ends before an order leaves, and goes on when there is room",
  async (context) => {
    const expected = await uninterrupted(processes, "testnet", BARS);
    await inWorld("testnet", BARS, async (world) => {
      const disk = join(world.root, "disk");
      await onDisk(context, disk, "2m", async () => {
        const folder = join(disk, "journal");
        const filler = join(disk, "filler");
        const task = world.task(BARS, { folder });
        writeFileSync(filler, new Uint8Array(2_016 * 1_024)); // leaves 32 KiB
        const end = await (await processes.begin(task)).ended;
        expect(end.code).toBe(1);
        expect(end.words.at(-1)).toMatchObject({
          kind: "failed",
          code: "JOURNAL_WRITE",
          message: expect.stringContaining("the disk is full"),
        });
        const asked = (await journalOf(folder)).flatMap((entry) => ("out" in entry ? entry.out : []));
        const requests = asked.filter(({ kind }) => kind === "request").length;
        const sent = world.exchange.venue.orders().filter(({ type }) => type === "market");
        expect(requests).toBeGreaterThan(0);
        expect(sent.length, "what is at the exchange is in the journal").toBeLessThanOrEqual(requests);

        const again = await (await processes.begin(task)).ended;
        expect(again.words.at(-1), "as long as there is no room").toMatchObject({ code: "JOURNAL_WRITE" });
        rmSync(filler);
        const last = await (await processes.begin(task)).ended;
        expect(await outcomeOf({ ...world, folder }, last)).toEqual(expected);
      });
    });
  },
);

it.skipIf(!mounts)("a run in a folder that cannot be written to does not begin, and sends nothing", async (context) => {
  await inWorld("testnet", BARS, async (world) => {
    const disk = join(world.root, "disk");
    await onDisk(context, disk, "2m", async () => {
      execFileSync("mount", ["-o", "remount,ro", disk]);
      const end = await (await processes.begin(world.task(BARS, { folder: join(disk, "journal") }))).ended;
      expect(end.words.at(-1)).toMatchObject({
        kind: "failed",
        code: "JOURNAL_WRITE",
        message: expect.stringContaining("read-only"),
      });
      expect(world.exchange.venue.orders()).toEqual([]);
      expect(world.exchange.requests).toEqual({});
    });
  });
});
