import { day, percent } from "../../report/format.js";
import { type Html, html } from "../../report/page/html.js";
import { typographic } from "../../report/page/typographic.js";
import { thinCurve } from "../../report/thin-curve.js";
import type { NamedReport } from "../named-report.js";
import { ticks } from "./curve-scale.js";
import { runClass, swatch } from "./run-mark.js";

/** Most points of one curve; a wide screen has no more columns. */
const MAX_POINTS = 1_500;
/** Growth that a chart can still show beside others. */
const LARGEST = 1e15;
/** Units of the drawing, stretched to whatever the page has. */
const WIDTH = 1_000;
const HEIGHT = 500;

/** A curve as growth since the start, so that any money at the start compares. */
interface Growth {
  readonly time: readonly number[];
  readonly growth: readonly number[];
}

/** The equity of all runs over one another, drawn without a script; a box a run hides or shows its curve. */
export function curvesSection(runs: readonly NamedReport[]): Html {
  const curves = runs.map(({ report }) => growthOf(report, report.equity.equity));
  const { report } = runs[0]!;
  const hold = growthOf(report, report.equity.buyAndHold ?? []);
  const all = [...curves, hold].filter(({ time }) => time.length > 0);
  if (all.length === 0) return html``;
  const [from, to] = extent(all.map(({ time }) => time));
  const [low, high] = extent([[0], ...all.map(({ growth }) => growth)]);
  const x = (time: number) => ((time - from) / (to - from || 1)) * WIDTH;
  const y = (growth: number) => HEIGHT - ((growth - low) / (high - low || 1)) * HEIGHT;
  const levels = ticks(low, high, 5);
  const digits = high - low < 0.05 ? 2 : high - low < 0.5 ? 1 : 0;
  const path = (curve: Growth, name: string) =>
    html`<path class="${name}" d="${curve.time.map((time, i) => `${i === 0 ? "M" : "L"}${x(time).toFixed(1)} ${y(curve.growth[i]!).toFixed(1)}`).join("")}"/>`;
  const said = runs.map(({ name, report: { metrics } }) =>
    metrics.totalReturn === null ? name : `${name} ${percent(metrics.totalReturn)}`,
  );
  return html`<section aria-labelledby="curves"><h2 id="curves">Equity, as growth since the start</h2>
  <figure><ul class="legend">${runs.map(
    ({ name }, i) => html`<li><label><input type="checkbox" id="show-${i}" checked> ${swatch(i)} ${name}</label></li>`,
  )}${hold.time.length > 0 && html`<li><label><input type="checkbox" id="show-hold" checked> <svg class="swatch" viewBox="0 0 28 10" aria-hidden="true"><path d="M0 5H28" stroke="var(--hold)" stroke-dasharray="2 4"/></svg> buying and holding, in ${runs[0]!.name}</label></li>`}</ul>
  <div class="curves"><div class="levels" aria-hidden="true">${levels.map((level) => {
    const text = typographic(percent(level, digits));
    return html`<span>${text}<b style="bottom:${((100 * (level - low)) / (high - low || 1)).toFixed(2)}%">${text}</b></span>`;
  })}</div>
  <div class="plot"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Growth of each run from start to end: ${said.join(", ")}.">
  ${levels.map((level) => html`<path class="${Math.abs(level) < 1e-12 ? "zero" : "grid"}" d="M0 ${y(level).toFixed(1)}H${WIDTH}"/>`)}
  ${path(hold, "hold")}${curves.map((curve, i) => path(curve, runClass(i)))}</svg></div>
  <div class="times" aria-hidden="true">${[0, 0.25, 0.5, 0.75, 1].map((share) => html`<span>${day(from + share * (to - from))}</span>`)}</div></div>
  <figcaption>Each curve is equity over the run's own money at the start, less 1, at closes. Times are UTC.</figcaption></figure></section>`;
}

/** Hides the curve whose box is not ticked. */
export function curvesStyle(runs: readonly NamedReport[]): string {
  const names = [...runs.keys()].map((i) => [`show-${i}`, `.r${i}`] as const);
  return [...names, ["show-hold", ".hold"] as const]
    .map(([box, curve]) => `figure:has(#${box}:not(:checked)) .curves ${curve} { display: none; }`)
    .join("\n");
}

function growthOf({ metrics, equity }: NamedReport["report"], values: readonly number[]): Growth {
  if (!(metrics.startEquity > 0)) return { time: [], growth: [] };
  const growth = values.map((value) => value / metrics.startEquity - 1);
  // next to no money at the start leaves the range of doubles
  if (!growth.every((value) => Math.abs(value) <= LARGEST)) return { time: [], growth: [] };
  const kept = [...thinCurve(Float64Array.from(growth), MAX_POINTS)];
  return { time: kept.map((i) => equity.time[i]!), growth: kept.map((i) => growth[i]!) };
}

/** Lists may be long: their values do not fit into one call. */
function extent(lists: readonly (readonly number[])[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists)
    for (const value of list) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return [low, high];
}
