import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { CommandContext } from "@bellwether/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ModelDamagedError, type ModelRegistry } from "../../registry/index.js";
import { openRegistry } from "../folder-registry/index.js";
import { modelsCommands } from "./models.js";

const NOON = Date.UTC(2026, 0, 2, 12);
let folder: string;
let registry: ModelRegistry;
let opened: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-models-"));
  registry = openRegistry(folder, { now: () => NOON });
  opened = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command as `bellwether models <line>` would, on the registry of the test. */
function run(line: string, flags: CommandContext["flags"] = {}): string {
  const [command, ...args] = line.split(" ");
  let out = "";
  const definition = modelsCommands((asked) => {
    opened.push(asked);
    return registry;
  })[`models ${command}`]!;
  const code = definition.run({
    args,
    flags,
    output: { stdout: (text) => (out += text), stderr: () => {}, width: 80, colour: false },
    progress: () => ({ update() {}, stop() {} }),
    use: async () => {},
  });
  expect(code).toBeUndefined();
  return out;
}
const json = (line: string, flags: CommandContext["flags"] = {}) => JSON.parse(run(line, { ...flags, json: true }));
const save = (n: number, manifest: object = {}, name = "btc") =>
  registry.save(name, {
    manifest: { createdAt: NOON + n * 60_000, ...manifest },
    files: { "model.bin": new Uint8Array(1_500) },
  }).version;
const short = (version: string) => version.slice(0, 12);

it("opens the folder models, unless --registry names another, which hints then name too", () => {
  expect(run("list")).toBe(
    `No models in ${resolve("models")}. Train one: bellwether train <file>. Others: --registry <dir>\n`,
  );
  save(0);
  expect(run("list", { registry: "elsewhere" })).toContain("bellwether models info <model> --registry elsewhere");
  expect(opened).toEqual(["models", "elsewhere"]);
});

describe("models list", () => {
  it("aligns names, champions, newest versions and times in UTC", () => {
    const old = save(0);
    const newest = save(1);
    const other = save(2, {}, "eth-long-name");
    registry.setAlias("btc", "champion", old);
    registry.setAlias("btc", "challenger", newest);
    expect(run("list")).toBe(
      [
        "model          versions  champion      newest        made (UTC)          size  other aliases",
        `btc                   2  ${short(old)}  ${short(newest)}  2026-01-02 12:01  1.5 kB  challenger`,
        `eth-long-name         1  –             ${short(other)}  2026-01-02 12:02  1.5 kB`,
        "",
        "More of one: bellwether models info <model>",
        "",
      ].join("\n"),
    );
    expect(json("list")).toMatchObject([{ name: "btc", aliases: { champion: old } }, { name: "eth-long-name" }]);
  });

  it("shows what is damaged", () => {
    registry.setAlias("btc", "champion", save(0));
    writeFileSync(join(folder, "btc/refs/000000000001.json"), "x");
    expect(run("list")).toContain("damaged: btc/refs/000000000001.json is no state of aliases\n");
  });
});

