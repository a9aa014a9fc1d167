import { decimal, type Html, html, percent, typographic } from "@bellwether/backtest";
import type { ImportanceRow, MemberReport } from "../../training/training-report.js";
import { drawable, figureText } from "../words/figure-text.js";
import { rankImportances } from "../words/rank-importances.js";
import { type Part, scrolling } from "./heading.js";
import { along } from "./plot.js";

/** How many are shown at once; the rest unfold. */
const SHOWN = 15;

/** How much each column counted, largest first; null where no family said. */
export function importancesPart({ importances }: MemberReport): Part | null {
  const { rows, by } = rankImportances(importances);
  if (by === null) return null;
  return { id: "importances", title: "What it looks at", short: "Importances", body: () => body(rows, by) };
}

function body(rows: readonly ImportanceRow[], by: "permutation" | "impurity"): Html {
  const kinds = [
    rows.some(({ permutation }) => permutation !== null) &&
      "permutation: how much the score falls, on test samples, when the column is shuffled, with its deviation over repeats (a bar to the left of zero: shuffling it did no harm)",
    rows.some(({ impurity }) => impurity !== null) &&
      "impurity: the share of the training error that splits on it took away, which flatters columns of many values",
  ].filter((kind) => kind !== false);
  const rest = rows.slice(SHOWN);
  return html`<p class="small soft">Sorted by ${by}. ${sentenceCase(kinds.join("; "))}.</p>
  ${table(rows.slice(0, SHOWN), rows, "Importance of the first columns")}
  ${rest.length > 0 && html`<details class="small after"><summary>${rest.length} more ${rest.length === 1 ? "column" : "columns"}</summary>${table(rest, rows, "Importance of the other columns")}</details>`}`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function table(shown: readonly ImportanceRow[], all: readonly ImportanceRow[], label: string): Html {
  const permutation = all.some((row) => row.permutation !== null);
  const impurity = all.some((row) => row.impurity !== null);
  const extents = all.map(({ permutation, permutationSd }) => [finite(permutation), finite(permutationSd)] as const);
  const low = Math.min(0, ...extents.map(([value, sd]) => value - sd));
  const high = Math.max(1e-12, ...extents.map(([value, sd]) => value + sd));
  const most = Math.max(1e-12, ...all.map((row) => finite(row.impurity)));
  return scrolling(
    label,
    html`<table class="importances"><caption class="visually-hidden">${label}</caption>
  <thead><tr><th scope="col">Column</th>${permutation && html`<th scope="col">Permutation ± sd</th>`}${impurity && html`<th scope="col">Impurity</th>`}</tr></thead>
  <tbody>${shown.map(
    (row) =>
      html`<tr><th scope="row">${breakable(row.column)}</th>${permutation && html`<td>${permutationText(row)}${bar(row.permutation, row.permutationSd, low, high)}</td>`}${
        impurity &&
        html`<td>${figureText(row.impurity, (value) => percent(value, 1))}${bar(row.impurity, null, 0, most)}</td>`
      }</tr>`,
  )}</tbody></table>`,
  );
}

function permutationText({ permutation, permutationSd }: ImportanceRow): Html {
  const text = typographic(figureText(permutation, (value) => decimal(value, 4)));
  const sd = permutationSd === null ? null : figureText(permutationSd, (value) => decimal(value, 4));
  return html`${text}${sd !== null && html` <span class="sd">± ${sd}</span>`}`;
}

/** A name that a narrow page may break after its underscores. */
function breakable(name: string): Html {
  return html`${name.split("_").map((word, i) => (i === 0 ? word : html`_<wbr>${word}`))}`;
}

/** A bar from zero, with a whisker of one deviation to either side. */
function bar(value: number | null, sd: number | null, low: number, high: number): Html | null {
  if (!drawable(value)) return null;
  const axis = { low, high, ticks: [] };
  const [from, to] = value < 0 ? [value, 0] : [0, value];
  const width = `${((100 * (to - from)) / (high - low)).toFixed(2)}%`;
  const whisker =
    drawable(sd) && sd > 0
      ? html`<line class="whisker" x1="${along(axis, value - sd)}" x2="${along(axis, value + sd)}" y1="50%" y2="50%"/>`
      : null;
  const zero =
    low < 0 ? html`<line class="zero" x1="${along(axis, 0)}" x2="${along(axis, 0)}" y1="0" y2="100%"/>` : null;
  return html`<svg class="bar-line" aria-hidden="true"><rect class="${value < 0 ? "less" : "more"}" x="${along(axis, from)}" width="${width}" height="100%"/>${zero}${whisker}</svg>`;
}

function finite(value: number | null): number {
  return drawable(value) ? value : 0;
}
