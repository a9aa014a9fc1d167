import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorOf, registryFolder } from "../../../test/registry/registry-folder.js";
import { AliasConflictError } from "../../registry/errors.js";

const here = registryFolder();

describe("compare-and-set", () => {
  it("moves an alias that stands where it is expected", () => {
    const [a, b] = [here.save(1), here.save(2)];
    expect(here.registry.setAlias("m", "champion", a, { expected: null })).toBeNull();
    expect(here.registry.setAlias("m", "champion", b, { expected: a.slice(0, 12) })).toBe(a);
    expect(here.registry.list()).toMatchObject([{ aliases: { champion: b, previous: a } }]);
  });

  it("refuses where it stands elsewhere, and says where", () => {
    const [a, b, c] = [here.save(1), here.save(2), here.save(3)];
    here.registry.setAlias("m", "champion", b);
    const error = errorOf(() => here.registry.setAlias("m", "champion", c, { expected: a })) as AliasConflictError;
    expect(error).toBeInstanceOf(AliasConflictError);
    expect([error.expected, error.found]).toEqual([a, b]);
    expect(() => here.registry.setAlias("m", "champion", c, { expected: null })).toThrow(AliasConflictError);
    expect(() => here.registry.setAlias("m", "other", c, { expected: a })).toThrow(AliasConflictError);
    expect(() => here.registry.removeAlias("m", "champion", { expected: a })).toThrow(AliasConflictError);
    expect(here.registry.history("m")).toHaveLength(1);
  });

  it("keeps who was champion when, and why, newest first", () => {
    const [a, b] = [here.save(1), here.save(2)];
    here.registry.setAlias("m", "champion", a);
    here.clock = 2_000;
    here.registry.setAlias("m", "champion", b, { reason: "better by 0.02" });
    here.clock = 3_000;
    expect(here.registry.rollback("m", { reason: "losses" })).toBe(a);
    here.registry.setStage("m", b, "archived");
    const facts = here.registry
      .history("m")
      .map(({ number, at, change, aliases }) => [number, at, change.action, change.reason, aliases.champion]);
    expect(facts).toEqual([
      [4, 3_000, "set-stage", undefined, a],
      [3, 3_000, "rollback", "losses", a],
      [2, 2_000, "set-alias", "better by 0.02", b],
      [1, 1_000, "set-alias", undefined, a],
    ]);
  });

  it("keeps the last states only", () => {
    const brief = here.open({ keepStates: 5 });
    const versions = [here.save(1), here.save(2)];
    for (let i = 0; i < 12; i++) brief.setAlias("m", "champion", versions[i % 2]!);
    expect(here.registry.history("m").map(({ number }) => number)).toEqual([12, 11, 10, 9, 8]);
    expect(here.registry.load("m").version).toBe(versions[1]);
  });

  it("a writer that slept while its number came and went loses, and says so", () => {
    const versions = [here.save(1), here.save(2), here.save(3)];
    here.registry.setAlias("m", "champion", versions[0]!);
    const others = here.open({ keepStates: 3 });
    let slept = false;
    const sleeper = here.open({
      keepStates: 3,
      onStep: (step) => {
        if (step !== "link" || slept) return;
        slept = true;
        for (let i = 1; i <= 6; i++) others.setAlias("m", "champion", versions[i % 2]!);
        others.setAlias("m", "champion", versions[1]!);
      },
    });
    expect(() => sleeper.setAlias("m", "champion", versions[2]!, { expected: versions[0]! })).toThrow(
      AliasConflictError,
    );
    expect(here.registry.info("m", { alias: "champion" }).version).toBe(versions[1]);
    expect(here.registry.history("m").every(({ aliases }) => aliases.champion !== versions[2])).toBe(true);
  });
});

describe("rolling back", () => {
  it("twice is where it began", () => {
    const [a, b] = [here.save(1), here.save(2)];
    here.registry.setAlias("m", "champion", a);
    here.registry.setAlias("m", "champion", b);
    expect(here.registry.rollback("m")).toBe(a);
    expect(here.registry.rollback("m")).toBe(b);
  });

  it("to a version that is damaged is refused: the champion stays", () => {
    const [a, b] = [here.save(1), here.save(2)];
    here.registry.setAlias("m", "champion", a);
    here.registry.setAlias("m", "champion", b);
    writeFileSync(join(here.folder, "m/versions", a, "model.bin"), "xxx");
    expect(() => here.registry.rollback("m")).toThrow("another sha256");
    expect(here.registry.load("m").version).toBe(b);
  });
});

describe("stages", () => {
  it("are told with the version", () => {
    const version = here.save(1);
    here.registry.setStage("m", version, "staging");
    expect(here.registry.info("m").stage).toBe("staging");
    expect(here.registry.load("m").stage).toBe("staging");
    expect(() => here.registry.setStage("m", version, "live" as "none")).toThrow(
      '"live" is no name of a stage: there are none, candidate, staging, production, archived',
    );
  });
});
