import { decimal, type Html, html, percent } from "@bellwether/backtest";
import type { MemberReport } from "../../training/training-report.js";
import type { ClassificationMetrics } from "../../validation/metrics/metrics.js";
import { figureText, wholeText } from "../words/figure-text.js";
import { heading, type Part, scrolling } from "./heading.js";

/** Share of the strongest tint, which text on it can still be read on. */
export const STRONGEST_TINT = 0.42;

/** How each class fared, and what was taken for what; null for a regression. */
export function classesPart({ metrics }: MemberReport): Part | null {
  if (metrics.task !== "classification") return null;
  return {
    id: "classes",
    title: "Class by class",
    short: "Classes",
    body: (level) => html`<div class="columns"><div>${heading(level, "Precision and recall")}${perClass(metrics)}</div>
  <div>${heading(level, "Confusion matrix")}${confusion(metrics)}</div></div>`,
  };
}

function perClass({ perClass: classes }: ClassificationMetrics): Html {
  const share = (value: number | null) => figureText(value, (of) => percent(of, 1));
  return html`${scrolling(
    "Precision, recall and F1 by class",
    html`<table class="tight"><caption class="visually-hidden">Precision, recall and F1 by class</caption>
  <thead><tr><th scope="col">Class</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">Support</th></tr></thead>
  <tbody>${classes.map(
    ({ name, precision, recall, f1, support }) =>
      html`<tr><th scope="row">${name}</th><td>${share(precision)}</td><td>${share(recall)}</td><td>${figureText(f1, (of) => decimal(of, 3))}</td><td>${wholeText(support)}</td></tr>`,
  )}</tbody></table>`,
  )}
  <p class="small soft after">Precision: of those called so, the share that were. Recall: of those that were, the share called so. Support: test samples of the class. A dash: never called, or never seen.</p>`;
}

function confusion({ perClass: classes, confusion }: ClassificationMetrics): Html {
  const nameOf = (k: number) => classes[k]?.name ?? `class ${k + 1}`;
  const totals = confusion.map((row) => row.reduce((sum, n) => sum + n, 0));
  const shareOf = (n: number, total: number) => (n > 0 && n <= total ? n / total : 0);
  const largest = Math.max(0, ...confusion.flatMap((row, truth) => row.map((n) => shareOf(n, totals[truth]!))));
  const rows = confusion.map((row, truth) => {
    const total = totals[truth]!;
    const cells = row.map((n, called) => {
      const share = shareOf(n, total);
      return cell(n, total > 0 && total < Infinity ? share : null, largest > 0 ? share / largest : 0, called === truth);
    });
    return html`<tr><th scope="row">${nameOf(truth)}</th>${cells}<td class="soft">${wholeText(total)}</td></tr>`;
  });
  return html`${scrolling(
    "Confusion matrix",
    html`<table class="tight heat"><caption class="visually-hidden">Test samples by true class, in rows, and by the class that they were called, in columns</caption>
  <thead><tr><td></td><th scope="colgroup" colspan="${confusion.length}">called</th><td></td></tr>
  <tr><th scope="col">was</th>${confusion.map((_, k) => html`<th scope="col">${nameOf(k)}</th>`)}<th scope="col">all</th></tr></thead>
  <tbody>${rows}</tbody></table>`,
  )}
  <p class="small soft after">Samples, and their share of the row; tinted by share. The outlined diagonal is right.</p>`;
}

/** @param weight - of the tint, 1 for the largest share of all. */
function cell(n: number, share: number | null, weight: number, right: boolean): Html {
  const tint = (STRONGEST_TINT * weight).toFixed(3);
  const text = figureText(share, (of) => percent(of, 0));
  return html`<td${right && html` class="right"`} style="background: rgba(var(--accent-rgb), ${tint})">${wholeText(n)}<span class="share">${text}</span></td>`;
}
