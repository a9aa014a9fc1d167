import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { runText } from "../helpers/run-file.js";

const folder = temporaryFolder("compare");
const run = (...args: string[]) => bellwether(args, { cwd: folder.path });
const compare = (...args: string[]) => run("compare", ...args);
/** Without the breaks of lines that were too long. */
const unwrapped = (text: string) => text.replace(/\n +/g, " ");
const reportText = (name: string) => readFileSync(join(folder.path, name, "report.json"), "utf8");

async function backtest(name: string, ...args: string[]): Promise<void> {
  const { code, stderr } = await run("backtest", "run.yaml", "--report", name, ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
}

beforeAll(async () => {
  await built();
  folder.put("run.yaml", runText("sma-cross"));
  await backtest("first");
  await backtest("again");
  await backtest("careful", "--set", "risk.riskPerTrade=0.001");
  await backtest("short", "--to", "2017-07-01");
  await backtest("ema", "--strategy", "ema-cross");
});

describe("bellwether compare", () => {
  it("calls a run and its repetition identical", async () => {
    const { code, stdout, stderr } = await compare("first/report.json", "again/report.json", "--fail-on-difference");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^A {2}first\n {3}sma-cross EUR\/USD 1h, fingerprint [0-9a-f]{12}\nB {2}again\n/);
    expect(stdout).toContain("\nIdentical: made of the same things, and ended alike to the last digit.\n");
    expect(stdout, "a pipe gets no colours").not.toContain("\u001b");
  });

  it("names the setting that differed, the figures and the trades; a folder stands for its report.json", async () => {
    const { code, stdout } = await compare("first", "careful");
    expect(code).toBe(0);
    expect(stdout).toContain("\n  config   risk.riskPerTrade: 0.01 → 0.001\n");
    expect(stdout).toMatch(/\n {2}Total return +[+-]\d+\.\d\d%\*? +[+-]\d+\.\d\d%\*? +[+-]\d+\.\d\d pp\n/);
    expect(unwrapped(stdout)).toMatch(/first that differs: 2017-\d\d-\d\d \d\d:00 EUR\/USD (long|short), quantity: /);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("calls out periods that differ, and names the bars that do", async () => {
    const { stdout } = await compare("first", "short");
    expect(unwrapped(stdout)).toMatch(/! the periods differ \(first 2017-01-01 .* not comparable/);
    expect(stdout).toContain("EUR/USD 1h has other bars");
    expect(stdout, "nothing is best across periods").not.toContain("* best of the row");
  });

  it("lays several runs side by side", async () => {
    const { code, stdout } = await compare("first", "again", "careful", "short", "ema");
    expect(code).toBe(0);
    expect(stdout).toContain("\nThe results of 3 of 4 runs differ from the first.\n");
    expect(stdout).toContain('\n  config   strategies[0].type: "sma-cross" → "ema-cross"\n');
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("is loud about a run that cannot be repeated", async () => {
    const report = JSON.parse(reportText("first"));
    report.trades.splice(3, 1);
    report.metrics.trades -= 1;
    folder.put("haunted.json", JSON.stringify(report));
    const { code, stdout } = await compare("first", "haunted.json", "--fail-on-difference");
    expect(code).toBe(1);
    expect(stdout).toContain(
      "\nNot repeatable: nothing that goes into a run differed, yet the results do.\n! first and haunted ",
    );
  });

  it("with --fail-on-difference ends with 1 if results differ, and says nothing on stderr", async () => {
    const { code, stdout, stderr } = await compare("first", "careful", "--fail-on-difference", "--json");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(JSON.parse(stdout).resultsDiffer).toBe(true);
  });

  it("with --json prints one JSON document and nothing else", async () => {
    const { code, stdout, stderr } = await compare("first", "careful", "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { runs, against, figures, unstable } = JSON.parse(stdout);
    expect(runs.map(({ name }: { name: string }) => name)).toEqual(["first", "careful"]);
    expect(against).toMatchObject([
      {
        name: "careful",
        verdict: "different",
        inputs: { data: [], version: null, code: [], seed: null, contradicts: false },
      },
    ]);
    expect(against[0].inputs.config).toEqual([{ path: "risk.riskPerTrade", kind: "changed", from: 0.01, to: 0.001 }]);
    const total = figures.find(({ name }: { name: string }) => name === "totalReturn");
    expect(total.values[0]).toBe(JSON.parse(reportText("first")).metrics.totalReturn);
    expect(total.differences[1]).toBe(total.values[1] - total.values[0]);
    expect(unstable).toEqual([]);
  });

  it("with --html writes a page that needs nothing else, and says where", async () => {
    const { code, stdout } = await compare("first", "careful", "--html", "page.html");
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n\npage: page\.html\n$/);
    const page = readFileSync(join(folder.path, "page.html"), "utf8");
    expect(page).toContain("risk.riskPerTrade: 0.01 → 0.001");
    expect(page).not.toMatch(/<script|https?:/);
    expect(readdirSync(folder.path).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("what compare refuses, in one error with file, place and hint", () => {
  const put = (name: string, change: (text: string) => string) => folder.put(name, change(reportText("first")));

  it.each<[string, string, (() => void) | null, number, RegExp]>([
    ["a file that is not there", "firts/report.json", null, 4, /^bellwether: firts\/report\.json: does not exist; /],
    [
      "a folder without a report",
      ".",
      null,
      4,
      /^bellwether: report\.json: does not exist; bellwether backtest --report writes one/,
    ],
    [
      "the same file twice",
      "./first/report.json",
      null,
      4,
      /^bellwether: \.\/first\/report\.json: is the same file as first\/report\.json; /,
    ],
    [
      "the same file by another way",
      "link.json",
      () => symlinkSync(join(folder.path, "first/report.json"), join(folder.path, "link.json")),
      4,
      /^bellwether: link\.json: is the same file as first\/report\.json; /,
    ],
    [
      "what is no JSON",
      "bad.json",
      () => put("bad.json", (text) => text.replace('"quote":', '"quote"')),
      4,
      /^bellwether: bad\.json:\d+:\d+: is no JSON; /,
    ],
    [
      "JSON that is no report",
      "run.json",
      () => folder.put("run.json", "{}"),
      4,
      /^bellwether: run\.json:1:1: is no report at .*; give a report\.json that bellwether backtest --report has written\n$/,
    ],
    [
      "an older report",
      "old.json",
      () => put("old.json", (text) => text.replace(/"schemaVersion": \d+/, '"schemaVersion": 1')),
      4,
      /^bellwether: old\.json:\d+:\d+: is a report of schema version 1; .*run that backtest again/,
    ],
    [
      "what is no text",
      "binary.json",
      () => writeFileSync(join(folder.path, "binary.json"), Buffer.from([0xff, 0xfe, 0])),
      4,
      /^bellwether: binary\.json: is no UTF-8 text; /,
    ],
  ])("%s", async (_, file, prepare, code, message) => {
    prepare?.();
    const ended = await compare("first", file);
    expect(ended.code).toBe(code);
    expectOneError(ended);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("a single report, or --html over one of the reports", async () => {
    expect((await compare("first")).stderr).toBe("bellwether: compare takes 2 to 26 reports; 1 given\n");
    mkdirSync(join(folder.path, "kept"), { recursive: true });
    copyFileSync(join(folder.path, "first/report.json"), join(folder.path, "kept/report.json"));
    const ended = await compare("kept", "careful", "--html", "kept/report.json");
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("--html kept/report.json: this is one of the reports; name another file");
    expect(reportText("kept")).toBe(reportText("first"));
  });

  it("leaves nothing half written where a page cannot be", async () => {
    const ended = await compare("first", "careful", "--html", "nowhere/page.html");
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^bellwether: nowhere\/page\.html: cannot be written: /);
    expect(existsSync(join(folder.path, "nowhere"))).toBe(false);
  });
});
