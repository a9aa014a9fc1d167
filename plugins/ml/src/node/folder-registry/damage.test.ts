import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ModelDamagedError, ModelNotFoundError } from "../../registry/errors.js";
import type { ModelRegistry } from "../../registry/model-registry.js";
import { openRegistry } from "./open-registry.js";

let folder: string;
let registry: ModelRegistry;
let version: string;
let home: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-registry-"));
  registry = openRegistry(folder, { now: () => 1 });
  const files = {
    "a.json": new TextEncoder().encode('{"a":[1,2]}'),
    "trees.bin": Uint8Array.from({ length: 64 }, (_, i) => i),
    empty: new Uint8Array(),
  };
  version = registry.save("m", { manifest: { createdAt: 1, seed: 7 }, files }).version;
  registry.setAlias("m", "champion", version);
  home = join(folder, "m/versions", version);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function damageOf(run: () => unknown): ModelDamagedError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(ModelDamagedError);
    return error as ModelDamagedError;
  }
  throw new Error("nothing was thrown");
}
const load = () => registry.load("m");
const refsFile = () => join(folder, "m/refs/000000000001.json");

describe("a version is refused, naming the file, when", () => {
  it("any byte of any file is another", () => {
    for (const file of readdirSync(home)) {
      const path = join(home, file);
      const bytes = readFileSync(path);
      for (let i = 0; i < bytes.length; i++) {
        for (const bit of [0x01, 0x20]) {
          const flipped = Uint8Array.from(bytes);
          flipped[i]! ^= bit;
          writeFileSync(path, flipped);
          expect(damageOf(load).file, `byte ${i} of ${file}`).toBe(`m/versions/${version}/${file}`);
        }
      }
      writeFileSync(path, bytes);
    }
    expect(load().version, "and is whole once they are back").toBe(version);
  });

  it("any file is cut off anywhere, or goes on", () => {
    for (const file of readdirSync(home)) {
      const path = join(home, file);
      const bytes = readFileSync(path);
      for (let length = bytes.length - 1; length >= 0; length--) {
        truncateSync(path, length);
        expect(damageOf(load).file, `${file} at ${length}`).toMatch(file);
      }
      writeFileSync(path, Uint8Array.of(...bytes, 0));
      expect(damageOf(load).file).toMatch(file);
      writeFileSync(path, bytes);
    }
  });

  it("a file is missing, or one is there that the manifest does not list", () => {
    renameSync(join(home, "a.json"), join(home, "b.json"));
    expect(damageOf(load)).toMatchObject({ flaw: "is missing", file: expect.stringMatching(/a\.json$/) });
    cpSync(join(home, "b.json"), join(home, "a.json"));
    expect(damageOf(load)).toMatchObject({ flaw: "is not in the manifest", file: expect.stringMatching(/b\.json$/) });
    renameSync(join(home, "b.json"), join(home, ".DS_Store"));
    expect(load().version, "what file managers hide is no damage").toBe(version);
  });

  it("its folder has another name", () => {
    const other = "0".repeat(64);
    cpSync(home, join(folder, "m/versions", other), { recursive: true });
    expect(damageOf(() => registry.load("m", { version: other })).flaw).toBe("is not what its folder is named after");
  });

  it("its folder is gone while an alias names it", () => {
    registry.save("m", { manifest: { createdAt: 2 }, files: {} });
    rmSync(home, { recursive: true });
    expect(damageOf(load)).toMatchObject({ flaw: "is missing", file: `m/versions/${version}` });
  });

  it.skipIf(process.platform === "win32")("a file is a pipe: it waits for no writer", () => {
    rmSync(join(home, "a.json"));
    execFileSync("mkfifo", [join(home, "a.json")]);
    expect(damageOf(load).flaw).toBe("is no regular file");
  });

  it("it is saved again over the damage: the same is said only of what is whole", () => {
    const { manifest, files } = load();
    writeFileSync(join(home, "trees.bin"), "x");
    expect(damageOf(() => registry.save("m", { manifest, files })).file).toMatch("trees.bin");
  });
});

