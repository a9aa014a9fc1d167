import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { filesNamed, trainingText } from "../helpers/training-file.js";

const folder = temporaryFolder("ml-train");
const train = (...args: string[]) => bellwether(["train", ...args], { cwd: folder.path });
const clean = { code: 0, stderr: "" };

/** What `models list --json` says of one registry. */
async function registered(registry: string) {
  const { stdout } = await bellwether(["models", "list", "--registry", registry, "--json"], { cwd: folder.path });
  return JSON.parse(stdout) as { name: string; versions: number; aliases: object; newest: { version: string } }[];
}

beforeAll(async () => {
  await built();
  folder.put("ml.yaml", trainingText("tiny"));
  folder.put("sub/traded.yaml", trainingText("traded", "registry: ../elsewhere").replace("trading: off\n", ""));
});

describe("bellwether train", () => {
  it("says what was learnt, how it did beside its baselines, and which version is registered", async () => {
    const { code, stdout, stderr } = await train("ml.yaml", "--registry", "text");
    expect({ code, stderr }).toEqual(clean);
    expect(stdout).toMatch(
      /^tiny {2}EUR\/USD 1h\n2017-01-01 to 2017-12-29 UTC, 6,225 bars, data quality [\d.]+%, 3 columns\n/,
    );
    expect(stdout).toMatch(/^Test range +model +majority +persistence +moving-average$/m);
    expect(stdout).toMatch(/Balanced accuracy( +\d\d\.\d%){4}$/m);
    expect(stdout).toMatch(/^Did trading it pay more than buying and holding\? Not tried\.$/m);
    const [, version] = /^registered: tiny ([0-9a-f]{12})$/m.exec(stdout)!;
    expect(stdout).toMatch(new RegExp(`^Version ${version}[0-9a-f]{52}$`, "m"));
    expect(await registered("text")).toMatchObject([
      { name: "tiny", versions: 1, aliases: {}, newest: { version: expect.stringMatching(`^${version}`) } },
    ]);
  });

  it("--json prints one document and nothing else", async () => {
    const { code, stdout, stderr } = await train("ml.yaml", "--registry", "json", "--json");
    expect({ code, stderr }).toEqual(clean);
    const outcome = JSON.parse(stdout);
    const range = { from: expect.any(Number), to: expect.any(Number), samples: expect.any(Number) };
    expect(outcome).toMatchObject({
      modelName: "tiny",
      version: expect.stringMatching(/^[0-9a-f]{64}$/),
      metrics: { task: "classification", samples: outcome.ranges.test.samples, accuracy: expect.any(Number) },
      baselines: [{ name: "majority" }, { name: "persistence" }, { name: "moving-average" }],
      features: ["log-return(1)", "rsi(14)", "roc(10)"],
      ranges: { train: range, calibration: null, test: range },
    });
    expect(outcome.ranges.train.to, "no label of a training row reaches into the test range").toBeLessThan(
      outcome.ranges.test.from - 5 * 3_600_000,
    );
  });

  it("the same file again is the same version, which is there once, and a try more", async () => {
    const [first, second] = [
      await train("ml.yaml", "--registry", "twice"),
      await train("ml.yaml", "--registry", "twice"),
    ];
    expect(second.code).toBe(0);
    expect(second.stdout).toBe(first.stdout.replace(/^(registered: .*)$/m, "$1, which was there before"));
    expect(await registered("twice")).toMatchObject([{ versions: 1 }]);
    expect(readFileSync(join(folder.path, "twice/tiny/trials.jsonl"), "utf8").trim().split("\n")).toHaveLength(2);
  });

  it("--set changes what is trained, and so the version", async () => {
    const set = ["--set", "model.params.trees=3", "--set", "features=[rsi(7)]", "--set", "name=other"];
    const { stdout } = await train("ml.yaml", "--registry", "set", ...set, "--json");
    const outcome = JSON.parse(stdout);
    expect(outcome).toMatchObject({ modelName: "other", features: ["rsi(7)"] });
    expect(await registered("set")).toMatchObject([{ name: "other", newest: { version: outcome.version } }]);
  });

  it("--promote makes the version champion; without it the champion stays", async () => {
    const [first, second] = [
      JSON.parse((await train("ml.yaml", "--registry", "promoted", "--promote", "--json")).stdout),
      JSON.parse((await train("ml.yaml", "--registry", "promoted", "--set", "seed=2", "--json")).stdout),
    ];
    expect(second.version).not.toBe(first.version);
    expect(await registered("promoted")).toMatchObject([
      { versions: 2, aliases: { champion: first.version }, newest: { version: second.version } },
    ]);
  });

  it("--no-save judges and keeps no version", async () => {
    const { code, stdout } = await train("ml.yaml", "--registry", "unsaved", "--no-save");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Test range/m);
    expect(stdout).not.toContain("registered");
    expect(await registered("unsaved")).toEqual([]);
    const { version } = JSON.parse((await train("ml.yaml", "--registry", "unsaved", "--no-save", "--json")).stdout);
    expect(version).toBeNull();
  });

  it("--report writes a page and the same as JSON; models go where the file says, counted from the file", async () => {
    const { code, stdout, stderr } = await train("sub/traded.yaml", "--report", "out/report");
    expect({ code, stderr }).toEqual(clean);
    expect(stdout).toMatch(/^Traded +Return +Drawdown +Sharpe +Trades/m);
    expect(stdout).toMatch(/^report: out[/\\]report[/\\]report\.html$/m);
    expect(readdirSync(join(folder.path, "out/report")).sort()).toEqual(["report.html", "report.json"]);
    const report = JSON.parse(readFileSync(join(folder.path, "out/report/report.json"), "utf8"));
    expect(report).toMatchObject({ modelName: "traded", version: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(report.trading.map(({ name }: { name: string }) => name)).toEqual(["model", "persistence", "buy and hold"]);
    expect(readFileSync(join(folder.path, "out/report/report.html"), "utf8")).toContain(report.version);
    expect(filesNamed(join(folder.path, "elsewhere"), "manifest.json")).toHaveLength(1);
    expect(existsSync(join(folder.path, "sub/models"))).toBe(false);
  });

  it("without a registry in the file, models go into the current folder", async () => {
    await train("ml.yaml");
    expect(filesNamed(join(folder.path, "models"), "arrays.bin")).toHaveLength(1);
  });
});
