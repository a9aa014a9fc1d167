import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { EURUSD, runText } from "../helpers/run-file.js";

const folder = temporaryFolder("backtest");
const run = (...args: string[]) => bellwether(["backtest", ...args], { cwd: folder.path });

async function reportOf(...args: string[]) {
  const { code, stdout, stderr } = await run(...args, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

beforeAll(async () => {
  await built();
  folder.put("run.yaml", runText("sma-cross"));
  folder.put(
    "several.yaml",
    runText("x").replace(/^strategy:.*$/m, "strategies: [{ type: sma-cross }, { type: ema-cross }]"),
  );
});

describe("bellwether backtest", () => {
  it("prints the report: strategy, range, figures, fingerprint; nothing on stderr", async () => {
    const { code, stdout, stderr } = await run("run.yaml");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^sma-cross {2}EUR\/USD 1h\n/);
    expect(stdout).toContain("2017-01-01 22:00 to 2017-12-29 22:00 UTC");
    for (const figure of ["Total return", "Deepest drawdown", "Sharpe", "Trades", "Fees paid"])
      expect(stdout).toContain(figure);
    expect(stdout).toMatch(/Fingerprint [0-9a-f]{64}\n/);
    expect(stdout, "a pipe gets no colours").not.toContain("\u001b");
  });

  it("with --json prints one JSON document and nothing else, of the same run", async () => {
    const { stdout } = await run("run.yaml");
    const report = await reportOf("run.yaml");
    for (const key of ["fingerprint", "config", "metrics", "trades", "equity", "warnings"])
      expect(report, key).toHaveProperty(key);
    expect(stdout).toContain(report.fingerprint);
    expect(report.metrics.trades).toBe(report.trades.length);
    expect(report.strategies).toEqual([
      { name: "sma-cross", id: "sma-cross", symbol: "EUR/USD", timeframe: "1h", params: { fast: 10, slow: 30 } },
    ]);
  });

  it("with --report writes page, JSON and two tables, and says where the page is", async () => {
    const { code, stdout } = await run("run.yaml", "--report", "reports/first");
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(`report: ${join("reports", "first", "report.html")}`);
    const files = join(folder.path, "reports/first");
    expect(readdirSync(files).sort()).toEqual(["equity.csv", "report.html", "report.json", "trades.csv"]);
    const report = await reportOf("run.yaml", "--report", "reports/second");
    expect(JSON.parse(readFileSync(join(files, "report.json"), "utf8"))).toEqual(report);
    const rows = (name: string) => readFileSync(join(files, name), "utf8").trimEnd().split("\n").length - 1;
    expect(rows("trades.csv")).toBe(report.trades.length);
    expect(rows("equity.csv")).toBe(report.metrics.bars);
    expect(readFileSync(join(files, "report.html"), "utf8")).toContain(report.fingerprint);
  });

  it("with --strategy runs another one with its defaults, and --set then changes those", async () => {
    const swapped = await reportOf("run.yaml", "--strategy", "ema-cross", "--set", "strategy.params.fast=5");
    expect(swapped.strategies).toMatchObject([{ id: "ema-cross", params: { fast: 5, slow: 26 } }]);
  });

  it("with --strategy takes the place of a whole list of strategies", async () => {
    expect((await reportOf("several.yaml")).strategies).toHaveLength(2);
    expect((await reportOf("several.yaml", "--strategy", "buy-and-hold")).strategies).toMatchObject([
      { id: "buy-and-hold" },
    ]);
  });

  it("with --set changes any value of the file, several in a row, the last one wins", async () => {
    const { config } = await reportOf(
      "run.yaml",
      ...["--set", "risk.riskPerTrade=0.05", "--set", "risk.riskPerTrade=0.02"],
      ...["--set", "backtest.fees={ maker: 0, taker: 0.003 }"],
    );
    expect(config).toMatchObject({ risk: { riskPerTrade: 0.02 }, backtest: { fees: { maker: 0, taker: 0.003 } } });
  });

  it("with --from and --to replays that part only; --to is exclusive", async () => {
    const { metrics } = await reportOf("run.yaml", "--from", "2017-03-01", "--to", "2017-04-01");
    expect(metrics.startTime).toBe(Date.UTC(2017, 2, 1));
    expect(metrics.endTime).toBeLessThanOrEqual(Date.UTC(2017, 3, 1));
    expect(metrics.endTime).toBeGreaterThan(Date.UTC(2017, 2, 30));
  });

  it("with --data reads other bars, with or without the symbol in front", async () => {
    const lines = readFileSync(EURUSD, "utf8").split("\n");
    folder.put("short.csv", `${lines.slice(0, 1001).join("\n")}\n`);
    const plain = await reportOf("run.yaml", "--data", "short.csv");
    expect(plain.metrics.bars).toBe(1000);
    expect(await reportOf("run.yaml", "--data", "EUR/USD=short.csv")).toEqual(plain);
    folder.put("next.csv", `${[lines[0], ...lines.slice(1001, 1501)].join("\n")}\n`);
    const joined = await reportOf("run.yaml", "--data", "short.csv", "--data", "next.csv");
    expect(joined.metrics.bars, "several files of one symbol, oldest first").toBe(1500);
  });

  it("finds the files of a run file from the folder of that file, wherever it is started", async () => {
    folder.put("deep/run.yaml", runText("sma-cross").replace(JSON.stringify(EURUSD), "../short.csv"));
    expect(existsSync(join(folder.path, "short.csv"))).toBe(true);
    expect((await reportOf("deep/run.yaml")).metrics.bars).toBe(1000);
  });
});
