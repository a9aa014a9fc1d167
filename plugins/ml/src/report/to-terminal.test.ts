import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { damaged, withTexts } from "../../test/damaged-reports.js";
import { ensembleReport, hopelessReport, sampleTrainingReport } from "../../test/sample-training-report.js";
import { trainingReportToTerminal } from "./to-terminal.js";

const colourless = (text: string) => text.replaceAll(/\p{Cc}\[\d+m/gu, "");
const widest = (text: string) => Math.max(...text.split("\n").map((line) => line.length));

describe("trainingReportToTerminal", () => {
  it.each([40, 60, 80, 120])("fits %i columns, hashes and long names included", (width) => {
    for (const report of [sampleTrainingReport(), ensembleReport()])
      for (const text of [undefined, "a-name-without-a-blank-".repeat(6), "words of a sentence ".repeat(9)])
        expect(
          widest(trainingReportToTerminal(text === undefined ? report : withTexts(report, text), { width })),
        ).toBeLessThanOrEqual(width);
  });

  it.each([
    ["beats", sampleTrainingReport(), "beats its baselines on the test range."],
    ["does not beat", hopelessReport(), "does not beat its baselines on the test range."],
    ["nothing traded", sampleTrainingReport({ trading: null, luck: null }), "It was not traded."],
    ["ensemble", ensembleReport(), "2 of the 4 models of eurusd-1h-ensemble beat their baselines"],
  ])("gives the verdict before any table: %s", (_, report, verdict) => {
    const text = trainingReportToTerminal(report, { width: 120 });
    expect(text.indexOf(verdict)).toBeGreaterThan(0);
    expect(text.indexOf(verdict)).toBeLessThan(text.indexOf("Test range"));
  });

  it("sets the baselines beside the model, in as many columns as fit", () => {
    expect(trainingReportToTerminal(sampleTrainingReport())).toMatch(
      /Test range +model +persistence +moving average +majority\n {2}↑ Balanced accuracy +46\.0% +37\.4% +35\.7% +33\.3%\n/,
    );
    expect(trainingReportToTerminal(sampleTrainingReport(), { width: 40 })).toMatch(/Test range +model +persistence\n/);
  });

  it("prints classes, folds, the ten largest importances, trading and warnings", () => {
    const text = trainingReportToTerminal(sampleTrainingReport(), { width: 120 });
    expect(text).toMatch(/Class +Precision +Recall +F1 +Support\n {2}SHORT +40\.8% +44\.0% +0\.423 +352\n/);
    expect(text).toMatch(
      /Balanced accuracy over 5 folds \(purged 5-fold, embargo 48 rows; 312 samples purged\): \d\d\.\d% ± \d\.\d%\n/,
    );
    expect(text.match(/█\n/g)).toHaveLength(10);
    expect(text).toContain("\n  and 14 more\n");
    expect(text).toMatch(/buy and hold +\+6\.41% +3\.27% +1\.52 +1 +86\.1%\n/);
    expect(text).toContain("\n! volume is constant");
  });

  it("gives each model of an ensemble its part", () => {
    const text = trainingReportToTerminal(ensembleReport());
    for (const head of ["entry: random-forest", "position: gradient-boosting", "profit: random-forest"])
      expect(text).toContain(`\n${head}\n`);
    expect(text).toMatch(/↓ RMSE +0\.004312 +0\.004315 +0\.006100\n/);
  });

  it("differs by nothing but colour codes when coloured", () => {
    const coloured = trainingReportToTerminal(sampleTrainingReport(), { colour: true });
    expect(coloured).toContain("\u001b[32m");
    expect(colourless(coloured)).toBe(trainingReportToTerminal(sampleTrainingReport()));
  });

  it("lets no text move the cursor or paint the screen", () => {
    const text = trainingReportToTerminal(withTexts(ensembleReport(), "\u001b[2J\u202eevil\r\u0007\n"));
    for (const control of ["\u001b", "\u202e", "\r", "\u0007"]) expect(text.includes(control)).toBe(false);
    expect(text).toContain("evil");
  });

  it("never prints NaN, nor a line too wide, whatever numbers a report holds", () => {
    const reports = [sampleTrainingReport(), ensembleReport()];
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 40, max: 130 }),
        (seed, rarity, width) => {
          for (const report of reports) {
            const text = trainingReportToTerminal(damaged(report, seed, rarity), { width });
            expect(text).not.toMatch(/NaN|Infinity|undefined/);
            expect(widest(text)).toBeLessThanOrEqual(width);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
