import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openRegistry } from "../../src/node/folder-registry/index.js";
import { type ChildTask, type CompiledRegistry, compileRegistry } from "./compiled.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const textBundle = (n: number) => ({
  manifest: { createdAt: n },
  files: { "a.bin": `first ${n}`, "b.bin": `second ${n}` },
});
const bundle = (n: number) => {
  const { manifest, files } = textBundle(n);
  return { manifest, files: { "a.bin": bytes(files["a.bin"]), "b.bin": bytes(files["b.bin"]) } };
};

let compiled: CompiledRegistry;
let folder: string;
let before: string;
let versions: string[];

beforeAll(async () => {
  compiled = await compileRegistry();
  before = mkdtempSync(join(tmpdir(), "bellwether-registry-"));
  const registry = openRegistry(before, { now: () => 1_000 });
  versions = [1, 2, 3].map((n) => registry.save("m", bundle(n)).version);
  registry.setAlias("m", "champion", versions[0]!);
  registry.setAlias("m", "champion", versions[1]!);
});
afterAll(() => {
  compiled.remove();
  rmSync(before, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-registry-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that a reader can see, every byte checked. */
function seen(place: string) {
  const registry = openRegistry(place, { now: () => 3_000 });
  return registry.list().map(({ name, aliases }) => ({
    name,
    aliases,
    champion: registry.load(name).version,
    versions: registry.versions(name).map(({ version, stage, note, damage }) => {
      const { files } = registry.load(name, { version });
      return { version, stage, note, damage, sizes: Object.values(files).map(({ length }) => length) };
    }),
  }));
}

interface Crash {
  readonly old: unknown;
  readonly done: unknown;
  /** Steps that the calls change the disk in. */
  readonly steps: number;
  /** What was seen after each kill. */
  readonly after: readonly unknown[];
  /** What was seen once the same calls were made again. */
  readonly again: readonly unknown[];
}

/** Kills the calls before every one of their steps, each time from the same start. */
async function killEverywhere(calls: ChildTask["calls"]): Promise<Crash> {
  const start = (place: string) => cpSync(before, place, { recursive: true });
  const whole = join(folder, "whole");
  start(whole);
  const old = seen(whole);
  await compiled.run({ folder: whole, calls, now: 2_000 });
  const done = seen(whole);
  const after: unknown[] = [];
  const again: unknown[] = [];
  for (let next = 1, alive = true; alive; ) {
    // two at once: as many as the smallest machine has cores
    const ends = await Promise.all(
      [next, next + 1].map(async (killAt) => {
        const place = join(folder, String(killAt));
        start(place);
        const end = await compiled.run({ folder: place, calls, killAt, now: 2_000 });
        if (end.signal === null) return { ...end, place: undefined };
        return { ...end, place };
      }),
    );
    for (const { signal, stderr, place } of ends) {
      expect(stderr).toBe("");
      if (signal === null || place === undefined) {
        alive = false;
        break;
      }
      expect(signal).toBe("SIGKILL");
      after.push(seen(place));
      const registry = openRegistry(place, { now: () => 200_000 });
      for (const [method, ...args] of calls) repeat(registry, method, args);
      again.push(seen(place));
    }
    next += 2;
  }
  return { old, done, steps: after.length, after, again };
}

function repeat(registry: ReturnType<typeof openRegistry>, method: string, args: readonly unknown[]): void {
  try {
    if (method === "save")
      registry.save("m", bundle(Number((args[1] as { manifest: { createdAt: number } }).manifest.createdAt)));
    if (method === "setAlias") registry.setAlias("m", String(args[1]), String(args[2]));
    if (method === "delete") registry.delete("m", args[1] as "all", { force: true });
  } catch (error) {
    // the first time went through
    expect(error).toMatchObject({ code: expect.stringMatching(/^(VERSION|MODEL)_NOT_FOUND$/) });
  }
}

const states = (crash: Crash) => [...new Set(crash.after.map((state) => JSON.stringify(state)))];

describe("a process that is killed before any step that changes the disk leaves the old state or the new one, and the same call again ends it:", () => {
  it("save", async () => {
    const crash = await killEverywhere([["save", "m", textBundle(4)]]);
    expect(crash.steps).toBeGreaterThan(10);
    expect(states(crash)).toEqual([JSON.stringify(crash.old), JSON.stringify(crash.done)]);
    expect(new Set(crash.again.map((state) => JSON.stringify(state)))).toEqual(new Set([JSON.stringify(crash.done)]));
  });

  it("the first save of a model", async () => {
    const empty = join(folder, "empty");
    const ends: unknown[] = [];
    for (let killAt = 1; ; killAt++) {
      const place = join(empty, String(killAt), "models");
      const end = await compiled.run({ folder: place, calls: [["save", "m", textBundle(4)]], killAt });
      ends.push(seen(place).length);
      expect(openRegistry(place).save("m", bundle(4)).version).toHaveLength(64);
      expect(seen(place)).toHaveLength(1);
      if (end.signal === null) break;
    }
    expect(ends[0]).toBe(0);
    expect(ends.at(-1)).toBe(1);
  });

  it("setting champion: previous moves with it or not at all", async () => {
    const crash = await killEverywhere([["setAlias", "m", "champion", versions[2]!]]);
    expect(crash.steps).toBeGreaterThan(5);
    expect(states(crash)).toEqual([JSON.stringify(crash.old), JSON.stringify(crash.done)]);
    expect(crash.done).toMatchObject([{ aliases: { champion: versions[2], previous: versions[1] } }]);
    expect(new Set(crash.again.map((state) => JSON.stringify(state)))).toEqual(new Set([JSON.stringify(crash.done)]));
  });

  it("rollback", async () => {
    const crash = await killEverywhere([["rollback", "m"]]);
    expect(states(crash)).toEqual([JSON.stringify(crash.old), JSON.stringify(crash.done)]);
    expect(crash.done).toMatchObject([{ aliases: { champion: versions[0], previous: versions[1] } }]);
  });

  it("deleting a version", async () => {
    const crash = await killEverywhere([["delete", "m", { version: versions[2]! }]]);
    expect(states(crash)).toEqual([JSON.stringify(crash.old), JSON.stringify(crash.done)]);
    expect(crash.done).toMatchObject([{ versions: [{ version: versions[1] }, { version: versions[0] }] }]);
    expect(new Set(crash.again.map((state) => JSON.stringify(state)))).toEqual(new Set([JSON.stringify(crash.done)]));
  });

  it("deleting a model, aliases and all", async () => {
    const crash = await killEverywhere([["delete", "m", "all", { force: true }]]);
    expect(states(crash)).toEqual([JSON.stringify(crash.old), JSON.stringify(crash.done)]);
    expect(crash.done).toEqual([]);
  });

  it("what the dead left is swept a day later", async () => {
    cpSync(before, folder, { recursive: true });
    await compiled.run({ folder, calls: [["save", "m", textBundle(4)]], killAt: 6 });
    const hidden = () => readdirSync(join(folder, "m/versions")).filter((name) => name.startsWith("."));
    expect(hidden()).toHaveLength(1);
    openRegistry(folder).save("m", bundle(5));
    expect(hidden(), "it may still be at work").toHaveLength(1);
    openRegistry(folder, { now: () => Date.now() + 25 * 3_600_000 }).save("m", bundle(6));
    expect(hidden()).toEqual([]);
  });
});
