import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { built, ROOT } from "./helpers/built.js";
import { temporaryFolder } from "./helpers/folder.js";
import { execute } from "./helpers/process.js";
import { EURUSD } from "./helpers/run-file.js";

/** What `npm start` needs, in a folder where it may leave models and reports. */
const folder = temporaryFolder("start");
const start = () => execute(process.execPath, ["tools/start.mjs"], { cwd: folder.path, env: { NO_COLOR: "1" } });

beforeAll(async () => {
  await built();
  for (const made of ["tools", "data/sample"]) mkdirSync(join(folder.path, made), { recursive: true });
  for (const tool of ["start.mjs", "same-stretch.mjs", "where.mjs"])
    copyFileSync(join(ROOT, "tools", tool), join(folder.path, "tools", tool));
  copyFileSync(EURUSD, join(folder.path, "data/sample/eurusd-1h.csv"));
  cpSync(join(ROOT, "config"), join(folder.path, "config"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder.path, "node_modules"), "junction");
});

describe("npm start without arguments", () => {
  it("trades by rules, trains a forest, trades it, and lays both side by side on bars that the forest had not seen", async () => {
    const { code, stdout, stderr } = await start();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect([...stdout.matchAll(/^\$ (.*)$/gm)].map(([, typed]) => typed)).toEqual([
      "bellwether backtest config/backtest.yaml --report reports/ema-rsi-scalping",
      "bellwether train config/ml.yaml --report reports/eurusd-1h-forest",
      "bellwether backtest config/backtest.yaml --strategy ml-strategy --report reports/ml-strategy",
      "bellwether live config/paper.yaml --replay --from 2017-11-02 --bars 600 --quiet --journal reports/paper/journal",
      "bellwether parity reports/paper/journal --config config/paper.yaml --html reports/paper/parity.html",
    ]);
    expect(stdout, "on paper what the backtester does").toMatch(/^Equal: the replay repeats the run, bit for bit$/m);
    expect(stdout).toMatch(/^equity +600 +600 +0$/m);
    for (const name of ["ema-rsi-scalping", "eurusd-1h-forest", "ml-strategy"])
      expect(existsSync(join(folder.path, "reports", name, "report.html")), name).toBe(true);

    const report = JSON.parse(readFileSync(join(folder.path, "reports/eurusd-1h-forest/report.json"), "utf8"));
    const model = report.trading.find(({ name }: { name: string }) => name === "model");
    const figures = (row: RegExp) => row.exec(stdout)?.slice(1).map(Number);
    const row = (name: string) => new RegExp(`^  ${name} +([+-][\\d.]+)% +([\\d.]+)% +(-?[\\d.]+) +(\\d+)$`, "m");
    const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
    expect(figures(row("ml-strategy")), "as the training report found by itself").toEqual([
      rounded(100 * model.totalReturn, 2),
      rounded(100 * model.maxDrawdown, 2),
      rounded(model.sharpe, 2),
      model.trades,
    ]);
    for (const name of ["ema-rsi-scalping", "persistence", "buy and hold"]) expect(stdout).toMatch(row(name));
  });

  it("says the same when it is started again: the version is there, and the same try chose nothing", async () => {
    const again = await start();
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/^registered: eurusd-1h-forest /m);
    // the status at the end tells of its process, and of the moment at which it was asked
    const lasting = (text: string) => text.replace(/^paper on replay \(main[\s\S]*?\n\$ /m, "$ ");
    expect(lasting((await start()).stdout)).toBe(lasting(again.stdout));
  });

  it("trades the version that it has trained, whatever else is registered by then", async () => {
    const bin = join(ROOT, "packages/cli/dist/bin.js");
    const small = ["model.params.trees=5", "validation={method: none}", "permutationRepeats=0", "trading=off"];
    const sets = small.flatMap((set) => ["--set", set]);
    await execute(process.execPath, [bin, "train", "config/ml.yaml", ...sets, "--promote"], { cwd: folder.path });
    const { code, stdout } = await start();
    expect(code).toBe(0);
    const [, version] = /^registered: eurusd-1h-forest ([0-9a-f]{12})/m.exec(stdout)!;
    expect(stdout).toContain(`--set strategy.params.version=${version} --report`);
    expect(stdout).toContain(`model eurusd-1h-forest ${version} was fitted until`);
  });
});
