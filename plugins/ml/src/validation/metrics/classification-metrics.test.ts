import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../../test/oracle-files.js";
import { averagePrecision } from "./average-precision.js";
import { BadMetricInputError } from "./bad-metric-input-error.js";
import { calledClasses } from "./class-input.js";
import { classificationMetrics } from "./classification-metrics.js";
import { confusion, kappa, matthews } from "./confusion.js";
import { brier, logLoss } from "./proper-scores.js";
import { reliabilityTable } from "./reliability.js";
import { rocAuc } from "./roc-auc.js";

interface Oracle {
  readonly expected: {
    readonly binary: {
      readonly y: number[];
      readonly p: number[];
      readonly expected: Record<string, number> & {
        readonly perClass: Record<"precision" | "recall" | "f1" | "support", number[]>;
        readonly confusion: number[][];
      };
      readonly calibrationQuantile10: { readonly fractionPositive: number[]; readonly meanPredicted: number[] };
      readonly calibrationUniform5: { readonly fractionPositive: number[]; readonly meanPredicted: number[] };
      readonly weighted: Record<"accuracy" | "f1" | "logLoss" | "rocAuc" | "brier", number> & {
        readonly sampleWeight: number[];
      };
    };
    readonly multiclass: {
      readonly y: number[];
      readonly proba: number[][];
      readonly expected: Record<string, number> & { readonly confusion: number[][]; readonly perClassF1: number[] };
    };
    readonly edgeCases: readonly ({ readonly y: number[]; readonly p: number[] } & Record<string, number>)[];
  };
}
const oracle = readOracle<Oracle>("sklearn-metrics-btcusdt-1h.json");
if (oracle === undefined) it("figures are compared where the reference file is", (context) => context.skip(noOracles));

const of = (...values: number[]) => Float64Array.from(values);
const two = (p: readonly number[]) => Float64Array.from(p.flatMap((up) => [1 - up, up]));

function expectFigures(ours: Record<string, number | null>, theirs: Readonly<Record<string, number>>) {
  for (const [name, value] of Object.entries(ours)) expect(value, name).toBeCloseTo(theirs[name]!, 9);
}

describe.skipIf(oracle === undefined)("figures of scikit-learn", () => {
  it("of two classes", () => {
    const { y, p, expected } = oracle!.expected.binary;
    const metrics = classificationMetrics(Float64Array.from(y), two(p), ["down", "up"]);
    const { accuracy, balancedAccuracy, f1Macro, rocAuc: area, mcc, perClass: each } = metrics;
    expectFigures(
      {
        accuracy,
        balancedAccuracy,
        f1Macro,
        logLoss: metrics.logLoss,
        brier: metrics.brier,
        rocAuc: area,
        mcc,
        kappa: kappa(metrics.confusion),
        precision: each[1]!.precision,
        recall: each[1]!.recall,
        f1: each[1]!.f1,
        averagePrecision: averagePrecision(Float64Array.from(p), Float64Array.from(y)),
      },
      expected,
    );
    expect(metrics.confusion).toEqual(expected.confusion);
    expect(each.map(({ support }) => support)).toEqual(expected.perClass.support);
    for (const name of ["precision", "recall", "f1"] as const)
      for (const [k, one] of each.entries()) expect(one[name]).toBeCloseTo(expected.perClass[name][k]!, 9);
  });

  it("of two classes, with weights", () => {
    const { y, p, weighted } = oracle!.expected.binary;
    const weights = Float64Array.from(weighted.sampleWeight);
    const metrics = classificationMetrics(Float64Array.from(y), two(p), ["down", "up"], weights);
    const { accuracy, logLoss: loss, rocAuc: area, brier: score } = metrics;
    const f1 = metrics.perClass[1]!.f1;
    expectFigures({ accuracy, logLoss: loss, rocAuc: area, brier: score, f1 }, { ...weighted, sampleWeight: 0 });
  });

  it("of three classes", () => {
    const { y, proba, expected } = oracle!.expected.multiclass;
    const metrics = classificationMetrics(Float64Array.from(y), Float64Array.from(proba.flat()), ["a", "b", "c"]);
    const { accuracy, balancedAccuracy, f1Macro, logLoss: loss, rocAuc: area, mcc } = metrics;
    expectFigures(
      { accuracy, balancedAccuracy, f1Macro, logLoss: loss, mcc, kappa: kappa(metrics.confusion) },
      expected,
    );
    expect(area).toBeCloseTo(expected.rocAucOvrMacro!, 9);
    expect(metrics.confusion).toEqual(expected.confusion);
    for (const [k, { f1 }] of metrics.perClass.entries()) expect(f1).toBeCloseTo(expected.perClassF1[k]!, 9);
  });

  it("of few samples and ties", () => {
    expect(oracle!.expected.edgeCases).toHaveLength(5);
    for (const { y: outcomes, p, ...theirs } of oracle!.expected.edgeCases) {
      const y = Float64Array.from(outcomes);
      const scores = Float64Array.from(p);
      expectFigures(
        {
          rocAuc: rocAuc(scores, y),
          averagePrecision: averagePrecision(scores, y),
          brier: brier(y, two(p), 2),
        },
        theirs,
      );
      const digits = p.includes(0) ? 3 : 9; // the reference rounds 1 − (1 − 1e-15)
      expect(logLoss(y, two(p), 2)).toBeCloseTo(theirs.logLossClipped!, digits);
    }
  });

  it("of calibration, by equal widths and by quantiles", () => {
    const { y, p, calibrationQuantile10, calibrationUniform5 } = oracle!.expected.binary;
    for (const [theirs, options] of [
      [calibrationQuantile10, { bins: 10, binning: "quantile" }],
      [calibrationUniform5, { bins: 5, binning: "uniform" }],
    ] as const) {
      const table = reliabilityTable(Float64Array.from(p), Float64Array.from(y), options).filter(
        ({ count }) => count > 0,
      );
      expect(table).toHaveLength(theirs.meanPredicted.length);
      table.forEach(({ meanPredicted, observed }, k) => {
        expect(meanPredicted).toBeCloseTo(theirs.meanPredicted[k]!, 9);
        expect(observed).toBeCloseTo(theirs.fractionPositive[k]!, 9);
      });
    }
  });
});

