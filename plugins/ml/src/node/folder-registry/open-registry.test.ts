import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, errorOf, registryFolder } from "../../../test/registry/registry-folder.js";
import {
  AmbiguousVersionError,
  BadModelNameError,
  ModelNotFoundError,
  VersionNotFoundError,
} from "../../registry/errors.js";

const here = registryFolder();

describe("a version", () => {
  it("comes back as it was saved, named by the hash of its manifest", () => {
    const saved = here.registry.save("m", {
      manifest: { createdAt: 5, deep: { a: [1, null] } },
      files: { a: Uint8Array.of(7), b: new Uint8Array() },
    });
    expect(saved).toMatchObject({ name: "m", created: true, version: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(here.registry.load("m", { version: saved.version })).toEqual({
      name: "m",
      version: saved.version,
      manifest: { createdAt: 5, deep: { a: [1, null] } },
      files: { a: Uint8Array.of(7), b: new Uint8Array() },
      aliases: [],
      stage: "none",
    });
  });

  it("saved again is the same version, and the registry says that it was there", () => {
    const first = here.registry.save("m", bundle(1));
    expect(here.registry.save("m", bundle(1))).toEqual({ ...first, created: false });
    expect(here.registry.versions("m")).toHaveLength(1);
  });

  it("lies where the hash says, nothing else beside it", () => {
    const version = here.save(1);
    expect(readdirSync(join(here.folder, "m/versions"))).toEqual([version]);
    expect(readdirSync(join(here.folder, "m/versions", version)).sort()).toEqual(["manifest.json", "model.bin"]);
  });

  it("has files on buffers of their own, so that typed arrays can be laid over them", () => {
    here.registry.save("m", {
      manifest: {},
      files: { a: Uint8Array.of(1), trees: new Uint8Array(Float64Array.of(0.1, 0.2).buffer) },
    });
    const { trees } = here.registry.load("m").files;
    expect(new Float64Array(trees!.buffer)).toEqual(Float64Array.of(0.1, 0.2));
  });

  it("may carry a note, the first one, which is no part of its hash", () => {
    const version = here.save(1);
    expect(here.registry.save("m", bundle(1), { note: "after the fork" }).version).toBe(version);
    here.registry.save("m", bundle(1), { note: "another" });
    expect(here.registry.info("m").note).toBe("after the fork");
  });
});

describe("without a version named, a reader gets", () => {
  it("the newest by its own word, not by when it was saved", () => {
    const newest = here.save(30);
    here.save(10);
    here.save(20);
    expect(here.registry.load("m").version).toBe(newest);
    expect(here.registry.versions("m").map(({ createdAt }) => createdAt)).toEqual([30, 20, 10]);
  });

  it("the same one of two of the same time, on every disk", () => {
    const versions = [1, 2, 3].map(
      (n) => here.registry.save("m", { manifest: { createdAt: 1, n }, files: {} }).version,
    );
    expect(here.registry.load("m").version).toBe([...versions].sort()[0]);
  });

  it("the last one saved, of versions that do not say when they were made", () => {
    const files = (n: number) => ({ manifest: {}, files: { a: Uint8Array.of(n) } });
    const versions = [1, 2, 3].map((n) => here.registry.save("m", files(n)).version);
    for (const [i, version] of versions.entries()) {
      const seconds = [20, 30, 10][i]!;
      utimesSync(join(here.folder, "m/versions", version, "manifest.json"), seconds, seconds);
    }
    expect(here.registry.load("m").version).toBe(versions[1]);
    expect(here.registry.versions("m").map(({ savedAt }) => savedAt)).toEqual([30_000, 20_000, 10_000]);
  });

  it("champion once there is one", () => {
    const old = here.save(1);
    here.save(2);
    here.registry.setAlias("m", "champion", old);
    expect(here.registry.load("m")).toMatchObject({ version: old, aliases: ["champion"] });
  });
});

describe("a version is found", () => {
  it("by alias, by its whole hash, by 8 digits", () => {
    const version = here.save(1);
    here.registry.setAlias("m", "challenger", version.slice(0, 8));
    for (const ref of [{ alias: "challenger" }, { version }, { version: version.slice(0, 8) }])
      expect(here.registry.info("m", ref).version).toBe(version);
  });

  it("not by digits that several start with", () => {
    const [a, b] = ["0", "1"].map((digit) => `abcdef00${digit.repeat(56)}`);
    for (const version of [a, b]) mkdirSync(join(here.folder, "m/versions", version!), { recursive: true });
    const error = errorOf(() => here.registry.load("m", { version: "abcdef00" }));
    expect(error).toBeInstanceOf(AmbiguousVersionError);
    expect((error as AmbiguousVersionError).matches).toEqual([a, b]);
  });

  it.each(["", "0123456", "xyzxyzxyz", "../../..", "0".repeat(65)])("not by %j", (version) => {
    here.save(1);
    expect(() => here.registry.load("m", { version })).toThrow(BadModelNameError);
  });
});

describe("what is not there is said, with what is:", () => {
  it("a model, and the nearest name", () => {
    here.registry.save("btc-1h", bundle(1));
    here.registry.save("eth-1h", bundle(1));
    const error = errorOf(() => here.registry.load("btc-1hh")) as ModelNotFoundError;
    expect(error).toBeInstanceOf(ModelNotFoundError);
    expect(error.available).toEqual(["btc-1h", "eth-1h"]);
    expect(error.message).toBe('no model "btc-1hh"; the registry has btc-1h, eth-1h. Did you mean "btc-1h"?');
  });

  it("a registry that does not exist yet is empty, and reading makes no folder", () => {
    expect(here.registry.list()).toEqual([]);
    expect(here.registry.trials("m")).toEqual({ trials: [], unreadable: 0 });
    expect(here.registry.history("m")).toEqual([]);
    expect(() => here.registry.load("m")).toThrow('no model "m"; the registry is empty');
    expect(existsSync(here.folder)).toBe(false);
  });

  it("a version or an alias", () => {
    const version = here.save(1);
    here.registry.setAlias("m", "champion", version);
    expect(() => here.registry.load("m", { version: "00000000" })).toThrow(
      `model m: no version "00000000"; it has ${version.slice(0, 12)}`,
    );
    expect(() => here.registry.load("m", { alias: "champiom" })).toThrow(
      'model m: no alias "champiom"; it has champion. Did you mean "champion"?',
    );
    for (const change of [
      () => here.registry.setAlias("m", "x", "00000000"),
      () => here.registry.removeAlias("m", "x"),
      () => here.registry.rollback("m"),
    ])
      expect(change).toThrow(VersionNotFoundError);
  });
});

describe("trials", () => {
  const trial = { settingsHash: "ab", sharpe: null, periods: 10, at: 5, seed: 1 };

  it("are added, one line each, before there is any version", () => {
    here.registry.recordTrial("m", trial);
    here.registry.recordTrial("m", { ...trial, seed: 2, openedHoldout: true });
    expect(here.registry.trials("m")).toEqual({
      trials: [trial, { ...trial, seed: 2, openedHoldout: true }],
      unreadable: 0,
    });
    expect(here.registry.countHoldoutOpenings("m")).toBe(1);
    expect(readFileSync(join(here.folder, "m/trials.jsonl"), "utf8").split("\n")).toHaveLength(3);
    expect(here.registry.list(), "a try is no model").toEqual([]);
  });

  it("after a line that a power cut left unfinished stay lines of their own", () => {
    here.registry.recordTrial("m", trial);
    writeFileSync(join(here.folder, "m/trials.jsonl"), '{"at":5,"peri', { flag: "a" });
    here.registry.recordTrial("m", { ...trial, seed: 3 });
    expect(here.registry.trials("m")).toEqual({ trials: [trial, { ...trial, seed: 3 }], unreadable: 1 });
  });
});

it("lists models with their aliases and newest version", () => {
  here.registry.save("b", bundle(1));
  const { version } = here.registry.save("a", { ...bundle(7), files: { x: new Uint8Array(100) } });
  here.registry.save("a", bundle(3));
  here.registry.setAlias("a", "champion", version);
  expect(here.registry.list()).toMatchObject([
    {
      name: "a",
      versions: 2,
      aliases: { champion: version },
      newest: { version, createdAt: 7, bytes: 100 },
      damage: null,
    },
    { name: "b", versions: 1, aliases: {} },
  ]);
});

it("a note or a reason is a line, not a book", () => {
  const version = here.save(1);
  expect(() => here.registry.save("m", bundle(2), { note: "x".repeat(1_001) })).toThrow("a note of 1001 characters");
  expect(() => here.registry.setAlias("m", "x", version, { reason: "x".repeat(1_001) })).toThrow(
    "a reason of 1001 characters",
  );
  expect(here.registry.versions("m")).toHaveLength(1);
});
