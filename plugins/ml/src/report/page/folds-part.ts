import { decimal, type Html, html, percent, typographic } from "@bellwether/backtest";
import type { FoldScore, MemberReport } from "../../training/training-report.js";
import { countText, dayText, drawable, figureText, isInstant, rangeText, wholeText } from "../words/figure-text.js";
import { type FoldSummary, foldSummary, meanAndSd } from "../words/fold-summary.js";
import { chanceLevel } from "../words/lead.js";
import { type MetricInPrint, metricsOf, metricText, primaryMetric } from "../words/metric-words.js";
import { type Part, scrolling } from "./heading.js";
import { type Axis, above, along, plot } from "./plot.js";
import { roundTicks } from "./ticks.js";

/** Other metrics that the table of folds has room for. */
const BESIDE = new Set(["accuracy", "f1Macro", "logLoss", "mae", "correlation", "signAccuracy"]);

/** How the same recipe scored on other stretches of time; null without folds. */
export function foldsPart(member: MemberReport): Part | null {
  if (member.folds.length === 0) return null;
  return { id: "folds", title: "Other stretches of time", short: "Folds", body: () => body(member) };
}

function body({ task, folds, metrics, validation }: MemberReport): Html {
  const metric = primaryMetric(task);
  const summary = foldSummary(folds, metric);
  const chance = chanceLevel(metrics);
  const drawn =
    summary.values.some((value) => value !== null) &&
    summary.values.every((value) => value === null || drawable(value));
  return html`<p>${typographic(sentence(folds, metric, summary, metricText(metric, metrics)))} <span class="soft">Made by: ${validation}.</span></p>
  ${drawn && html`<figure>${chart(folds, metric, summary, chance)}<figcaption><ul class="legend"><li>${swatch("fold")}${metric.label} of a fold</li><li>${swatch("mean")}mean of the folds</li>${chance !== null && html`<li>${swatch("chance")}chance</li>`}</ul></figcaption></figure>`}
  ${table(folds, metric, summary, task)}`;
}

/** `Balanced accuracy over 5 folds: 43.1% ± 2.0%, from 40.2% to 45.9%; on the test range 41.2%.` */
function sentence(folds: readonly FoldScore[], metric: MetricInPrint, summary: FoldSummary, test: string): string {
  const known = summary.values.filter((value) => value !== null);
  const span =
    known.length < 2
      ? ""
      : `, from ${figureText(Math.min(...known), metric.print)} to ${figureText(Math.max(...known), metric.print)}`;
  return `${metric.label} over ${countText(folds.length, "fold")}: ${meanAndSd(summary, metric)}${span}; on the test range ${test}.`;
}

function chart(folds: readonly FoldScore[], metric: MetricInPrint, summary: FoldSummary, chance: number | null): Html {
  const known = summary.values.filter((value) => value !== null);
  const inView = chance === null ? known : [...known, chance];
  const heights = roundTicks(Math.min(...inView), Math.max(...inView), 4);
  const y: Axis = {
    low: heights[0]!,
    high: heights[heights.length - 1]!,
    ticks: heights.map((at) => ({ at, text: typographic(tickText(metric, at, heights[1]! - heights[0]!)) })),
  };
  const inTime = standApart(folds);
  const x = inTime ? timeAxis(folds) : numberAxis(folds.length);
  const marks = folds.flatMap((fold, i) => {
    const value = summary.values[i]!;
    if (value === null) return [];
    const [from, to] = inTime ? [fold.test.from, fold.test.to] : [i + 0.75, i + 1.25];
    const height = above(y, value);
    const words = `${fold.name}, ${rangeText(fold.test)}: ${metric.print(value)}`;
    return html`<g class="fold"><title>${words}</title><line x1="${along(x, from)}" x2="${along(x, to)}" y1="${height}" y2="${height}"/><circle cx="${along(x, (from + to) / 2)}" cy="${height}" r="4.5"/></g>`;
  });
  const level = (className: string, value: number | null) =>
    value === null
      ? html``
      : html`<line class="${className}" x1="0" x2="100%" y1="${above(y, value)}" y2="${above(y, value)}"/>`;
  const where = inTime ? "by the time that they test" : "in their order";
  const label = `${metric.label} of ${countText(folds.length, "fold")}, ${where}; the table below holds the same.`;
  return plot(label, x, y, [level("chance", chance), level("mean", summary.mean), ...marks], "wide-plot");
}