describe("figures of a classification", () => {
  it("call a sample its most probable class, the first of equal ones", () => {
    expect(Array.from(calledClasses(of(0.5, 0.5, 0.2, 0.8), 2))).toEqual([0, 1]);
  });

  it("are null, not NaN, where their counts define nothing", () => {
    const metrics = classificationMetrics(of(0, 0), of(0.9, 0.1, 0.8, 0.2), ["a", "b"]);
    expect(metrics).toMatchObject({ accuracy: 1, balancedAccuracy: 1, f1Macro: 0.5, rocAuc: null, mcc: null });
    expect(metrics.perClass[1]).toEqual({ name: "b", precision: null, recall: null, f1: null, support: 0 });
    expect(kappa(metrics.confusion)).toBeNull();
    const missed = classificationMetrics(of(0, 1), of(0.9, 0.1, 0.8, 0.2), ["a", "b"]);
    expect(missed.perClass[1], "there, and never called").toMatchObject({ precision: null, recall: 0, f1: 0 });
    expect(missed.mcc).toBeNull();
    const absent = classificationMetrics(of(0, 1), of(0.6, 0.3, 0.1, 0.3, 0.6, 0.1), ["a", "b", "c"]);
    expect(absent.rocAuc, "a class without a sample").toBeNull();
  });

  it("hold for any predictions: no NaN, shares in [0, 1], sums that agree", () => {
    const rows = fc.array(fc.tuple(fc.nat(2), fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, (samples) => {
        const y = Float64Array.from(samples, ([k]) => k);
        const probabilities = Float64Array.from(
          samples.flatMap(([, a, b, c]) => [a, b, c].map((x) => x / (a + b + c))),
        );
        const metrics = classificationMetrics(y, probabilities, ["a", "b", "c"]);
        for (const [name, value] of Object.entries(metrics))
          if (typeof value === "number") expect(Number.isFinite(value), name).toBe(true);
        for (const share of [
          metrics.accuracy,
          metrics.balancedAccuracy,
          metrics.f1Macro,
          metrics.ece,
          metrics.rocAuc ?? 0,
        ])
          expect(share >= 0 && share <= 1).toBe(true);
        expect(metrics.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(samples.length);
        expect(metrics.reliability.reduce((sum, { count }) => sum + count, 0)).toBe(samples.length);
        if (metrics.mcc !== null) expect(Math.abs(metrics.mcc)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("are 1 for the truth, and weigh a sample of two like two", () => {
    const truth = classificationMetrics(of(0, 1, 2), of(1, 0, 0, 0, 1, 0, 0, 0, 1), ["a", "b", "c"]);
    expect(truth).toMatchObject({ accuracy: 1, f1Macro: 1, brier: 0, rocAuc: 1, mcc: 1, ece: 0 });
    expect(truth.logLoss).toBeLessThan(1e-14);
    const weighted = classificationMetrics(of(0, 1, 1), of(0.7, 0.3, 0.6, 0.4, 0.2, 0.8), ["a", "b"], of(1, 2, 1));
    const repeated = classificationMetrics(of(0, 1, 1, 1), of(0.7, 0.3, 0.6, 0.4, 0.6, 0.4, 0.2, 0.8), ["a", "b"]);
    for (const name of ["accuracy", "balancedAccuracy", "f1Macro", "logLoss", "brier", "rocAuc", "mcc", "ece"] as const)
      expect(weighted[name], name).toBeCloseTo(repeated[name]!, 12);
    expect(weighted.samples).toBe(3);
  });

  it("know agreement by chance", () => {
    const table = confusion(of(0, 0, 1, 1), Int32Array.of(0, 1, 0, 1), 2);
    expect([matthews(table), kappa(table)]).toEqual([0, 0]);
  });

  it("are refused of what is no prediction", () => {
    const classes = ["a", "b"];
    for (const [y, p, message] of [
      [of(), of(), "no predictions"],
      [of(0), of(0.5), "1 probabilities for 1 samples of 2 classes; give 2"],
      [of(2), of(0.5, 0.5), "numbered 0 to 1"],
      [of(0.5), of(0.5, 0.5), "of class 0.5"],
      [of(0), of(Number.NaN, 0.5), "probability 0 is NaN"],
      [of(0), of(1.5, -0.5), "from 0 to 1"],
    ] as const)
      expect(() => classificationMetrics(y, p, classes)).toThrow(message);
    expect(() => classificationMetrics(of(0), of(1), ["a"])).toThrow("at least 2");
    expect(() => classificationMetrics(of(0), of(0.5, 0.5), classes, of(Number.NaN))).toThrow(BadMetricInputError);
  });
});
