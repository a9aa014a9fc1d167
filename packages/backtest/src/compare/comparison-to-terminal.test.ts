import { describe, expect, it } from "vitest";
import { otherRun, sampleRun } from "../../test/sample-runs.js";
import { compareReports } from "./compare-reports.js";
import { comparisonToTerminal } from "./comparison-to-terminal.js";
import type { NamedReport } from "./named-report.js";

const two: NamedReport[] = [
  { name: "tight", report: sampleRun() },
  { name: "wide", report: otherRun() },
];
const six = [0, 0.01, 0.015, 0.025, 0.03, 0.04].map((stop, i) => ({
  name: `stop ${stop}`,
  report: i === 0 ? sampleRun() : otherRun(stop),
}));
const print = (runs: readonly NamedReport[], width = 80) => comparisonToTerminal(compareReports(runs), { width });
const lines = (text: string, label: string) => text.split("\n").filter((line) => line.startsWith(`  ${label} `));
const colourless = (text: string) => text.replaceAll(/\p{Cc}\[\d+m/gu, "");

describe("comparisonToTerminal", () => {
  it.each([
    [80, two],
    [80, six],
    [60, six],
    [200, six],
  ])("fits %i columns", (width, runs) => {
    const tooLong = print(runs, width)
      .split("\n")
      .filter((line) => line.length > width);
    expect(tooLong).toEqual([]);
  });

  it("prints two runs with their difference, and a star at the better", () => {
    const text = print(two);
    expect(lines(text, "Total return")).toEqual([
      expect.stringMatching(/^ {2}Total return +\+1\.90% +\+\d+\.\d\d%\* +\+\d+\.\d\d pp$/),
    ]);
    expect(text).toContain("* best of the row");
    expect(lines(text, "Buy and hold")[0]).toMatch(/ =$/);
  });

  it("prints six runs side by side, and their differences in a table of their own", () => {
    const text = print(six, 120);
    expect(lines(text, "Sharpe")).toHaveLength(2);
    expect(lines(text, "Sharpe")[0]!.split(/ {2,}/)).toHaveLength(2 + 6);
    expect(lines(text, "Sharpe")[1]!.split(/ {2,}/)).toHaveLength(2 + 5);
    expect(lines(text, "Buy and hold"), "nothing to tell where nothing differs").toHaveLength(1);
    expect(text).toContain("\nLess A\n");
  });

  it("says what came out, what went in, and where the trades part", () => {
    const text = print(two);
    expect(text).toContain("\nThe results differ.\n");
    expect(text).toContain("\nA → B  other metrics, trades, equity, costs, band, statistics than A\n");
    expect(text).toContain("\n  config   strategy.params.stop: 0.02 → 0.03\n");
    expect(text).toMatch(/\n {2}trades {3}\d+ in both \(same symbol, side and entry time\)/);
    expect(text).toMatch(/first that differs: \d{4}-\d\d-\d\d \d\d:\d\d BTC\/USDT (long|short), /);
  });

  it("says identical where everything is", () => {
    const text = print([two[0]!, { name: "again", report: sampleRun() }]);
    expect(text).toContain("Identical: made of the same things, and ended alike to the last digit.");
    expect(text).toMatch(/A → B {2}identical to A\n {2}trades {3}all \d+ are the same\n/);
    expect(text).not.toContain("*");
  });

  it("is loud where results differ but nothing that went in does", () => {
    const report = sampleRun();
    const text = print([two[0]!, { name: "again", report: { ...report, trades: report.trades.slice(1) } }]);
    expect(text).toContain(
      "\nNot repeatable: nothing that goes into a run differed, yet the results do.\n! tight and again",
    );
  });

  it("cuts a long list of differences short, and says so", () => {
    const report = otherRun();
    const config = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`setting${i}`, i]));
    expect(print([two[0]!, { name: "b", report: { ...report, config } }])).toMatch(
      /\n +and \d+ more; --json has all\n/,
    );
  });

  it("differs by nothing but colour codes when coloured", () => {
    const coloured = comparisonToTerminal(compareReports(two), { colour: true });
    expect(coloured).toContain("\u001b[1m");
    expect(colourless(coloured)).toBe(print(two));
  });

  it("lets no name move the cursor or paint the screen", () => {
    const evil = "\u001b[2J\u202eevil\r\u0007";
    const report = otherRun();
    const hostile = {
      ...report,
      quote: evil,
      fingerprint: evil,
      config: { [evil]: evil },
      strategies: report.strategies.map((strategy) => ({ ...strategy, name: evil, symbol: evil, timeframe: evil })),
      trades: report.trades.map((trade) => ({ ...trade, symbol: evil, strategy: evil })),
      origin: { ...report.origin, version: evil, data: { [evil]: "0" }, code: { [evil]: "0" } },
    };
    const text = print([two[0]!, { name: evil, report: hostile }]);
    expect(text).toContain("evil");
    for (const control of ["\u001b", "\u202e", "\r", "\u0007"]) expect(text.includes(control)).toBe(false);
  });
});
