import { describe, expect, it } from "vitest";
import { sampleRun } from "../../test/sample-runs.js";
import type { ReportJson } from "../report/report-schema.js";
import { cautionsOf } from "./cautions.js";
import { printDifference, printValue } from "./figure-in-print.js";
import { figureRows } from "./figure-rows.js";

const base = sampleRun();
const run = (name: string, metrics: Partial<ReportJson["metrics"]>, more: Partial<ReportJson> = {}) => ({
  name,
  report: { ...base, ...more, metrics: { ...base.metrics, ...metrics } },
});
const rowsOf = (...runs: ReturnType<typeof run>[]) => {
  const rows = figureRows(runs, cautionsOf(runs));
  return (name: string) => rows.find((row) => row.name === name);
};

describe("figureRows", () => {
  it("holds every run against the first", () => {
    const row = rowsOf(run("a", { sharpe: 1 }), run("b", { sharpe: 1.5 }), run("c", { sharpe: null }))("sharpe");
    expect(row).toMatchObject({ values: [1, 1.5, null], differences: [null, 0.5, null], best: [1] });
  });

  it("marks the best where best has a meaning: up for returns, down for falls and costs, neither for counts", () => {
    const row = rowsOf(
      run("a", { totalReturn: 0.1, maxDrawdown: 0.1, feesPaid: 5, trades: 9, winRate: 0.1 }),
      run("b", { totalReturn: 0.3, maxDrawdown: 0.2, feesPaid: 4, trades: 1, winRate: 0.9 }),
    );
    const best = ["totalReturn", "maxDrawdown", "feesPaid", "trades", "winRate"].map((name) => row(name)!.best);
    expect(best).toEqual([[1], [0], [1], [], []]);
  });

  it("marks all that print alike, and none where all do", () => {
    const three = rowsOf(run("a", { sharpe: 1 }), run("b", { sharpe: 2.001 }), run("c", { sharpe: 2.002 }));
    expect(three("sharpe")!.best).toEqual([1, 2]);
    expect(rowsOf(run("a", { sharpe: 2.001 }), run("b", { sharpe: 2.002 }))("sharpe")!.best).toEqual([]);
  });

  it("marks nothing across periods or currencies, no money across starts, no ratios across annualisations", () => {
    const better = { totalReturn: 9, endEquity: 1e6, sharpe: 9 };
    const best = (metrics: object, more: object = {}) => {
      const row = rowsOf(run("a", {}), run("b", { ...better, ...metrics }, more));
      return ["totalReturn", "endEquity", "sharpe"].filter((name) => row(name)!.best.length > 0);
    };
    expect(best({})).toEqual(["totalReturn", "endEquity", "sharpe"]);
    expect(best({ endTime: base.metrics.endTime + 86_400_000 })).toEqual([]);
    expect(best({}, { quote: "EUR" })).toEqual([]);
    expect(best({ startEquity: 5 })).toEqual(["totalReturn", "sharpe"]);
    expect(best({ periodsPerYear: 365, returnPeriod: "bar" })).toEqual(["totalReturn", "endEquity"]);
  });

  it("leaves out costs that no run had, and figures that none can define", () => {
    const bare = (report: ReportJson): ReportJson => ({ ...report, statistics: null });
    const runs = [run("a", { sqn: null }), run("b", { sqn: null })].map(({ name, report }) => ({
      name,
      report: bare(report),
    }));
    const names = figureRows(runs, []).map(({ name }) => name);
    expect(names).toContain("dust");
    for (const absent of ["funding", "liquidations", "sqn", "probabilisticSharpe"]) expect(names).not.toContain(absent);
  });
});

describe("figures in print", () => {
  it.each<[string, string]>([
    [printValue(null, { kind: "ratio" }), "–"],
    [printValue(0.05, { kind: "gain" }), "+5.00%"],
    [printDifference(null, { kind: "ratio" }), "–"],
    [printDifference(0, { kind: "ratio" }), "="],
    [printDifference(1e-9, { kind: "gain" }), "~0"],
    [printDifference(-0.014, { kind: "gain" }), "-1.40 pp"],
    [printDifference(0.014, { kind: "share" }), "+1.40 pp"],
    [printDifference(1234.5, { kind: "money" }), "+1,234.50"],
    [printDifference(-90_000, { kind: "duration" }), "-1 min 30 s"],
  ])("%s", (printed, expected) => expect(printed).toBe(expected));
});
