import type { Figure } from "../../metrics/metrics.js";
import { decimal } from "../format.js";
import { monthlyReturns } from "../monthly-returns.js";
import type { BacktestReport } from "../report.js";
import { type Html, html } from "./html.js";
import { typographic } from "./typographic.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Share of the strongest tint that the largest month gets: text on it keeps its contrast. */
const STRONGEST = 0.42;

/** Returns by month and year, tinted by size. */
export function monthsSection({ equity, metrics }: BacktestReport): Html {
  const years = monthlyReturns(equity.time, equity.equity, metrics.startEquity);
  if (years.length === 0) return html``;
  const largest = Math.max(0.01, ...years.flatMap(({ months }) => months.map((r) => Math.abs(r ?? 0))));
  const cell = (r: Figure) => {
    if (r === null) return html`<td></td>`;
    const alpha = ((STRONGEST * Math.abs(r)) / largest).toFixed(3);
    return html`<td style="background: rgba(var(--${r < 0 ? "loss" : "gain"}-rgb), ${alpha})">${print(r)}</td>`;
  };
  return html`<section aria-labelledby="months"><h2 id="months">Monthly returns</h2>
  <p class="small soft">Percent, from month end to month end, tinted by size.</p>
  <div class="scroll" role="region" aria-labelledby="months" tabindex="0"><table class="months">
  <caption class="visually-hidden">Percent by month and year</caption>
  <thead><tr><th scope="col">Year</th>${MONTHS.map((month) => html`<th scope="col">${month}</th>`)}<th scope="col">Whole year</th></tr></thead>
  <tbody>${years.map(
    ({ year, months, total }) =>
      html`<tr><th scope="row">${year}</th>${months.map(cell)}<td class="year">${total !== null && print(total)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function print(r: number): string {
  const text = decimal(100 * r, 1);
  return typographic(r > 0 && text !== "0.0" ? `+${text}` : text);
}
