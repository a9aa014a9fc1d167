import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { openRegistry } from "../../src/node/folder-registry/index.js";
import { type CompiledRegistry, compileRegistry } from "./compiled.js";

const bundle = (n: number) => ({ manifest: { createdAt: n }, files: { "a.bin": Uint8Array.of(n) } });

let compiled: CompiledRegistry;
let folder: string;
beforeAll(async () => {
  compiled = await compileRegistry();
});
afterAll(() => compiled.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-registry-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("of 8 processes that move champion from the same version, exactly one wins each of 20 rounds", async () => {
  const registry = openRegistry(folder);
  const versions = [0, 1].map((half) =>
    Array.from({ length: 8 }, (_, i) => registry.save("m", bundle(8 * half + i)).version),
  );
  registry.setAlias("m", "champion", registry.save("m", bundle(99)).version);
  const ends = await Promise.all(
    versions[0]!.map((_, me) => compiled.run({ folder, calls: [], race: { me, of: 8, rounds: 20, versions } })),
  );
  expect(ends.map(({ stderr }) => stderr).join("")).toBe("");
  const all = ends.flatMap(({ results }) => results as { round: number; won?: string; code?: string }[]);
  const winners = Array.from({ length: 20 }, (_, round) => {
    const answers = all.filter((answer) => answer.round === round);
    expect(answers).toHaveLength(8);
    expect(answers.filter(({ code }) => code === "ALIAS_CONFLICT")).toHaveLength(7);
    return answers.find(({ won }) => won !== undefined)!.won;
  });
  const history = registry.history("m").map(({ change }) => change.to);
  expect(history.slice(0, 20).reverse(), "what won is what the history says").toEqual(winners);
  expect(registry.info("m", { alias: "previous" }).version).toBe(winners.at(-2));
});

it("8 processes that save the same bundle at once: one makes the version, all name it, nothing is left over", async () => {
  const text = { manifest: { createdAt: 1 }, files: { "a.bin": "x".repeat(100_000) } };
  const ends = await Promise.all(
    Array.from({ length: 8 }, () => compiled.run({ folder, calls: [["save", "m", text]] })),
  );
  const results = ends.flatMap(({ results }) => results as { version: string; created: boolean }[]);
  expect(results.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(results.map(({ version }) => version)).size).toBe(1);
  expect(readdirSync(join(folder, "m/versions"))).toEqual([results[0]!.version]);
  expect(openRegistry(folder).load("m").files["a.bin"]).toHaveLength(100_000);
});

it("4 processes that note 25 trials each lose none and mix no lines", async () => {
  const trial = (seed: number) => ({ settingsHash: "x".repeat(64), sharpe: 0.1, periods: 10, at: 1, seed });
  await Promise.all(
    [0, 1, 2, 3].map((me) =>
      compiled.run({ folder, calls: Array.from({ length: 25 }, (_, i) => ["recordTrial", "m", trial(25 * me + i)]) }),
    ),
  );
  const { trials, unreadable } = openRegistry(folder).trials("m");
  expect(unreadable).toBe(0);
  expect(trials.map(({ seed }) => seed).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});

it("a model that is saved and deleted without a pause gives a reader a whole version or a typed error", async () => {
  const text = { manifest: { createdAt: 1 }, files: { "a.bin": "a", "b.bin": "b", "c.bin": "c" } };
  const registry = openRegistry(folder);
  const calls = Array.from({ length: 60 }, (_, i) =>
    i % 2 === 0
      ? (["save", "m", { ...text, manifest: { createdAt: i } }] as const)
      : (["delete", "m", "all", { force: true }] as const),
  );
  const child = compiled.start({ folder, calls });
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  let isOpen = true;
  void closed.then(() => {
    isOpen = false;
  });
  const seen = { whole: 0, missing: 0 };
  while (isOpen) {
    for (let i = 0; i < 50; i++) {
      try {
        expect(Object.keys(registry.load("m").files)).toEqual(["a.bin", "b.bin", "c.bin"]);
        seen.whole++;
      } catch (error) {
        expect((error as { code?: string }).code).toMatch(/^(MODEL_NOT_FOUND|VERSION_NOT_FOUND|MODEL_DAMAGED)$/);
        seen.missing++;
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(seen.whole).toBeGreaterThan(0);
  expect(seen.missing).toBeGreaterThan(0);
});
