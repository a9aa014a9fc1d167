import { describe, expect, it } from "vitest";
import { sampleErrors, sampleMetrics } from "../../../test/sample-metrics.js";
import {
  ensembleReport,
  hopelessReport,
  sampleMember,
  sampleTrainingReport,
} from "../../../test/sample-training-report.js";
import type { LuckFigures, TradingRow } from "../../training/training-report.js";
import { leadOf } from "./lead.js";
import { leadFinding } from "./lead-words.js";
import { verdictOf } from "./verdict.js";

const answers = (report = sampleTrainingReport()) => verdictOf(report).findings.map(({ answer }) => answer);
const traded = (model: Partial<TradingRow>, hold: Partial<TradingRow> = {}) => {
  const row = { name: "model", totalReturn: 0.1, maxDrawdown: 0.05, sharpe: 1, trades: 80, probabilisticSharpe: 0.9 };
  const report = sampleTrainingReport({
    trading: [
      { ...row, ...model },
      { ...row, ...hold, name: "buy and hold" },
    ],
  });
  return verdictOf(report).findings[1]!;
};
const lucky = (deflatedSharpe: number | null, trials = 12) => {
  const luck: LuckFigures = { trials, sharpe: 0.01, periods: 900, deflatedSharpe, expectedMaximumSharpe: 0.02 };
  return verdictOf(sampleTrainingReport({ luck }));
};

describe("leadOf", () => {
  const classes = ["no", "yes"];
  const member = (
    recall: readonly number[],
    baseline: readonly number[],
    n = 100,
    { independent = 2 * n, logLoss = 1 }: { independent?: number; logLoss?: number } = {},
  ) => ({
    task: "classification" as const,
    independentTestSamples: independent,
    metrics: sampleMetrics({ classes, support: [n, n], recall, logLoss: 1 }),
    baselines: [{ name: "baseline", metrics: sampleMetrics({ classes, support: [n, n], recall: baseline, logLoss }) }],
  });

  it("holds two standard errors against a lead: recalls of 0.6 on 100 samples each miss by 0.0346 on average", () => {
    // √(2 · 0.6 · 0.4 / 100) / 2 = 0.034641; against a baseline that calls one class only and cannot vary
    const lead = leadOf(member([0.6, 0.6], [1, 0]))!;
    expect(lead.by).toBeCloseTo(0.1, 12);
    expect(lead.chance).toBeCloseTo(2 * 0.0346410161, 9);
    expect(lead.standing).toBe("beats");
  });

  it("calls the same lead unproven on fewer samples", () => {
    expect(leadOf(member([0.6, 0.6], [1, 0], 40))!.standing).toBe("ahead");
    expect(leadOf(member([0.6, 0.6], [1, 0], 60))!.standing).toBe("beats");
  });

  it("counts overlapping labels for what they are worth", () => {
    expect(leadOf(member([0.6, 0.6], [1, 0], 100, { independent: 50 }))!.chance).toBeCloseTo(4 * 0.0346410161, 9);
    expect(leadOf(member([0.6, 0.6], [1, 0], 100, { independent: 50 }))!.standing).toBe("ahead");
  });

  it("calls no lead proven while a baseline's probabilities are better, and says whose", () => {
    const lead = leadOf(member([0.6, 0.6], [1, 0], 100, { logLoss: 0.69 }))!;
    expect(lead.standing).toBe("ahead");
    expect(lead.betterProbabilities).toEqual({ name: "baseline", logLoss: 0.69, own: 1 });
    const worse = sampleMember({ baselines: member([0.4, 0.4], [0.4, 0.4], 100, { logLoss: 0.69 }).baselines });
    expect(leadFinding(worse, "it")).toMatchObject({
      answer: "Not proven",
      because: expect.stringMatching(
        /; its probabilities are worse than those of baseline \(log loss 1\.\d+ against 0\.690\)\.$/,
      ),
    });
  });

  it("is behind where it is no better", () => {
    expect(leadOf(member([0.5, 0.5], [1, 0]))!.standing).toBe("behind");
  });

  it("asks of a regression that predictions go with outcomes beyond 2/√n, besides a smaller error", () => {
    const of = (rmse: number, correlation: number | null) =>
      leadOf({
        task: "regression",
        independentTestSamples: 1_204,
        metrics: sampleErrors(rmse, correlation),
        baselines: [{ name: "mean", metrics: sampleErrors(0.01, null) }],
      })!.standing;
    expect(of(0.0099, 0.0577)).toBe("beats"); // 2/√1204 = 0.05764
    expect(of(0.0099, 0.0575)).toBe("ahead");
    expect(of(0.0099, null)).toBe("ahead");
    expect(of(0.0101, 0.3)).toBe("behind");
  });

  it("knows nothing without a baseline", () => {
    expect(leadOf(sampleMember({ baselines: [] }))).toBeNull();
  });
});

