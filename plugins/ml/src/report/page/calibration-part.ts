import { decimal, type Html, html, percent } from "@bellwether/backtest";
import type { MemberReport } from "../../training/training-report.js";
import type { ReliabilityBin } from "../../validation/metrics/metrics.js";
import { countText, drawable, figureText, wholeText } from "../words/figure-text.js";
import { type Part, scrolling } from "./heading.js";
import { type Axis, above, along, plot } from "./plot.js";

/** A bin that something fell into. */
interface Point {
  readonly predicted: number;
  readonly observed: number;
  readonly count: number;
}

/** Whether what is called 60% sure comes true 60% of the time; null for a regression. */
export function calibrationPart({ reliability }: MemberReport): Part | null {
  if (reliability === null) return null;
  const { before, after } = reliability;
  return {
    id: "calibration",
    title: "Calibration",
    short: "Calibration",
    body: () => html`<div class="columns"><figure>${chart(before, after)}
  <figcaption><ul class="legend">${after !== null && html`<li>${swatch("before")}before calibration</li>`}<li>${swatch("after")}${after === null ? "as the model says" : "after calibration"}</li></ul></figcaption></figure>
  <div><p>${sentence(before, after)}</p><p class="small soft">Across: the mean probability of the class that was called. Up: how often that class came true. On the diagonal, 60% sure is right 60% of the time; below it the model is too sure of itself. The larger a dot, the more test samples.</p>
  <details class="small"><summary>The figures</summary>${table(before, after)}</details></div></div>`,
  };
}

function pointsOf(bins: readonly ReliabilityBin[]): Point[] {
  return bins.flatMap(({ count, meanPredicted: predicted, observed }) =>
    count > 0 && drawable(count) && isShare(predicted) && isShare(observed) ? [{ predicted, observed, count }] : [],
  );
}

function isShare(value: number | null): value is number {
  return value !== null && value >= 0 && value <= 1;
}

function chart(before: readonly ReliabilityBin[], after: readonly ReliabilityBin[] | null): Html {
  const series =
    after === null
      ? [{ className: "after", points: pointsOf(before) }]
      : [
          { className: "before", points: pointsOf(before) },
          { className: "after", points: pointsOf(after) },
        ];
  const all = series.flatMap(({ points }) => points);
  const axis = axisOver(all.flatMap(({ predicted, observed }) => [predicted, observed]));
  const most = Math.max(1, ...all.map(({ count }) => count));
  const diagonal = html`<line class="ideal" x1="0" y1="100%" x2="100%" y2="0"/>`;
  const marks = series.map(
    ({ className, points }) =>
      html`<g class="${className}">${points.slice(1).map((point, i) => {
        const from = points[i]!;
        return html`<line x1="${along(axis, from.predicted)}" y1="${above(axis, from.observed)}" x2="${along(axis, point.predicted)}" y2="${above(axis, point.observed)}"/>`;
      })}${points.map(
        (point) =>
          html`<circle cx="${along(axis, point.predicted)}" cy="${above(axis, point.observed)}" r="${(2.5 + 8 * Math.sqrt(point.count / most)).toFixed(1)}"><title>${share(point.predicted)} predicted, ${share(point.observed)} came true, ${countText(point.count, "sample")}</title></circle>`,
      )}</g>`,
  );
  return plot(`Calibration curve. ${sentence(before, after)}`, axis, axis, [diagonal, ...marks], "square");
}

/** From the tenth below to the tenth above, the same across and up. */
function axisOver(values: readonly number[]): Axis {
  const low = values.length === 0 ? 0 : Math.min(9, Math.floor(10 * Math.min(...values) + 1e-9));
  const high = values.length === 0 ? 10 : Math.max(low + 1, Math.ceil(10 * Math.max(...values) - 1e-9));
  const every = high - low > 5 ? 2 : 1;
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => (low + i) / 10)
    .filter((_, i) => i % every === 0)
    .map((at) => ({ at, text: percent(at, 0) }));
  return { low: low / 10, high: high / 10, ticks };
}

/** `The probability of what was called missed the frequency by 8.4 points on average before calibration, by 2.1 after.` */
function sentence(before: readonly ReliabilityBin[], after: readonly ReliabilityBin[] | null): string {
  const gap = (bins: readonly ReliabilityBin[]) => figureText(meanGap(pointsOf(bins)), (of) => decimal(100 * of, 1));
  const of = "How sure the model was and how often it was right lay";
  return after === null
    ? `${of} ${gap(before)} points apart on average; nothing was calibrated.`
    : `${of} ${gap(before)} points apart on average before calibration, and ${gap(after)} after it.`;
}

function meanGap(points: readonly Point[]): number | null {
  const total = points.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  return (
    points.reduce((sum, { count, predicted, observed }) => sum + count * Math.abs(predicted - observed), 0) / total
  );
}

function table(before: readonly ReliabilityBin[], after: readonly ReliabilityBin[] | null): Html {
  const sets = after === null ? [before] : [before, after];
  const bins = Math.max(...sets.map((set) => set.length));
  const rows = Array.from({ length: bins }, (_, i) => sets.map((set) => set[i])).filter((row) =>
    row.some((bin) => bin !== undefined && bin.count > 0),
  );
  const heads = html`<th scope="col">Samples</th><th scope="col">Predicted</th><th scope="col">Came true</th>`;
  return scrolling(
    "Calibration by bin",
    html`<table class="tight"><caption class="visually-hidden">Predictions by how sure they were</caption><thead>${
      after !== null &&
      html`<tr><td></td><th scope="colgroup" colspan="3">before</th><th scope="colgroup" colspan="3">after</th></tr>`
    }<tr><th scope="col">Sure</th>${sets.map(() => heads)}</tr></thead><tbody>${rows.map((row) => {
      const edges = row.find((bin) => bin !== undefined)!;
      return html`<tr><th scope="row">${edge(edges.from)}–${edge(edges.to)}%</th>${row.map(
        (bin) =>
          html`<td>${wholeText(bin?.count ?? 0)}</td><td>${share(bin?.meanPredicted ?? null)}</td><td>${share(bin?.observed ?? null)}</td>`,
      )}</tr>`;
    })}</tbody></table>`,
  );
}

function edge(value: number): string {
  return figureText(value, (of) => decimal(100 * of, 0));
}

function share(value: number | null): string {
  return figureText(value, (of) => percent(of, 1));
}

function swatch(className: string): Html {
  return html`<svg viewBox="0 0 12 12" aria-hidden="true"><g class="${className}"><circle cx="6" cy="6" r="4.5"/></g></svg>`;
}