/** A tick with the decimals that tell it from the next. */
function tickText({ percent: shares }: MetricInPrint, at: number, step: number): string {
  const size = shares ? 100 * step : step;
  const digits = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(size) + 1e-9)));
  // a step of one significant digit needs no second
  const enough =
    digits > 0 && Math.abs(size * 10 ** (digits - 1) - Math.round(size * 10 ** (digits - 1))) < 1e-6
      ? digits - 1
      : digits;
  return shares ? percent(at, enough) : decimal(at, enough);
}

/** Whether every fold tests a stretch of its own. */
function standApart(folds: readonly FoldScore[]): boolean {
  const tests = folds.map(({ test }) => test).sort((a, b) => a.from - b.from);
  return tests.every(
    ({ from, to }, i) => isInstant(from) && isInstant(to) && to > from && (i === 0 || from >= tests[i - 1]!.to),
  );
}

function timeAxis(folds: readonly FoldScore[]): Axis {
  const low = Math.min(...folds.map(({ test }) => test.from));
  const high = Math.max(...folds.map(({ test }) => test.to));
  const parts = 4;
  const ticks = Array.from({ length: parts + 1 }, (_, i) => {
    const at = low + ((high - low) * i) / parts;
    return { at, text: dayText(at), spare: i % 2 === 1 };
  });
  return { low, high, ticks };
}

function numberAxis(n: number): Axis {
  const every = Math.ceil(n / 10);
  const ticks = Array.from({ length: n }, (_, i) => ({ at: i + 1, text: String(i + 1) }));
  return { low: 0.5, high: n + 0.5, ticks: ticks.filter((_, i) => i % every === 0) };
}

function table(
  folds: readonly FoldScore[],
  primary: MetricInPrint,
  summary: FoldSummary,
  task: MemberReport["task"],
): Html {
  const metrics = [primary, ...metricsOf(task).filter(({ name }) => BESIDE.has(name))];
  return scrolling(
    "Folds",
    html`<table class="folds"><caption class="visually-hidden">Scores of each fold</caption><thead><tr><th scope="col">Fold</th>${metrics.map(
      ({ label, about }) => html`<th scope="col" title="${about}">${label}</th>`,
    )}<th scope="col" class="text">Tested</th><th scope="col">Samples</th><th scope="col">Trained on</th><th scope="col">Purged</th></tr></thead>
  <tbody>${folds.map(
    (fold) =>
      html`<tr><th scope="row">${fold.name}</th>${metrics.map(
        (metric) => html`<td>${typographic(metricText(metric, fold.metrics))}</td>`,
      )}<td class="text">${rangeText(fold.test)}</td><td>${wholeText(fold.test.samples)}</td><td>${wholeText(fold.train.samples)}</td><td>${wholeText(fold.purged)}</td></tr>`,
  )}</tbody>
  <tfoot><tr><th scope="row">mean ± sd</th>${metrics.map(
    (metric) =>
      html`<td>${typographic(meanAndSd(metric === primary ? summary : foldSummary(folds, metric), metric))}</td>`,
  )}<td colspan="4"></td></tr></tfoot></table>`,
  );
}

function swatch(className: string): Html {
  const line = html`<line x1="0" x2="12" y1="6" y2="6"/>`;
  const mark =
    className === "fold"
      ? html`<g class="fold">${line}<circle cx="6" cy="6" r="3"/></g>`
      : html`<line class="${className}" x1="0" x2="12" y1="6" y2="6"/>`;
  return html`<svg viewBox="0 0 12 12" aria-hidden="true">${mark}</svg>`;
}
