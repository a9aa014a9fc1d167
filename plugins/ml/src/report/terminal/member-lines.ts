import { type Cell, decimal, type Line, percent, plain } from "@bellwether/backtest";
import type { ImportanceRow, MemberReport } from "../../training/training-report.js";
import { countText, drawable, figureText, rangeText, settingsText, wholeText } from "../words/figure-text.js";
import { foldSummary, meanAndSd } from "../words/fold-summary.js";
import { bestOf, metricsOf, metricText, primaryMetric } from "../words/metric-words.js";
import { rankImportances } from "../words/rank-importances.js";
import { fit } from "./fit.js";
import { clipped, gridLines } from "./grid.js";

const TOP = 10;
const MAX_FIGURE = 20;

/** One model: what it is, its scores beside the baselines, its classes, folds and importances. */
export function memberLines(member: MemberReport, width: number, alone: boolean): Line[] {
  const { role, family, params, label, train, test } = member;
  const say = (text: string, style?: Cell["style"]): Line[] =>
    fit(plain(text), width, "  ").map((line) => [{ text: line, style }]);
  return [
    ...(alone ? say(family, "bold") : say(`${role}: ${family}`, "bold")),
    ...say(`  ${settingsText(params)}`, "dim"),
    ...say(`  label: ${settingsText(label)}`, "dim"),
    ...say(
      `  trained on ${rangeText(train)} (${wholeText(train.samples)}), tested on ${rangeText(test)} (${wholeText(test.samples)})`,
      "dim",
    ),
    [],
    ...scoreLines(member, width),
    ...classLines(member, width),
    ...foldLines(member, width),
    ...importanceLines(member, width),
  ];
}

function scoreLines({ task, metrics, baselines }: MemberReport, width: number): Line[] {
  const judged = [metrics, ...baselines.map((baseline) => baseline.metrics)];
  const rows = metricsOf(task).map((metric) => {
    const values = judged.map((one) => metric.value(one));
    const best = bestOf(metric, values);
    const cells = judged.map((one, i): Cell => {
      const text = metricText(metric, one);
      return best !== null && values[i] === best ? { text, style: "bold" } : { text };
    });
    return { name: `${metric.better === "higher" ? "↑" : "↓"} ${metric.label}`, cells };
  });
  return gridLines({ head: ["Test range", "model", ...baselines.map(({ name }) => name)], rows }, width);
}

function classLines({ metrics }: MemberReport, width: number): Line[] {
  if (metrics.task !== "classification") return [];
  const share = (value: number | null) => figureText(value, (of) => percent(of, 1));
  const rows = metrics.perClass.map(({ name, precision, recall, f1, support }) => ({
    name,
    cells: [share(precision), share(recall), figureText(f1, (of) => decimal(of, 3)), wholeText(support)],
  }));
  return [[], ...gridLines({ head: ["Class", "Precision", "Recall", "F1", "Support"], rows }, width)];
}

function foldLines({ task, folds, validation }: MemberReport, width: number): Line[] {
  if (folds.length === 0) return [];
  const metric = primaryMetric(task);
  const summary = foldSummary(folds, metric);
  const each = summary.values.map((value) => figureText(value, metric.print)).join(", ");
  const purged = wholeText(folds.reduce((sum, fold) => sum + fold.purged, 0));
  const text = `${metric.label} over ${countText(folds.length, "fold")} (${validation}; ${purged} samples purged): ${meanAndSd(summary, metric)}`;
  return [
    [],
    ...fit(plain(text), width, "  ").map((line): Line => [{ text: line }]),
    ...fit(plain(`  ${each}`), width, "  ").map((line): Line => [{ text: line, style: "dim" }]),
  ];
}

function importanceLines({ importances }: MemberReport, width: number): Line[] {
  const { rows, by } = rankImportances(importances);
  if (by === null) return [];
  const top = rows.slice(0, TOP);
  const nameWidth = Math.min(
    28,
    Math.floor(width / 2.5),
    Math.max(...top.map(({ column }) => plain(column).length + 3)),
  );
  const figure = (row: ImportanceRow) =>
    by === "impurity"
      ? figureText(row.impurity, (value) => percent(value, 1))
      : `${figureText(row.permutation, (value) => decimal(value, 4))}${row.permutationSd === null ? "" : ` ± ${figureText(row.permutationSd, (value) => decimal(value, 4))}`}`;
  const figures = top.map((row) => clipped(figure(row), MAX_FIGURE));
  const figureWidth = Math.max(...figures.map((text) => text.length));
  const room = Math.max(0, Math.min(40, width - nameWidth - figureWidth - 1));
  const most = Math.max(...top.map((row) => finite(row[by])), 1e-300);
  const title = by === "permutation" ? "Importance (permutation, on test samples)" : "Importance (impurity)";
  const more = rows.length - top.length;
  return [
    [],
    ...fit(title, width).map((text): Line => [{ text, style: "bold" }]),
    ...top.map((row, i): Line => {
      const short = clipped(plain(row.column), nameWidth - 3);
      const bar = "█".repeat(Math.round((room * Math.max(0, finite(row[by]))) / most));
      return [
        { text: `  ${short}`.padEnd(nameWidth) },
        { text: figures[i]!.padStart(figureWidth) },
        { text: ` ${bar}`.trimEnd(), style: "dim" },
      ];
    }),
    ...(more > 0 ? [[{ text: `  and ${decimal(more, 0)} more`, style: "dim" } as const]] : []),
  ];
}

function finite(value: number | null): number {
  return drawable(value) ? value : 0;
}
