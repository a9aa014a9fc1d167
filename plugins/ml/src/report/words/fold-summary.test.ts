import { expect, it } from "vitest";
import { sampleErrors } from "../../../test/sample-metrics.js";
import { sampleMember } from "../../../test/sample-training-report.js";
import { foldSummary, meanAndSd } from "./fold-summary.js";
import { metricsOf, primaryMetric } from "./metric-words.js";

const metric = primaryMetric("regression");
const folds = (...errors: number[]) =>
  sampleMember()
    .folds.slice(0, errors.length)
    .map((fold, i) => ({ ...fold, metrics: sampleErrors(errors[i]!, null) }));

it("means over the folds, with the deviation from fold to fold of a sample", () => {
  const summary = foldSummary(folds(2, 4, 9), metric);
  expect(summary.mean).toBe(5);
  expect(summary.sd).toBeCloseTo(Math.sqrt(13), 12); // (9 + 1 + 16) / 2
  expect(meanAndSd(summary, metric)).toBe("5.000 ± 3.606");
});

it("prints the deviation with the decimals of the mean", () => {
  expect(meanAndSd(foldSummary(folds(0.0041, 0.0043, 0.0045), metric), metric)).toBe("0.004300 ± 0.000200");
});

it("leaves out folds that do not define the metric, and has no deviation for one", () => {
  expect(meanAndSd(foldSummary(folds(2), metric), metric)).toBe("2.000");
  const correlation = metricsOf("regression").find(({ name }) => name === "correlation")!;
  expect(foldSummary(folds(2, 4), correlation)).toEqual({ values: [null, null], mean: null, sd: null });
});
