import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "./helpers/bellwether.js";
import { built, ROOT } from "./helpers/built.js";
import { temporaryFolder } from "./helpers/folder.js";
import { execute } from "./helpers/process.js";

const folder = temporaryFolder("examples");

const run = (...args: string[]) => execute(process.execPath, args, { cwd: ROOT, env: { NO_COLOR: "1" } });

beforeAll(() => built());

describe("every example runs as a reader would run it, from the root of the repository", () => {
  it("all programs, with tools/examples.mjs", async () => {
    const { code, stdout } = await run("tools/examples.mjs");
    expect(stdout).toMatch(/^ok {3}ten-lines\.ts$/m);
    expect(stdout).toMatch(/^ok {3}embedding[/\\]main\.ts$/m);
    expect(stdout).toMatch(/^ok {3}machine-learning[/\\]main\.ts$/m);
    expect(stdout).toMatch(/^ok {3}paper-trading[/\\]main\.ts$/m);
    expect(stdout).toMatch(/, 0 failed\n$/);
    expect(code).toBe(0);
  });

  it("ten-lines prints a report", async () => {
    const { stdout } = await run("--import", "jiti/register", "examples/ten-lines.ts");
    expect(stdout).toMatch(/^ema-cross {2}SPX\/USD 1d\n/);
    expect(stdout).toMatch(/^Fingerprint [0-9a-f]{64}$/m);
  });

  it("embedding streams events, ends with the result, and answers a mistake with a code", async () => {
    const { code, stdout } = await run("--import", "jiti/register", "examples/embedding/main.ts");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^[1-9]\d+ events; the last:\n\{"event":"done","trades":\d+,.*"fingerprint":"[0-9a-f]{64}"\}\n/,
    );
    expect(stdout).toMatch(/^a mistake:\n\{"code":"BAD_PARAMS","message":".*fast.*"\}$/m);
  });

  it("own-strategy runs by the command, as its run file says", async () => {
    const options = { cwd: join(ROOT, "examples") };
    const ran = await bellwether(["backtest", "own-strategy/backtest.yaml", "--json"], options);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: "" });
    const report = JSON.parse(ran.stdout);
    expect(report.strategies).toMatchObject([{ id: "dip-buyer", params: { dip: 20, recovered: 60 } }]);
    expect(report.trades.length).toBeGreaterThan(0);
    const checked = await bellwether(["check", "./own-strategy/dip-buyer.ts"], options);
    expect(checked.stdout).toMatch(/^4 checks, 0 broken$/m);
    expect(checked.code).toBe(0);
  });

  it("machine-learning prints what the model made of bars that it had not seen, beside persistence and buy and hold", async () => {
    const { stdout } = await run("--import", "jiti/register", "examples/machine-learning/main.ts");
    const figures = "-?\\d+\\.\\d\\d %, deepest fall \\d+\\.\\d\\d %";
    const [, trades] = /^from-code [0-9a-f]{12}: (\d+) trades of bars that it had not seen, after costs\n/.exec(
      stdout,
    )!;
    for (const line of [
      `model +${figures}, ${trades} trades`,
      `persistence +${figures}, \\d+ trades`,
      `buy and hold +${figures}`,
    ])
      expect(stdout).toMatch(new RegExp(`^${line}`, "m"));
    expect(Number(trades), "the backtest trades as often as the training's own").toBeGreaterThan(0);
  });

  it("own-feature is trained, traded and listed by the command, as its files say", async () => {
    const options = { cwd: join(ROOT, "examples") };
    const models = join(folder.path, "models");
    const trained = await bellwether(["train", "own-feature/train.yaml", "--registry", models, "--json"], options);
    expect({ code: trained.code, stderr: trained.stderr }).toEqual({ code: 0, stderr: "" });
    const { version, features } = JSON.parse(trained.stdout);
    expect(features).toEqual(["up-share(24)", "up-share(120)", "log-return(24)", "rsi(14)"]);
    const registry = `plugins[0].options.registry=${models}`;
    const ran = await bellwether(["backtest", "own-feature/backtest.yaml", "--set", registry, "--json"], options);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: "" });
    const report = JSON.parse(ran.stdout);
    expect(report.trades.length).toBeGreaterThan(0);
    expect(report.warnings).toContainEqual(expect.stringContaining(`eurusd-1h-centroid ${version.slice(0, 12)}`));
    const plugin = ["--plugin", "./own-feature/own-feature.ts"];
    const listed = await bellwether([...plugin, "features", "list", "--group", "price"], options);
    expect(listed.stdout).toMatch(/^ {2}up-share\(24\) {2,}share of the last bars/m);
    expect((await bellwether([...plugin, "models", "families"], options)).stdout).toContain(
      "nearest-centroid (classification)",
    );
  });

  it("config/backtest.yaml, the first run of a clone, runs", async () => {
    const { code, stdout, stderr } = await bellwether(["backtest", "config/backtest.yaml"], { cwd: ROOT });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ema-rsi-scalping {2}EUR\/USD 1h\n/);
  });
});