describe("models info", () => {
  const metrics = { task: "classification", samples: 400, accuracy: 0.51234, rocAuc: null, perClass: [] };
  const baselines = [{ name: "majority", metrics: { ...metrics, accuracy: 0.5 } }];

  it("prints what the manifest has, figures beside those of baselines", () => {
    const version = save(0, {
      symbol: "BTC/USDT",
      timeframe: "1h",
      family: "random-forest",
      features: ["rsi(14)", "close-return(1)"],
      featureHash: "f".repeat(64),
      label: { kind: "forward-return", horizon: 24 },
      ranges: { train: { from: 0, to: NOON, samples: 900 }, calibration: null, test: { from: NOON, to: NOON } },
      metrics,
      baselines,
      seed: 7,
      dataHash: "d".repeat(64),
      own: { thing: 1 },
    });
    registry.setAlias("btc", "challenger", version);
    const trial = { settingsHash: "", sharpe: null, periods: 0, at: 0, seed: 1 };
    registry.recordTrial("btc", { ...trial, version, gitCommit: "c".repeat(40), parent: "e".repeat(64) });
    registry.recordTrial("btc", trial);
    registry.recordTrial("btc", { ...trial, settingsHash: "other" });
    expect(run("info btc")).toBe(
      [
        "model       btc",
        `version     ${version}`,
        "made        2026-01-02 12:00 UTC",
        "aliases     challenger",
        "stage       none",
        "symbol      BTC/USDT 1h",
        "family      random-forest",
        "features    2: rsi(14), close-return(1)",
        "            hash ffffffffffff",
        "label       horizon 24, kind forward-return",
        "train       1970-01-01 00:00 to 2026-01-02 12:00 UTC, 900 samples",
        "test        2026-01-02 12:00 to 2026-01-02 12:00 UTC",
        "data hash   dddddddddddd",
        "seed        7",
        "files       model.bin, 1.5 kB",
        "git commit  cccccccccccc",
        "parent      eeeeeeeeeeee, champion when it was trained",
        "tried       2 times under this name, the hold-out looked at never",
        "",
        "metrics    model  majority",
        "accuracy  0.5123    0.5000",
        "rocAuc         –         –",
        "samples      400       400",
        "",
        `Make it champion: bellwether models alias btc champion ${short(version)}`,
        "",
      ].join("\n"),
    );
  });

  it("shows nothing of a version that could not be loaded", () => {
    const version = save(0);
    const file = join(folder, `btc/versions/${version}/model.bin`);
    const bytes = readFileSync(file);
    bytes[7]! ^= 1;
    writeFileSync(file, bytes);
    expect(() => run("info btc")).toThrow(/model\.bin/);
    expect(() => run("info btc --json")).toThrow(ModelDamagedError);
  });

  it("prints the figures of each member of an ensemble under its role", () => {
    const member = (role: string) => ({ role, family: "gradient-boosting", figures: { metrics, baselines } });
    save(0, { members: [member("entry"), member("exit")], columns: [{ name: "rsi(14)", version: 1, needs: [] }] });
    const text = run("info btc");
    expect(text).toContain("family      entry: gradient-boosting, exit: gradient-boosting\n");
    expect(text).toContain("features    1: rsi(14)\n");
    expect(text).toMatch(/^entry +model +majority$/m);
    expect(text).toMatch(/^exit +model +majority$/m);
  });

  it("finds by alias and by digits, marks the version among its siblings, and counts the trials of the name", () => {
    const old = save(0);
    const newest = save(1);
    registry.setAlias("btc", "champion", old);
    registry.recordTrial("btc", { settingsHash: "", sharpe: null, periods: 0, at: 0, seed: 1, openedHoldout: true });
    for (const id of ["btc", "btc@champion", `btc:${old.slice(0, 8)}`]) {
      const text = run(`info ${id}`);
      expect(text).toContain(`version     ${old}\n`);
      expect(text).toContain("tried       once under this name, the hold-out looked at once\n");
      expect(text).toMatch(new RegExp(`^ {2}${short(newest)} .*\n\\* ${short(old)} .* champion$`, "m"));
      expect(text, "it is champion already").not.toContain("Make it champion");
    }
    expect(json(`info btc:${newest}`)).toMatchObject({ version: newest, trials: 1, holdoutOpenings: 1 });
  });

  it("lets no manifest break it or move the cursor", () => {
    save(0, {
      createdAt: 1e300,
      symbol: "\u001b[2J\u009bnasty\nline",
      timeframe: 5,
      family: ["x"],
      features: "all",
      label: null,
      ranges: { train: [1], test: "later" },
      metrics: { "\u001b[1m": 1, text: "x" },
      baselines: { odd: null },
      members: "none",
      seed: "7",
    });
    const text = run("info btc");
    expect(text).toContain("symbol       [2J nasty line\n");
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe("models alias", () => {
  it("moves an alias, says what it was and how to go back", () => {
    const [a, b] = [save(0), save(1)];
    expect(run(`alias btc champion ${a.slice(0, 8)}`)).toBe(`btc: champion is ${short(a)} now\n`);
    expect(run(`alias btc champion ${b}`, { reason: "better" })).toBe(
      `btc: champion is ${short(b)} now; it was ${short(a)}\nBack again: bellwether models rollback btc\n`,
    );
    expect(registry.history("btc")[0]?.change.reason).toBe("better");
    expect(run(`alias btc champion ${b}`)).toBe(`btc: champion is ${short(b)} already\n`);
    expect(json("alias btc next previous"), "an alias names a version too").toEqual({
      model: "btc",
      alias: "next",
      version: a,
      was: null,
    });
  });

  it("with --expect changes it only from there", () => {
    const [a, b] = [save(0), save(1)];
    run(`alias btc champion ${a}`, { expect: "none" });
    expect(() => run(`alias btc champion ${b}`, { expect: "none" })).toThrow(
      `champion is ${short(a)}, expected not set`,
    );
    expect(() => run(`alias btc champion ${b}`, { expect: b.slice(0, 8) })).toThrow(
      `champion is ${short(a)}, expected ${short(b)}`,
    );
    expect(run(`alias btc champion ${b}`, { expect: a.slice(0, 8) })).toContain(`champion is ${short(b)} now`);
  });

  it("with --remove takes it away", () => {
    const a = save(0);
    run(`alias btc champion ${a}`);
    expect(run("alias btc champion", { remove: true })).toBe(
      `btc: champion is gone; it was ${short(a)}\nStrategies that name no version take the newest from now on\n`,
    );
    expect(registry.list()[0]?.aliases).toEqual({});
  });

  it.each([
    ["alias btc champion", {}, "say which version, or --remove"],
    ["alias btc champion 01234567", { remove: true }, "--remove takes no version; leave out 01234567"],
    ["alias btc@x champion 01234567", {}, "btc@x: write the name alone, btc"],
    ["alias btc champion 01234", {}, '"01234" is no name of a version: give at least 8 of its digits'],
    ["alias btc v1 01234567", {}, 'no version "01234567"'],
    ["alias nothing champion 01234567", {}, 'no model "nothing"; the registry has btc'],
  ])("%s %j is refused: %s", (line, flags, words) => {
    save(0);
    expect(() => run(line, flags)).toThrow(words);
  });
});

describe("models rollback", () => {
  it("goes back and forth", () => {
    const [a, b] = [save(0), save(1)];
    for (const version of [a, b]) registry.setAlias("btc", "champion", version);
    expect(run("rollback btc")).toBe(
      `btc: champion is ${short(a)} again; it was ${short(b)}\nForth again: bellwether models rollback btc\n`,
    );
    expect(json("rollback btc")).toEqual({ model: "btc", alias: "champion", version: b, was: a });
  });

  it("without a previous says so", () => {
    save(0);
    expect(() => run("rollback btc")).toThrow('model btc: no alias "previous"; it has none');
  });
});

describe("models stage", () => {
  it("says where a version stands, and what it was", () => {
    const a = save(0);
    expect(run(`stage btc ${a.slice(0, 8)} staging`)).toBe(
      `btc: ${short(a)} is at staging; it was at none\nStages are for people: strategies follow aliases\n`,
    );
    expect(json(`stage btc ${a} production`)).toEqual({
      model: "btc",
      version: a,
      stage: "production",
      was: "staging",
    });
    expect(() => run(`stage btc ${a} live`)).toThrow(
      'no stage is called "live"; stages: none, candidate, staging, production, archived',
    );
  });
});

describe("models delete", () => {
  it("takes one version, by flag or by id", () => {
    const [a, b, c] = [save(0), save(1), save(2)];
    expect(run("delete btc", { version: a.slice(0, 8) })).toBe(
      `btc: deleted ${short(a)}\nWhat is left: bellwether models info btc\n`,
    );
    expect(json(`delete btc:${b}`)).toEqual({ model: "btc", deleted: [b] });
    expect(run("delete btc", { version: c })).toContain("None is left; the log of trials stays");
  });

  it("takes all of a model only by --all and --force", () => {
    registry.setAlias("btc", "champion", save(0));
    expect(() => run("delete btc", { all: true })).toThrow(
      "model btc: all of it is deleted only by force; it still has alias champion",
    );
    expect(registry.list()).toHaveLength(1);
    run("delete btc", { all: true, force: true });
    expect(registry.list()).toEqual([]);
  });

  it("refuses what an alias names, force or not", () => {
    const a = save(0);
    registry.setAlias("btc", "champion", a);
    expect(() => run("delete btc", { version: a, force: true })).toThrow(
      `version ${short(a)} is named by alias champion`,
    );
  });

  it.each([
    ["delete btc", {}],
    ["delete btc", { force: true }],
    ["delete btc:01234567", { all: true }],
    ["delete btc:01234567", { version: "01234567" }],
  ])("%s %j says nothing clear, and deletes nothing", (line, flags) => {
    save(0);
    expect(() => run(line, flags)).toThrow(
      "say once what to delete: --version <version>, or --all for every version of btc",
    );
    expect(registry.versions("btc")).toHaveLength(1);
  });
});

it("every command has a line about it, --registry and --json", () => {
  for (const { about, flags = [] } of Object.values(modelsCommands(() => registry))) {
    expect(about).not.toBe("");
    expect(flags.map(({ flag }) => flag)).toEqual(expect.arrayContaining(["--registry <dir>", "--json"]));
  }
});
