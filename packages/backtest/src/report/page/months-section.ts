import type { Figure } from "../../metrics/metrics.js";
import { count, decimal, signedDecimal } from "../format.js";
import type { BacktestReport } from "../report.js";
import { reportTables } from "../tables/report-tables.js";
import { type Html, html } from "./html.js";
import { typographic } from "./typographic.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Share of the strongest tint that the largest month gets: text on it keeps its contrast. */
const STRONGEST = 0.42;

/** Returns by month and year, tinted by size. */
export function monthsSection(report: BacktestReport): Html {
  const { years } = reportTables(report);
  if (years.length === 0) return html``;
  const all = years.flatMap(({ months }) => months.filter((r) => r !== null));
  const gained = all.filter((r) => r > 0).length;
  const tinted = (values: readonly Figure[]) => {
    const largest = Math.max(0.01, ...values.map((r) => Math.abs(r ?? 0)));
    return (r: Figure, className?: string) => {
      const of = className === undefined ? null : html` class="${className}"`;
      if (r === null) return html`<td${of}></td>`;
      const alpha = ((STRONGEST * Math.abs(r)) / largest).toFixed(3);
      return html`<td${of} style="background: rgba(var(--${r < 0 ? "loss" : "gain"}-rgb), ${alpha})">${print(r)}</td>`;
    };
  };
  const month = tinted(all);
  const total = tinted(years.map((year) => year.total));
  return html`<section aria-labelledby="months"><h2 id="months">Monthly returns</h2>
  <p class="small soft">Percent, from month end to month end, tinted by size; ${decimal(gained, 0)} of ${count(all.length, "month")} gained. Whole years are tinted among themselves.</p>
  <div class="scroll" role="region" aria-labelledby="months" tabindex="0"><table class="months">
  <caption class="visually-hidden">Percent by month and year</caption>
  <thead><tr><th scope="col">Year</th><th scope="col">Whole</th>${MONTHS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
  <tbody>${years.map(
    (year) =>
      html`<tr><th scope="row">${year.year}</th>${total(year.total, "year")}${year.months.map((r) => month(r))}</tr>`,
  )}</tbody></table></div></section>`;
}

function print(r: number): string {
  return typographic(signedDecimal(100 * r, 1));
}
