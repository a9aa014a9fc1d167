import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { built, ROOT } from "./helpers/built.js";
import { temporaryFolder } from "./helpers/folder.js";
import { type Ended, execute } from "./helpers/process.js";
import { EURUSD, SP500 } from "./helpers/run-file.js";

const PLUGINS = ["ml", "ccxt", "notify"];
const PACKAGES = ["core", "indicators", "strategies", "risk", "backtest", "live", "cli", ...PLUGINS];
const sourceOf = (name: string) => join(ROOT, PLUGINS.includes(name) ? "plugins" : "packages", name);
const OFFLINE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ENOTCACHED/;

const folder = temporaryFolder("embedding");
/** npm must not see that it runs inside a workspace. */
const env = Object.fromEntries(
  Object.keys(process.env).flatMap((name) =>
    /^(npm_|VITEST|NODE_OPTIONS$|NODE_PATH$)/i.test(name) ? [[name, undefined]] : [],
  ),
);
const run = (file: string, ...args: string[]): Promise<Ended> => execute(file, args, { cwd: folder.path, env });
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

async function printed(file: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(file, ...args);
  expect({ code, stderr: stderr.replace(/^npm warn .*\n/gm, "") }, stdout).toEqual({ code: 0, stderr: "" });
  return stdout;
}

let offline = false;

beforeAll(async () => {
  await built();
  folder.put("package.json", '{ "name": "consumer", "private": true, "type": "module" }\n');
  for (const name of PACKAGES) {
    const { code, stderr } = await execute(npm, ["pack", "--pack-destination", folder.path, "--loglevel=error"], {
      cwd: sourceOf(name),
      env,
    });
    expect({ name, code, stderr: stderr.replace(/^npm warn .*\n/gm, "") }).toEqual({ name, code: 0, stderr: "" });
  }
  const tarballs = readdirSync(folder.path).filter((name) => name.endsWith(".tgz"));
  expect(tarballs).toHaveLength(PACKAGES.length);
  const flags = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const { code, stderr } = await run(npm, "install", ...flags, ...tarballs.map((name) => `./${name}`));
  offline = code !== 0 && OFFLINE.test(stderr);
  if (offline) console.warn("embedding: skipped, npm cannot reach its registry for the packages' dependencies");
  else expect({ code, stderr: stderr.replace(/^npm warn .*\n/gm, "") }).toEqual({ code: 0, stderr: "" });
  copyFileSync(SP500, join(folder.path, "sp500-1d.csv"));
}, 180_000);

beforeEach(({ skip }) => {
  if (offline) skip();
});

