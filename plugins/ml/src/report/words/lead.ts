import type { MemberReport } from "../../training/training-report.js";
import type { ClassificationMetrics, Metrics } from "../../validation/metrics/metrics.js";
import { type MetricInPrint, primaryMetric } from "./metric-words.js";

/**
 * How a model stands against the best of its baselines on the test range.
 *
 * `"ahead"` is a lead that chance may explain: within two standard errors of the lead for balanced accuracy (the two taken
 * as unrelated), and for a root mean squared error a correlation of prediction and outcome within 2/√n of 0, or none. Both
 * count overlapping labels for what they are worth, n being the number of independent samples. A classifier is never more
 * than ahead while a baseline's probabilities are better than its own.
 */
export interface Lead {
  readonly standing: "beats" | "ahead" | "behind";
  readonly metric: MetricInPrint;
  readonly model: number;
  readonly baseline: number;
  /** Name of the best baseline. */
  readonly against: string;
  readonly baselines: number;
  /** In the unit of the metric, positive where the model is better. */
  readonly by: number;
  /** Two standard errors: of the lead in balanced accuracy, or of a correlation. */
  readonly chance: number;
  /** The baseline of the least log loss, where that is below the model's own. */
  readonly betterProbabilities: { readonly name: string; readonly logLoss: number; readonly own: number } | null;
}

/** @returns null where there is no baseline of the same task, or nothing defined to compare. */
export function leadOf({
  task,
  metrics,
  baselines,
  independentTestSamples,
}: Pick<MemberReport, "task" | "metrics" | "baselines" | "independentTestSamples">): Lead | null {
  const metric = primaryMetric(task);
  const model = metric.value(metrics);
  const better = metric.better === "higher" ? 1 : -1;
  const rivals = baselines
    .map(({ name, metrics }) => ({ name, metrics, value: metric.value(metrics) }))
    .filter((rival) => rival.value !== null)
    .sort((a, b) => better * (b.value! - a.value!));
  const best = rivals[0];
  if (model === null || best === undefined) return null;
  const by = better * (model - best.value!);
  const independent = Math.max(1, Math.min(metrics.samples, independentTestSamples));
  const overlap = Math.sqrt(metrics.samples / independent);
  const chance =
    metrics.task === "classification"
      ? 2 * overlap * Math.hypot(recallError(metrics), recallError(best.metrics))
      : 2 / Math.sqrt(independent);
  const betterProbabilities = betterProbabilitiesOf(metrics, baselines);
  const proven =
    metrics.task === "classification"
      ? by > chance && betterProbabilities === null
      : (metrics.correlation ?? 0) > chance;
  return {
    standing: by > 0 ? (proven ? "beats" : "ahead") : "behind",
    metric,
    model,
    baseline: best.value!,
    against: best.name,
    baselines: rivals.length,
    by,
    chance,
    betterProbabilities,
  };
}

function betterProbabilitiesOf(metrics: Metrics, baselines: MemberReport["baselines"]): Lead["betterProbabilities"] {
  if (metrics.task === "regression") return null;
  const own = metrics.logLoss;
  let best: Lead["betterProbabilities"] = null;
  for (const { name, metrics: theirs } of baselines)
    if (theirs.task === "classification" && theirs.logLoss < (best?.logLoss ?? own))
      best = { name, logLoss: theirs.logLoss, own };
  return best;
}

/** Standard error of a mean of recalls, each a share of its class's samples. */
function recallError(metrics: Metrics): number {
  const classes = metrics.task === "classification" ? classesWithSamples(metrics) : [];
  if (classes.length === 0) return 0;
  const variance = classes.reduce((sum, { recall, support }) => sum + (recall! * (1 - recall!)) / support, 0);
  return Math.sqrt(Math.max(0, variance)) / classes.length;
}

function classesWithSamples({ perClass }: ClassificationMetrics) {
  return perClass.filter(({ recall, support }) => recall !== null && support > 0);
}

/** Balanced accuracy of calling at random: 1 over the classes that have samples; null for a regression. */
export function chanceLevel(metrics: Metrics): number | null {
  const classes = metrics.task === "classification" ? classesWithSamples(metrics).length : 0;
  return classes === 0 ? null : 1 / classes;
}