describe("a manifest is not even parsed when", () => {
  it("its hash is another: prototypes, depth and size cannot matter", () => {
    for (const text of ['{"__proto__":{"polluted":1}}', "[".repeat(100_000), "{}"]) {
      writeFileSync(join(home, "manifest.json"), text);
      expect(damageOf(load).flaw).toBe("is not what its folder is named after");
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it("it is larger than 4 MiB: it is not read at all", () => {
    truncateSync(join(home, "manifest.json"), 4 * 2 ** 20 + 1);
    expect(damageOf(load).flaw).toMatch("4194304 at most");
  });
});

describe("aliases that are damaged", () => {
  it("stop everything that needs them: an older state may name a model that was taken back", () => {
    registry.setStage("m", version, "production");
    writeFileSync(join(folder, "m/refs/000000000002.json"), "{}");
    expect(damageOf(load)).toMatchObject({ version: null, file: "m/refs/000000000002.json" });
    for (const change of [
      () => registry.rollback("m"),
      () => registry.setAlias("m", "x", version),
      () => registry.info("m"),
    ])
      expect(damageOf(change).file).toBe("m/refs/000000000002.json");
  });

  it("at any byte are noticed", () => {
    const bytes = readFileSync(refsFile());
    for (let i = 0; i < bytes.length; i++) {
      const flipped = Uint8Array.from(bytes);
      flipped[i]! ^= 1;
      writeFileSync(refsFile(), flipped);
      expect(damageOf(load).file).toBe("m/refs/000000000001.json");
    }
  });
});

describe("a list shows what is damaged, and the rest as it is:", () => {
  it("a manifest", () => {
    const whole = registry.save("m", { manifest: { createdAt: 0 }, files: {} }).version;
    writeFileSync(join(home, "manifest.json"), "x");
    expect(registry.versions("m")).toMatchObject([
      { version: whole, damage: null },
      {
        version,
        createdAt: null,
        bytes: null,
        aliases: ["champion"],
        damage: expect.stringMatching(/manifest\.json is not/),
      },
    ]);
    expect(registry.list()).toMatchObject([{ name: "m", versions: 2, newest: { version: whole } }]);
    registry.removeAlias("m", "champion");
    expect(damageOf(load).file, "which is the newest cannot be known").toMatch("manifest.json");
  });

  it("aliases", () => {
    writeFileSync(refsFile(), "x");
    registry.save("other", { manifest: {}, files: {} });
    expect(registry.list()).toMatchObject([
      { name: "m", aliases: {}, damage: "m/refs/000000000001.json is no state of aliases" },
      { name: "other", damage: null },
    ]);
  });
});

describe.skipIf(process.platform === "win32")("links inside the folder are refused:", () => {
  const moveAndLink = (path: string) => {
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere, { recursive: true });
    renameSync(path, join(elsewhere, "it"));
    symlinkSync(join(elsewhere, "it"), path);
  };

  it.each(["m", "m/versions", "m/refs"])("%s", (path) => {
    moveAndLink(join(folder, path));
    expect(damageOf(load)).toMatchObject({ file: path, flaw: expect.stringMatching("symbolic link") });
    expect(() => registry.save("m", { manifest: {}, files: {} })).toThrow(ModelDamagedError);
    expect(() => registry.setAlias("m", "x", version)).toThrow(ModelDamagedError);
  });

  it("a version", () => {
    moveAndLink(home);
    expect(damageOf(load).flaw).toMatch("symbolic link");
  });

  it("a file, and the states of aliases", () => {
    moveAndLink(join(home, "a.json"));
    expect(damageOf(load).flaw).toBe("is a symbolic link");
    moveAndLink(refsFile());
    expect(damageOf(load).flaw).toBe("is a symbolic link");
  });

  it("the log of trials, to read or to write", () => {
    registry.recordTrial("m", { settingsHash: "", sharpe: 1, periods: 1, at: 1, seed: 1 });
    moveAndLink(join(folder, "m/trials.jsonl"));
    expect(() => registry.trials("m")).toThrow(ModelDamagedError);
    expect(() => registry.recordTrial("m", { settingsHash: "", sharpe: 1, periods: 1, at: 1, seed: 1 })).toThrow(
      /symbolic link/,
    );
  });

  it("a link beside the models is no model", () => {
    symlinkSync(join(folder, "m"), join(folder, "n"));
    expect(registry.list().map(({ name }) => name)).toEqual(["m"]);
    expect(damageOf(() => registry.load("n")).file).toBe("n");
  });
});

it("files and odd folders that lie about are no models", () => {
  writeFileSync(join(folder, "notes.txt"), "x");
  mkdirSync(join(folder, "Backup"));
  mkdirSync(join(folder, "empty/versions"), { recursive: true });
  expect(registry.list().map(({ name }) => name)).toEqual(["m"]);
  expect(() => registry.load("empty")).toThrow(ModelNotFoundError);
});
