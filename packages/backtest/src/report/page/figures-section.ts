import type { Metrics } from "../../metrics/metrics.js";
import { annualisation, FIGURE_GROUPS, type FigureInPrint, printFigure, toneOf } from "../figures.js";
import type { Footnotes } from "../footnotes.js";
import type { BacktestReport } from "../report.js";
import { type Html, html } from "./html.js";
import { typographic } from "./typographic.js";

const TILES: readonly FigureInPrint["name"][] = [
  "totalReturn",
  "buyAndHoldReturn",
  "maxDrawdown",
  "sharpe",
  "winRate",
  "trades",
];
const ALL = FIGURE_GROUPS.flatMap(({ figures }) => figures);

/** The six figures that people ask for first. */
export function tiles(report: BacktestReport, notes: Footnotes): Html {
  const shown = TILES.map((name) => ALL.find((figure) => figure.name === name)!);
  return html`<section aria-label="Key figures"><dl class="tiles">${shown.map(
    (figure) =>
      html`<div><dt title="${figure.about}">${figure.label}</dt><dd${tone(report.metrics, figure)}>${value(report, figure, notes)}</dd></div>`,
  )}</dl></section>`;
}

/** All figures by group, each label leading to its definition. */
export function figuresSection(report: BacktestReport, notes: Footnotes): Html {
  return html`<section aria-labelledby="figures"><h2 id="figures">All figures</h2><div class="columns">${FIGURE_GROUPS.map(
    ({ title, figures }) =>
      html`<div><h3>${title}</h3><dl class="figures">${figures.map(
        (figure) =>
          html`<div><dt><a href="#about-${figure.name}" title="${figure.about}">${figure.label}</a></dt><dd${tone(report.metrics, figure)}>${value(report, figure, notes)}</dd></div>`,
      )}</dl></div>`,
  )}</div></section>`;
}

/** Why some figures are missing, and what each means. */
export function definitionsSection({ metrics }: BacktestReport, notes: Footnotes): Html {
  const reasons = notes.reasons.map((reason, i) => html`<li id="note-${i + 1}">${reason}</li>`);
  return html`<section aria-labelledby="definitions"><h2 id="definitions">How to read the figures</h2>
  <p class="small soft">${annualisation(metrics)}. Money is counted after fees and slippage. All times are UTC.</p>
  ${reasons.length > 0 && html`<h3>A dash stands for a figure that this run cannot define</h3><ol class="notes">${reasons}</ol><br>`}
  <dl class="definitions">${ALL.map(({ name, label, about }) => html`<dt id="about-${name}">${label}</dt><dd>${about}</dd>`)}</dl></section>`;
}

function value({ metrics, quote }: BacktestReport, { name, kind }: FigureInPrint, notes: Footnotes): Html {
  const figure = metrics[name];
  if (figure !== null)
    return html`${typographic(printFigure(figure, kind))}${kind === "money" && html` <span class="soft small">${quote}</span>`}`;
  const reason = metrics.undefinedBecause[name] ?? "undefined";
  const n = notes.number(reason);
  return html`<span title="${reason}">–</span><sup><a href="#note-${n}" aria-label="undefined: ${reason}">${n}</a></sup>`;
}

function tone(metrics: Metrics, { name, kind }: FigureInPrint): Html | null {
  const of = toneOf(metrics[name], kind);
  return of === null ? null : html` class="${of}"`;
}
