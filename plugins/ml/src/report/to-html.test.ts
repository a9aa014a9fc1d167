import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { damaged, withNumbers, withTexts } from "../../test/damaged-reports.js";
import {
  ensembleReport,
  hopelessReport,
  sampleMember,
  sampleTrainingReport,
} from "../../test/sample-training-report.js";
import { trainingReportToHtml } from "./to-html.js";

/** What a reader sees, without tags and styles. */
const textOf = (page: string) =>
  page
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

describe("trainingReportToHtml", () => {
  it("is one file without a script or an address to load from, and forbids both", () => {
    const page = trainingReportToHtml(ensembleReport());
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<(img|iframe|link)[^>]+(src|href)="(?!data:)|@import|url\(/);
    expect(page).not.toMatch(/https?:/);
  });

  it("is the same page for the same report", () => {
    expect(trainingReportToHtml(sampleTrainingReport())).toBe(trainingReportToHtml(sampleTrainingReport()));
  });

  it.each([
    ["beats", sampleTrainingReport(), "eurusd-1h-rf beats its baselines on the test range."],
    ["does not beat", hopelessReport(), "eurusd-1h-rf does not beat its baselines on the test range."],
    ["nothing traded", sampleTrainingReport({ trading: null, luck: null }), "It was not traded."],
    ["ensemble", ensembleReport(), "2 of the 4 models of eurusd-1h-ensemble beat their baselines on the test range."],
  ])("gives the verdict before any table: %s", (_, report, verdict) => {
    const page = trainingReportToHtml(report);
    const at = page.indexOf(verdict);
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(page.indexOf("<table"));
  });

  it("prints a true minus", () => {
    expect(textOf(trainingReportToHtml(sampleTrainingReport()))).toContain("−8.21%");
  });

  it("sets baselines beside the model, best in bold, and leads to what each metric means", () => {
    const page = trainingReportToHtml(sampleTrainingReport());
    expect(page).toMatch(/Balanced accuracy<\/a>.*?<td class="best">46\.0%.*?<td>37\.4%<\/td>/s);
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page, id).toContain(`id="${id}"`);
  });

  it("gives each model of an ensemble a section, and no id twice", () => {
    const page = trainingReportToHtml(ensembleReport());
    for (const title of ["Entry: random-forest", "Position: gradient-boosting", "Exit: logistic-regression"])
      expect(page).toMatch(new RegExp(`<h2 id="member-\\d">${title}</h2>`));
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("leaves out what a model has not: classes and calibration of a regression, importances, folds, trading", () => {
    const [, , , profit] = ensembleReport().members;
    const page = textOf(
      trainingReportToHtml(
        sampleTrainingReport({ members: [{ ...profit!, folds: [], importances: [] }], trading: null, luck: null }),
      ),
    );
    for (const title of ["Class by class", "Calibration", "Other stretches", "What it looks at", "Trading on"])
      expect(page).not.toContain(title);
    expect(page).toContain("RMSE");
  });

  it("draws folds that test the same stretch in their order, not in time", () => {
    const member = sampleMember();
    const paths = member.folds.map((fold, i) => ({ ...fold, name: `path ${i + 1}`, test: member.train }));
    expect(trainingReportToHtml(sampleTrainingReport({ members: [{ ...member, folds: paths }] }))).toContain(
      "5 folds, in their order",
    );
    expect(trainingReportToHtml(sampleTrainingReport())).toContain("5 folds, by the time that they test");
  });

  it("holds up for a report with nothing in it", () => {
    const page = trainingReportToHtml(
      sampleTrainingReport({ members: [], features: [], dropped: [], trading: [], luck: null, settings: undefined }),
    );
    expect(page).toContain("holds no model");
  });

  it("takes every text for hostile", () => {
    const evil = `"'><script>alert(1)</script><img src=x onerror="alert(1)">`;
    const page = trainingReportToHtml(withTexts(ensembleReport(), evil));
    expect(page).not.toMatch(/<script|<img/);
    expect(page.match(/&lt;script&gt;alert\(1\)/g)!.length).toBeGreaterThan(50);
  });

  it("prints a dash for every figure that is no number", () => {
    const page = trainingReportToHtml(withNumbers(ensembleReport(), () => NaN));
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
    expect(textOf(page)).toContain("–");
  });

  it("never prints or draws NaN, whatever numbers a report holds", () => {
    const reports = [sampleTrainingReport(), ensembleReport()];
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 60 }), (seed, rarity) => {
        for (const report of reports)
          expect(trainingReportToHtml(damaged(report, seed, rarity))).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 50 },
    );
  });
});
