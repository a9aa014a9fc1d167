import { describe, expect, it } from "vitest";
import { otherRun, sampleRun } from "../../test/sample-runs.js";
import type { ReportJson } from "../report/report-schema.js";
import { BadComparisonError } from "./bad-comparison-error.js";
import { compareReports } from "./compare-reports.js";

const compare = (...reports: ReportJson[]) =>
  compareReports(reports.map((report, i) => ({ name: "abcdef"[i]!, report })));

/** As if the same run had ended with another trade. */
function unrepeated(report: ReportJson): ReportJson {
  return { ...report, trades: report.trades.slice(1) };
}

describe("compareReports", () => {
  it("calls equal runs identical", () => {
    const { resultsDiffer, against, unstable, cautions } = compare(sampleRun(), sampleRun());
    expect({ resultsDiffer, unstable, cautions }).toEqual({ resultsDiffer: false, unstable: [], cautions: [] });
    expect(against).toMatchObject([{ name: "b", verdict: "identical", results: [] }]);
  });

  it("explains other results by what went in", () => {
    const { resultsDiffer, against } = compare(sampleRun(), otherRun());
    expect(resultsDiffer).toBe(true);
    expect(against[0]).toMatchObject({
      verdict: "different",
      inputs: { config: [{ path: "strategy.params.stop", kind: "changed", from: 0.02, to: 0.03 }] },
    });
    expect(against[0]!.results).toEqual(expect.arrayContaining(["metrics", "trades", "equity"]));
  });

  it("says so where something else went in and nothing else came out", () => {
    const report = sampleRun();
    const other = { ...report, fingerprint: "0".repeat(64), origin: { ...report.origin, seed: 2 } };
    expect(compare(report, other)).toMatchObject({ resultsDiffer: false, against: [{ verdict: "same-results" }] });
  });

  it("is loud where nothing went in that differed, yet the results do", () => {
    expect(compare(sampleRun(), unrepeated(sampleRun()))).toMatchObject({
      resultsDiffer: true,
      unstable: [["a", "b"]],
      against: [{ verdict: "unstable", results: ["trades"] }],
    });
  });

  it("finds that also among the runs after the first", () => {
    const { unstable, against } = compare(sampleRun(), otherRun(), unrepeated(otherRun()));
    expect(unstable).toEqual([["b", "c"]]);
    expect(against.map(({ verdict }) => verdict)).toEqual(["different", "different"]);
  });

  it("blames no chance where the files contradict themselves", () => {
    const edited = { ...unrepeated(sampleRun()), fingerprint: "0".repeat(64) };
    expect(compare(sampleRun(), edited)).toMatchObject({ unstable: [], against: [{ verdict: "unexplained" }] });
  });

  it("compares band and statistics only where both runs have them", () => {
    const without = { ...sampleRun(), band: null, statistics: null };
    expect(compare(sampleRun(), without).resultsDiffer).toBe(false);
    const band = { ...sampleRun().band!, rule: "adaptive" as const };
    expect(compare(sampleRun(), { ...sampleRun(), band }).against[0]!.results).toEqual(["band"]);
  });

  it("takes 2 to 26 runs of different names", () => {
    expect(() => compare(sampleRun())).toThrow(BadComparisonError);
    const run = { name: "a", report: sampleRun() };
    expect(() => compareReports([run, run])).toThrow('two reports are named "a"');
    const many = Array.from({ length: 27 }, (_, i) => ({ ...run, name: String(i) }));
    expect(() => compareReports(many)).toThrow("compare 2 to 26 reports; 27 given");
    expect(compareReports(many.slice(1)).against).toHaveLength(25);
  });
});
