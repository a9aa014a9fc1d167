import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RegistryIoError } from "../../registry/errors.js";
import type { ModelRegistry } from "../../registry/model-registry.js";
import { openRegistry } from "./open-registry.js";

let folder: string;
let versions: string[];
const now = () => 1;
const bundle = (n: number) => ({ manifest: { createdAt: n }, files: { a: Uint8Array.of(n), b: Uint8Array.of(n, n) } });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-registry-"));
  const registry = openRegistry(join(folder, "start"), { now });
  versions = [1, 2].map((n) => registry.save("m", bundle(n)).version);
  for (const version of versions) registry.setAlias("m", "champion", version);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that a reader can see, every byte checked. */
function seen(place: string): string {
  const registry = openRegistry(place, { now });
  const all = registry.list().map(({ name, aliases }) => ({
    aliases,
    versions: registry
      .versions(name)
      .map(({ version, note, stage }) => [registry.load(name, { version }).files, note, stage]),
  }));
  return JSON.stringify([all, registry.trials("m")]);
}

/** Steps that a full disk cannot hinder. */
const LOOKING = ["look", "names", "read"];

const CALLS: Readonly<Record<string, (registry: ModelRegistry) => unknown>> = {
  save: (registry) => registry.save("m", bundle(3)),
  "save the first": (registry) => registry.save("n", bundle(3)),
  setAlias: (registry) => registry.setAlias("m", "challenger", versions[0]!),
  rollback: (registry) => registry.rollback("m"),
  setStage: (registry) => registry.setStage("m", versions[0]!, "archived"),
  delete: (registry) => registry.delete("m", "all", { force: true }),
  recordTrial: (registry) => registry.recordTrial("m", { settingsHash: "", sharpe: 1, periods: 1, at: 1, seed: 1 }),
};

describe("what is named is on disk before, and the name after:", () => {
  const stepsOf = (call: (registry: ModelRegistry) => unknown) => {
    const steps: string[] = [];
    call(openRegistry(join(folder, "start"), { now, onStep: (step) => steps.push(step) }));
    return steps.filter((step) => !LOOKING.includes(step)).join(", ");
  };
  const file = "create file, write file, flush file";

  it("a version", () => {
    expect(stepsOf((registry) => registry.save("m", bundle(3)))).toBe(
      `make folder, flush folder, ${file}, ${file}, ${file}, flush folder, rename, flush folder`,
    );
  });

  it("a state of aliases", () => {
    expect(stepsOf((registry) => registry.rollback("m"))).toBe(`${file}, link, flush folder, remove`);
  });

  it("a deletion: the mark first, then the folder out of sight, then the files", () => {
    expect(stepsOf((registry) => registry.delete("m", "all", { force: true }))).toBe(
      `${file}, link, flush folder, remove${", rename, flush folder, remove".repeat(2)}`,
    );
  });

  it("a trial", () => {
    expect(stepsOf((registry) => CALLS.recordTrial!(registry))).toBe(
      "open to append, append, flush file, flush folder",
    );
  });
});

describe.each([
  ["EACCES", []],
  ["ENOSPC", LOOKING],
])("where the machine answers %s at any step,", (code, spared: readonly string[]) => {
  it.each(Object.keys(CALLS))("%s leaves the old state or the new one, and a typed error", (call) => {
    const old = seen(join(folder, "start"));
    const states = new Set<string>();
    for (let failAt = 1; ; failAt++) {
      const place = join(folder, String(failAt));
      cpSync(join(folder, "start"), place, { recursive: true });
      let steps = 0;
      let failed = false;
      const failing = openRegistry(place, {
        now,
        onStep: (step) => {
          if (spared.includes(step) || ++steps !== failAt) return;
          failed = true;
          throw Object.assign(new Error(code), { code, syscall: "write", path: "x" });
        },
      });
      try {
        CALLS[call]!(failing);
      } catch (error) {
        expect(error, `step ${failAt}`).toBeInstanceOf(RegistryIoError);
      }
      states.add(seen(place));
      if (!failed) break;
      const isDone = call === "delete" && openRegistry(place).list().length === 0;
      if (!isDone) expect(() => CALLS[call]!(openRegistry(place, { now: () => 100_000 })), "well again").not.toThrow();
    }
    expect(states.has(old)).toBe(true);
    expect(states.size, "the old state and the new one").toBe(2);
  });
});

describe("what the machine says is said in words:", () => {
  const failing = (code: string) =>
    openRegistry(folder, {
      onStep: () => {
        throw Object.assign(new Error(code), { code, syscall: "open", path: "/models/m" });
      },
    });

  it.each([
    ["ENOSPC", "the disk is full"],
    ["EACCES", "permission denied"],
    ["EROFS", "the disk is read-only"],
    ["ESTRANGE", "ESTRANGE"],
  ])("%s", (code, words) => {
    expect(() => failing(code).save("m", bundle(1))).toThrow(`registry /models/m: ${words} (open)`);
  });

  it("a disk without hard links", () => {
    const registry = openRegistry(join(folder, "start"), {
      onStep: (step) => {
        if (step === "link") throw Object.assign(new Error(), { code: "ENOTSUP", syscall: "link" });
      },
    });
    expect(() => registry.setAlias("m", "x", versions[0]!)).toThrow(
      "has no hard links; put the registry on a local disk",
    );
  });

  it("a file where the registry should be", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => openRegistry(file).save("m", bundle(1))).toThrow(RegistryIoError);
    expect(openRegistry(file).list()).toEqual([]);
  });

  it("a folder in which nothing can be made: it does not look for ever", () => {
    if (existsSync("/proc/self"))
      expect(() => openRegistry("/proc/models").save("m", bundle(1))).toThrow(RegistryIoError);
  });
});

it("an error that is not the machine's is passed on as it is", () => {
  const registry = openRegistry(folder, {
    onStep: () => {
      throw new TypeError("a bug");
    },
  });
  expect(() => registry.load("m")).toThrow(TypeError);
});