describe("the packed tarballs, installed in an empty folder outside the repository", () => {
  it("hold a readme and the licence, and link to nothing", () => {
    for (const name of PACKAGES) {
      const files = readdirSync(join(folder.path, "node_modules/@bellwether", name), { withFileTypes: true });
      expect(
        files.map((file) => file.name),
        name,
      ).toEqual(expect.arrayContaining(["README.md", "LICENSE", "dist"]));
    }
    const linked = readdirSync(join(folder.path, "node_modules/@bellwether"), { withFileTypes: true });
    expect(linked.filter((entry) => entry.isSymbolicLink())).toEqual([]);
  });

  it("run a backtest from code: the ten lines of the readme, in JavaScript", async () => {
    const source = readFileSync(join(ROOT, "examples/ten-lines.ts"), "utf8");
    expect(source).toContain("../data/sample/sp500-1d.csv");
    folder.put("ten-lines.mjs", source.replace("../data/sample/sp500-1d.csv", "./sp500-1d.csv"));
    const text = await printed(process.execPath, "ten-lines.mjs");
    expect(text).toMatch(/^ema-cross {2}SPX\/USD 1d\n/);
    const here = await execute(process.execPath, ["--import", "jiti/register", "examples/ten-lines.ts"], {
      cwd: ROOT,
      env,
    });
    expect(text, "the same as from the clone").toBe(here.stdout);
  });

  it("load a TypeScript plugin of the consumer, who runs its strategy", async () => {
    folder.put(
      "own.ts",
      `import { definePlugin, defineStrategy, flat, long, type Signal } from "@bellwether/core";
import { sma } from "@bellwether/indicators";
import * as z from "zod";
const own = defineStrategy({
  id: "own",
  params: z.strictObject({ period: z.int().default(50) }),
  create: ({ period }) => ({
    warmup: period,
    generateSignal: (df): Signal => (df.close.last > sma(df.close, period).last ? long(df) : flat(df)),
  }),
});
export default definePlugin({ name: "own", apiVersion: 1, setup: ({ register }) => register.strategy(own) });
`,
    );
    folder.put(
      "load.mjs",
      `import { backtest } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { PluginHost } from "@bellwether/core";
import { loadPlugin } from "@bellwether/core/node";
import { createRiskEngine } from "@bellwether/risk";
const host = new PluginHost();
const { exported } = await loadPlugin("./own.ts", { from: import.meta.dirname });
await host.use(exported);
const { columns } = await readBars("sp500-1d.csv");
const { metrics, strategies } = await backtest({
  data: { symbol: "SPX/USD", timeframe: "1d", columns },
  strategy: host.registry.get("strategy", "own"),
  risk: createRiskEngine({ fixedFraction: 1, maxDrawdown: 0.9 }),
});
await host.close();
console.log(JSON.stringify({ trades: metrics.trades, params: strategies[0].params, left: host.registry.names("strategy") }));
`,
    );
    const said = JSON.parse(await printed(process.execPath, "load.mjs"));
    expect(said).toEqual({ trades: expect.any(Number), params: { period: 50 }, left: [] });
    expect(said.trades).toBeGreaterThan(50);
  });

  it("bring the command: npx bellwether scaffolds a strategy, runs it and checks it", async () => {
    const npx = ["--no-install", "bellwether"];
    await printed("npx", ...npx, "new", "strategy", "my-idea");
    expect(await printed("npx", ...npx, "backtest", "my-idea/backtest.yaml")).toMatch(/^my-idea {2}DEMO\/USDT 1h\n/);
    expect(await printed("npx", ...npx, "check", "./my-idea/my-idea.ts")).toContain("4 checks, 0 broken");
    expect(await printed("npx", ...npx, "doctor")).toMatch(/^ok {4}packages +all \d/m);
  });

  it("bring models: npx bellwether trains one with a feature of the consumer's own, registers it and trades it", async () => {
    for (const name of ["own-feature.ts", "nearest-centroid.ts"])
      copyFileSync(join(ROOT, "examples/own-feature", name), join(folder.path, name));
    copyFileSync(EURUSD, join(folder.path, "eurusd-1h.csv"));
    for (const name of ["train.yaml", "backtest.yaml"]) {
      const text = readFileSync(join(ROOT, "examples/own-feature", name), "utf8");
      folder.put(name, text.replaceAll("../../data/sample/", "./").replaceAll("../../models", "./models"));
    }
    const npx = ["--no-install", "bellwether"];
    const { version } = JSON.parse(await printed("npx", ...npx, "train", "train.yaml", "--json"));
    expect(JSON.parse(await printed("npx", ...npx, "models", "list", "--json"))).toMatchObject([
      { name: "eurusd-1h-centroid", newest: { version } },
    ]);
    const { trades } = JSON.parse(await printed("npx", ...npx, "backtest", "backtest.yaml", "--json"));
    expect(trades.length).toBeGreaterThan(0);
    expect(await printed("npx", ...npx, "features", "list", "--set", "baseline49")).toMatch(/^roc\(20\)$/m);
  });

  it("are typed: a strict consumer and the programs of the readmes compile, the declarations of every package checked", async () => {
    folder.put(
      "consumer.ts",
      `import { type BacktestReport, backtest, type History, toJson } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { compose, main } from "@bellwether/cli";
import { defineIndicator, defineStrategy, EventBus, type Frame, long, period, type Signal, type Strategy, type Verdict } from "@bellwether/core";
import { type Check, strategyChecks } from "@bellwether/core/checks";
import { type ConfigIssue, parseConfig, RunConfig } from "@bellwether/core/config";
import { loadPlugin } from "@bellwether/core/node";
import { ema } from "@bellwether/indicators";
import ml, { type Classifier, defineFeature, type Feature, type ModelFamily, openRegistry } from "@bellwether/ml";
import { createRiskEngine } from "@bellwether/risk";
import { emaCross, strategies } from "@bellwether/strategies";
import * as z from "zod";

const half = defineIndicator("half", () => ({
  warmup: 0,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = x[i]! / 2;
  },
}));
const mine = defineStrategy({
  id: "mine",
  params: z.strictObject({ fast: period({ default: 5, search: [2, 9] }) }),
  create: ({ fast }): Strategy => ({
    warmup: 4 * fast,
    generateSignal: (df: Frame): Signal | null => (half(ema(df.close, fast)).last > 0 ? long(df, { reason: "up" }) : null),
  }),
});
// @ts-expect-error the parameter is a number
const wrong: string = mine.params.parse({}).fast;

export async function run(history: History): Promise<string> {
  const bus = new EventBus();
  bus.on("verdict", (verdict: Verdict) => console.log(verdict.status === "refused" ? verdict.rule : verdict.order.quantity));
  const report: BacktestReport = await backtest({ data: history, strategy: mine, risk: createRiskEngine({ riskPerTrade: 0.01 }), bus });
  const sharpe: number | null = report.metrics.sharpe;
  return toJson(report) + sharpe + wrong;
}
export const checks: Check[] = strategyChecks({ definition: emaCross });
export const others: unknown = [strategies, compose, main, readBars, loadPlugin, parseConfig("", RunConfig, { file: "x" }).value.seed];
export type Issue = ConfigIssue;
export const slope: Feature = defineFeature({ name: "slope", group: "trend", about: "none", warmup: () => 9, series: (df) => ema(df.close, 3) });
export const models = (): readonly string[] => openRegistry("models").list().map(({ name }) => name);
export const plugins: readonly string[] = [ml.name];
export type Own = Classifier | ModelFamily;
`,
    );
    const compiles = async (types: readonly string[], files: readonly string[]) => {
      folder.put(
        "tsconfig.json",
        JSON.stringify({
          compilerOptions: {
            ...{ module: "NodeNext", target: "ES2022", lib: ["ES2023", "DOM"] },
            ...{ types, typeRoots: [join(ROOT, "node_modules/@types")] },
            ...{ strict: true, noEmit: true, skipLibCheck: false, exactOptionalPropertyTypes: true },
          },
          files,
        }),
      );
      const { code, stdout } = await run(process.execPath, join(ROOT, "node_modules/typescript/bin/tsc"), "-p", ".");
      expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    };
    const ofNode: string[] = [];
    const programs = PACKAGES.flatMap((name) => {
      const [, program] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(sourceOf(name), "README.md"), "utf8"))!;
      folder.put(`readme-${name}.ts`, program!);
      if (!/"node:/.test(program!)) return [`readme-${name}.ts`];
      ofNode.push(`readme-${name}.ts`);
      return [];
    });
    await compiles([], ["consumer.ts", ...programs]);
    await compiles(["node"], ofNode); // programs that use Node themselves
  });
});
