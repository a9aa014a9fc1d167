import { FIGURE_GROUPS } from "../../report/figures.js";
import { type Html, html } from "../../report/page/html.js";
import { typographic } from "../../report/page/typographic.js";
import type { Comparison } from "../comparison.js";
import { printDifference, printValue } from "../figure-in-print.js";
import type { FigureRow } from "../figure-rows.js";
import { swatch } from "./run-mark.js";

const ABOUT = new Map<string, string>(
  FIGURE_GROUPS.flatMap(({ figures }) => figures.map(({ name, about }) => [name, about] as const)),
);

/** All figures of all runs in one table, the difference from the first under each value. */
export function figuresTable({ runs, figures }: Comparison): Html {
  const groups = [...new Set(figures.map(({ group }) => group))];
  const marked = figures.some(({ best }) => best.length > 0);
  return html`<section aria-labelledby="figures"><h2 id="figures">All figures</h2>
  <p class="small soft">Small: less the first run; pp are percentage points, = is no difference, ~0 one too small to print.${marked && " Bold and underlined: the best, where best has a meaning."}</p>
  <div class="scroll" role="region" aria-label="Figures of all runs" tabindex="0"><table class="side">
  <thead><tr><th scope="col"><span class="visually-hidden">Figure</span></th>${runs.map(({ name }, i) => html`<th scope="col">${swatch(i)}<br>${name}</th>`)}</tr></thead>
  ${groups.map(
    (group) =>
      html`<tbody><tr><th scope="rowgroup" colspan="${runs.length + 1}">${group}</th></tr>${figures
        .filter((row) => row.group === group)
        .map(figureRow)}</tbody>`,
  )}</table></div></section>`;

  function figureRow(row: FigureRow): Html {
    return html`<tr><th scope="row" title="${ABOUT.get(row.name)}">${row.label}</th>${runs.map(({ quote }, i) => {
      const text = typographic(printValue(row.values[i]!, row));
      const unit = row.kind === "money" && row.values[i] !== null && html` <span class="soft small">${quote}</span>`;
      const value = row.best.includes(i)
        ? html`<span class="best">${text}</span><span class="visually-hidden"> (best)</span>`
        : html`${text}`;
      const difference = i > 0 && html`<small>${typographic(printDifference(row.differences[i]!, row))}</small>`;
      return html`<td>${value}${unit}${difference}</td>`;
    })}</tr>`;
  }
}
