import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, errorOf, registryFolder } from "../../../test/registry/registry-folder.js";
import { ModelNotFoundError, ModelReferencedError, VersionNotFoundError } from "../../registry/errors.js";

const here = registryFolder();

describe("deleting", () => {
  it("a version takes it and nothing else", () => {
    const [a, b] = [here.save(1), here.save(2)];
    here.registry.delete("m", { version: a.slice(0, 8) });
    expect(here.registry.versions("m").map(({ version }) => version)).toEqual([b]);
    expect(readdirSync(join(here.folder, "m/versions"))).toEqual([b]);
    expect(() => here.registry.delete("m", { version: a })).toThrow(VersionNotFoundError);
  });

  it("a version that an alias or a stage names is refused until that is gone", () => {
    const version = here.save(1);
    here.registry.setAlias("m", "champion", version);
    here.registry.setStage("m", version, "production");
    const error = errorOf(() => here.registry.delete("m", { version })) as ModelReferencedError;
    expect(error).toBeInstanceOf(ModelReferencedError);
    expect(error.namedBy).toEqual(["alias champion", "stage production"]);
    expect(() => here.registry.delete("m", { version }, { force: true }), "force is for whole models").toThrow(
      ModelReferencedError,
    );
    here.registry.removeAlias("m", "champion");
    here.registry.setStage("m", version, "none");
    here.registry.delete("m", { version });
    expect(here.registry.list()).toEqual([]);
  });

  it("a whole model needs force; its history and its trials stay", () => {
    here.registry.setAlias("m", "champion", here.save(1));
    here.save(2);
    here.registry.recordTrial("m", { settingsHash: "x", sharpe: 1, periods: 2, at: 3, seed: 4 });
    expect(() => here.registry.delete("m", "all")).toThrow(
      "model m: all of it is deleted only by force; it still has alias champion",
    );
    expect(here.registry.versions("m")).toHaveLength(2);
    here.registry.delete("m", "all", { force: true });
    expect(here.registry.list()).toEqual([]);
    for (const gone of [
      () => here.registry.load("m"),
      () => here.registry.versions("m"),
      () => here.registry.setAlias("m", "x", "0".repeat(8)),
    ])
      expect(gone).toThrow(ModelNotFoundError);
    expect(here.registry.trials("m").trials).toHaveLength(1);
    expect(here.registry.history("m").map(({ change }) => change.action)).toEqual(["delete", "set-alias"]);
  });

  it("what was deleted may be saved again, and begins without aliases", () => {
    const version = here.save(1);
    here.registry.setAlias("m", "champion", version);
    here.registry.delete("m", "all", { force: true });
    expect(here.registry.save("m", bundle(1))).toEqual({ name: "m", version, created: true });
    expect(here.registry.load("m")).toMatchObject({ version, aliases: [] });
  });

  it("that died halfway hides the version at once; a later save ends it, a save of the same one waits", () => {
    const version = here.save(1);
    const dying = here.open({ onStep: stopBefore("rename") });
    expect(() => dying.delete("m", { version })).toThrow("stopped");
    expect(() => here.registry.load("m")).toThrow('no model "m"; the registry is empty');
    expect(existsSync(join(here.folder, "m/versions", version))).toBe(true);
    expect(() => here.registry.save("m", bundle(1))).toThrow(/is being deleted; save it in a minute/);
    here.clock += 61_000;
    expect(here.registry.save("m", bundle(1))).toEqual({ name: "m", version, created: true });
    expect(here.registry.load("m").version).toBe(version);
  });

  it("a version whose manifest is damaged works", () => {
    const [a, b] = [here.save(1), here.save(2)];
    writeFileSync(join(here.folder, "m/versions", a, "manifest.json"), "{}");
    here.registry.delete("m", { version: a });
    expect(here.registry.versions("m").map(({ version }) => version)).toEqual([b]);
  });

  it("while a reader is inside gives the reader a typed error, or the next version", () => {
    const [a, b] = [here.save(1), here.save(2)];
    here.registry.setAlias("m", "champion", a);
    const reading = (ref?: { version: string }) => {
      let read = 0;
      const reader = here.open({
        onStep: (step) => {
          if (step === "read" && ++read === 2) meanwhile();
        },
      });
      return () => reader.load("m", ref).version;
    };
    let meanwhile = () => {
      here.registry.setAlias("m", "champion", b);
      here.registry.removeAlias("m", "previous");
      here.registry.delete("m", { version: a });
    };
    expect(reading()(), "champion is another by now").toBe(b);
    meanwhile = () => here.registry.delete("m", "all", { force: true });
    expect(reading({ version: b })).toThrow(ModelNotFoundError);
  });
});

const stopBefore = (step: string) => (found: string) => {
  if (found === step) throw new Error("stopped");
};
