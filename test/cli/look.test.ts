import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "../helpers/bellwether.js";
import { built, ROOT } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { EURUSD, runText } from "../helpers/run-file.js";

const folder = temporaryFolder("look");
const run = (args: string[], env?: Record<string, string>) =>
  bellwether(args, { cwd: folder.path, ...(env && { env }) });

async function printed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

beforeAll(async () => {
  await built();
  folder.put("run.yaml", runText("sma-cross"));
  folder.put(
    "plugin.ts",
    `import { definePlugin, defineIndicator } from "@bellwether/core";
     export default definePlugin({ name: "mine", apiVersion: 1, setup({ register }) {
       register.indicator(defineIndicator("twice", () => ({ warmup: 0, extend([x], [out], from, to) {
         for (let i = from; i < to; i++) out[i] = 2 * x[i];
       } })));
     } });`,
  );
  folder.put("with-plugin.yaml", runText("misspelt", "plugins: [./plugin.ts]"));
});

describe("bellwether config", () => {
  it("shows every value and where it came from: file, flag or default", async () => {
    const rows = (await printed("config", "run.yaml", "--set", "seed=7", "--from", "2017-02-01")).split("\n");
    const row = (path: string) => rows.find((line) => line.startsWith(`${path} `))?.split(/ {2,}/);
    expect(row("exchange.timeframe")).toEqual(["exchange.timeframe", '"1h"', "run.yaml:1:44"]);
    expect(row("seed")).toEqual(["seed", "7", "--set seed"]);
    expect(row("backtest.from")).toEqual(["backtest.from", String(Date.UTC(2017, 1, 1)), "--from"]);
    expect(row("strategy.params.fast")).toEqual(["strategy.params.fast", "10", "default"]);
    expect(row("risk.stopLossAtr")?.[2]).toBe("run.yaml:5:42");
  });

  it("with --json gives the same rows as JSON", async () => {
    const rows = JSON.parse(await printed("config", "run.yaml", "--json"));
    expect(rows).toContainEqual({ path: "strategy.type", value: '"sma-cross"', from: "run.yaml:2:19" });
    expect(rows).toContainEqual({ path: "account.startingBalance", value: "10000", from: "default" });
  });
});

describe("bellwether list", () => {
  it("lists the strategies that ship, each with what it does and the ranges to search", async () => {
    const lines = (await printed("list", "strategies")).trimEnd().split("\n");
    expect(lines).toHaveLength(11);
    expect(lines.find((line) => line.startsWith("sma-cross "))).toMatch(
      /@bellwether\/strategies {2}.+Search: fast \d+–\d+/,
    );
  });

  it("lists the indicators with what they read and what comes out", async () => {
    const text = await printed("list", "indicators");
    expect(text).toMatch(/^atr +@bellwether\/indicators {2}\(df: high, low, close\)$/m);
    expect(text).toMatch(/^bollinger +@bellwether\/indicators {2}.*→.*upper/m);
  });

  it("lists what the plugins of a run file add, also while the file names a strategy that nobody has", async () => {
    expect(await printed("list", "plugins", "--config", "with-plugin.yaml")).toMatch(/^mine +with-plugin\.yaml\n$/);
    expect(await printed("list", "indicators", "--config", "with-plugin.yaml")).toMatch(/^twice +mine/m);
    const rows = JSON.parse(await printed("list", "strategies", "--config", "with-plugin.yaml", "--json"));
    expect(rows).toHaveLength(11);
  });

  it("says so where there are no plugins, with and without a file", async () => {
    expect(await printed("list", "plugins")).toMatch(/--config/);
    expect(await printed("list", "plugins", "--config", "run.yaml")).toBe("run.yaml loads no plugins.\n");
    expect(await printed("list", "plugins", "--json")).toBe("[]\n");
  });
});

describe("bellwether data inspect", () => {
  it("shows range, timeframe and gaps", async () => {
    const text = await printed("data", "inspect", EURUSD);
    expect(text).toMatch(/^bars +6225$/m);
    expect(text).toMatch(/^first opens +2017-01-01T22:00:00Z$/m);
    expect(text).toMatch(/^timeframe +1h$/m);
    expect(text).toMatch(/^gaps +5\d, \d+ bars missing/m);
    expect(text).toMatch(/^bad rows +0$/m);
  });

  it("lists bad rows with their lines, and goes on", async () => {
    folder.put(
      "flawed.csv",
      "timestamp,open,high,low,close,volume\n1700000000000,1,2,1,1,0\n1700003600000,1,x,1,1,0\n1700007200000,1,1,1,1,0\n",
    );
    expect(await printed("data", "inspect", "flawed.csv")).toMatch(/^bad rows +1\n +line 3: .*"x"/m);
    expect(JSON.parse(await printed("data", "inspect", "flawed.csv", "--json"))).toMatchObject({ rows: 2, badRows: 1 });
  });
});

describe("bellwether doctor", () => {
  it("finds nothing missing here", async () => {
    const lines = (await printed("doctor")).trimEnd().split("\n");
    expect(lines.filter((line) => !line.startsWith("ok  "))).toEqual([]);
    const findings = JSON.parse(await printed("doctor", "--json"));
    expect(findings.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(["node", "packages", "catalogue", "sha256", "report", "typescript"]),
    );
  });
});

const LIVE = ["live", "status", "pause", "resume", "flatten", "stop", "parity", "download"];
const OWN = ["backtest", "compare", "config", "list", "check", "new", "doctor", ...LIVE];
const LEAVES = [
  ...["show", "export"].map((name) => `journal ${name}`),
  ...["list", "info", "alias", "rollback", "delete", "stage", "families"].map((name) => `models ${name}`),
  ...["list", "build", "inspect"].map((name) => `features ${name}`),
];

describe("help", () => {
  it.each([...OWN, "data", "journal", "train", "models", "features", ...LEAVES])(
    "tells what %s takes",
    async (line) => {
      const [command = ""] = line.split(" ");
      const text = await printed(...line.split(" "), "--help");
      expect(text).toContain(`Usage: bellwether ${line}`);
      expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
      expect(await printed("--help")).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
    },
  );

  it("names every command and flag that docs/cli.md names, and none else", async () => {
    const { readFileSync } = await import("node:fs");
    const documented = new Set(readFileSync(join(ROOT, "docs/cli.md"), "utf8").match(/--[a-z]+/g));
    const helped = new Set<string>();
    for (const line of ["", ...OWN, "train", ...LEAVES])
      for (const flag of (await printed(...line.split(" ").filter(Boolean), "--help")).match(/--[a-z]+/g) ?? [])
        helped.add(flag);
    for (const flag of ["--help", "--version"]) {
      helped.delete(flag); // of every command line
      documented.delete(flag);
    }
    expect([...documented].sort()).toEqual([...helped].sort());
  });

  it("prints the version", async () => {
    expect(await printed("--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
