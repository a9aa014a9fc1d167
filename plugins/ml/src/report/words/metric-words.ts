import { decimal, percent } from "@bellwether/backtest";
import type { Task } from "../../labels/labels.js";
import type { ClassificationMetrics, Metrics, RegressionMetrics } from "../../validation/metrics/metrics.js";
import { figureText, significant } from "./figure-text.js";

/** A metric as reports print it. */
export interface MetricInPrint {
  readonly name: string;
  readonly label: string;
  readonly better: "higher" | "lower";
  /** What it is, in one sentence. */
  readonly about: string;
  /** Null where it is undefined, or of another task. */
  value(metrics: Metrics): number | null;
  print(value: number): string;
  /** Whether it is printed in percent. */
  readonly percent: boolean;
}

const share = (value: number) => percent(value, 1);
const ratio = (value: number) => decimal(value, 3);

type Numbers<M> = { [K in keyof M]: M[K] extends number | null ? K : never }[keyof M] & string;

function of<M extends Metrics>(task: M["task"]) {
  return (
    name: Numbers<M>,
    label: string,
    better: MetricInPrint["better"],
    print: MetricInPrint["print"],
    about: string,
  ): MetricInPrint => ({
    name,
    label,
    better,
    about,
    value: (metrics) => {
      if (metrics.task !== task) return null;
      const value = (metrics as M)[name] as number | null;
      return value !== null && Number.isFinite(value) ? value : null;
    },
    print,
    percent: print === share,
  });
}

const classed = of<ClassificationMetrics>("classification");
const valued = of<RegressionMetrics>("regression");

const CLASSIFICATION: readonly MetricInPrint[] = [
  classed(
    "balancedAccuracy",
    "Balanced accuracy",
    "higher",
    share,
    "Mean over the classes of the share of each that was called so: chance gives 1 over the number of classes, however rare some are.",
  ),
  classed(
    "accuracy",
    "Accuracy",
    "higher",
    share,
    "Share of samples called right. Always calling the commonest class can look good by it.",
  ),
  classed(
    "f1Macro",
    "F1, macro",
    "higher",
    ratio,
    "Mean over the classes of the harmonic mean of precision and recall.",
  ),
  classed(
    "mcc",
    "Matthews correlation",
    "higher",
    ratio,
    "Correlation of what was called with what was: 0 is chance, 1 is always right.",
  ),
  classed(
    "rocAuc",
    "ROC AUC",
    "higher",
    ratio,
    "Probability that a sample of a class gets more of its probability than a sample of another; 0.5 is chance.",
  ),
  classed(
    "logLoss",
    "Log loss",
    "lower",
    ratio,
    "Mean of minus the logarithm of the true class's probability; it is hard on those who are sure and wrong.",
  ),
  classed("brier", "Brier score", "lower", ratio, "Mean squared distance between probabilities and outcome."),
  classed(
    "ece",
    "Calibration error",
    "lower",
    ratio,
    "How far, on average, the probability of the called class lies from how often it came true; ten bins of equal width.",
  ),
];

const REGRESSION: readonly MetricInPrint[] = [
  valued("rmse", "RMSE", "lower", significant, "Root of the mean squared error, in the unit of the label."),
  valued("mae", "MAE", "lower", significant, "Mean absolute error, in the unit of the label."),
  valued("mse", "MSE", "lower", significant, "Mean squared error, in the unit of the label squared."),
  valued(
    "r2",
    "R²",
    "higher",
    ratio,
    "Share of the outcome's variance that the model explains; below 0 it does worse than the mean.",
  ),
  valued("correlation", "Correlation", "higher", ratio, "Pearson correlation of prediction and outcome."),
  valued(
    "rankCorrelation",
    "Rank correlation",
    "higher",
    ratio,
    "Spearman correlation: whether the order is right, whatever the sizes.",
  ),
  valued(
    "signAccuracy",
    "Sign foretold",
    "higher",
    share,
    "Share of outcomes other than zero whose sign was foretold.",
  ),
];

/** The metrics of a task in reading order; the first is the one that verdicts go by. */
export function metricsOf(task: Task): readonly MetricInPrint[] {
  return task === "classification" ? CLASSIFICATION : REGRESSION;
}

/** The metric that verdicts go by: balanced accuracy, or the root mean squared error. */
export function primaryMetric(task: Task): MetricInPrint {
  return metricsOf(task)[0]!;
}

/** A metric of a model in print, or a dash. */
export function metricText(metric: MetricInPrint, metrics: Metrics): string {
  return figureText(metric.value(metrics), metric.print);
}

/** Which of several values is best; null where fewer than two are defined, or all print alike. */
export function bestOf(metric: MetricInPrint, values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 2 || new Set(known.map(metric.print)).size < 2) return null;
  return metric.better === "higher" ? Math.max(...known) : Math.min(...known);
}