describe("verdictOf", () => {
  it("says that a model beats its baselines, by how much and in which metric, and that trading it did not pay", () => {
    const { summary, findings } = verdictOf(sampleTrainingReport());
    expect(summary).toMatch(/^eurusd-1h-rf beats its baselines on the test range\. /);
    expect(summary).toContain("it made +3.12%; buying and holding made +6.41%");
    expect(answers()).toEqual(["Yes", "No", "No"]);
    expect(findings[0]!.because).toMatch(
      /^On 1,204 test samples balanced accuracy was 46\.0%, against 37\.4% of persistence, the best of 3 baselines: 8\.6 points better, beyond/,
    );
  });

  it("says that a model does not beat its baselines", () => {
    const { summary, findings } = verdictOf(hopelessReport());
    expect(summary).toContain("does not beat its baselines");
    expect(findings[0]).toMatchObject({ answer: "No", tone: "loss" });
    expect(findings[0]!.because).toMatch(/: \d\.\d points worse\.$/);
  });

  it("says of a lead within chance that it proves nothing", () => {
    const { summary, findings } = verdictOf(sampleTrainingReport({ members: [sampleMember({}, [0.38, 0.42, 0.38])] }));
    expect(summary).toContain("by no more than chance explains");
    expect(findings[0]!.answer).toBe("Not proven");
  });

  it("says that nothing was traded", () => {
    const { summary, findings } = verdictOf(sampleTrainingReport({ trading: null, luck: null }));
    expect(summary).toBe("eurusd-1h-rf beats its baselines on the test range. It was not traded.");
    expect(findings.map(({ answer }) => answer)).toEqual(["Yes", "Not tried", "Not known"]);
  });

  it("asks of each model of an ensemble, and counts those that beat their baselines", () => {
    const { summary, findings } = verdictOf(ensembleReport());
    expect(summary).toMatch(/^2 of the 4 models of eurusd-1h-ensemble beat their baselines/);
    expect(findings).toHaveLength(6);
    expect(findings[1]!.question).toBe("Does the position model beat its baselines?");
    expect(findings.slice(0, 4).map(({ answer }) => answer)).toEqual(["Yes", "Yes", "Not proven", "Not proven"]);
  });

  it("does not call a smaller loss than holding's a success", () => {
    expect(traded({ totalReturn: 0.1 }, { totalReturn: 0.05 }).answer).toBe("Yes");
    expect(traded({ totalReturn: -0.1 }, { totalReturn: -0.2 }).answer).toBe("It lost less");
    expect(traded({ totalReturn: 0.1 }, { totalReturn: 0.1 }).answer).toBe("No");
    expect(traded({ trades: 0, totalReturn: 0 }, { totalReturn: -0.2 }).answer).toBe("It never traded");
  });

  it("says where fewer trades than 30 prove little, and where the Sharpe ratios order the two the other way", () => {
    expect(traded({ trades: 12 }).because).toContain("12 trades are too few to judge by");
    expect(traded({ trades: 30 }).because).not.toContain("too few");
    expect(traded({ totalReturn: 0.02, sharpe: 1.4 }, { sharpe: 0.9 }).because).toContain(
      "Its Sharpe ratio was higher all the same: 1.40 against 0.90",
    );
  });

  it("takes a deflated Sharpe ratio of 95% for more than luck, of less than a half for luck", () => {
    expect(lucky(0.951).findings[2]).toMatchObject({ answer: "Yes" });
    expect(lucky(0.949).findings[2]).toMatchObject({ answer: "Not proven" });
    expect(lucky(0.949).summary).toContain("Luck may explain its Sharpe ratio");
    expect(lucky(0.49).findings[2]).toMatchObject({ answer: "No" });
    expect(lucky(null).findings[2]).toMatchObject({ answer: "Not known" });
    expect(lucky(0.97).findings[2]!.because).toContain("the best of 12 trials without any skill");
  });
});
