import { count, decimal, percent, signedPercent } from "../format.js";
import type { BacktestReport } from "../report.js";
import type { Histogram } from "../tables/histogram.js";
import { reportTables } from "../tables/report-tables.js";
import { type Html, html } from "./html.js";
import { typographic } from "./typographic.js";

/** How the returns of periods and of trades are spread. */
export function distributionsSection(report: BacktestReport): Html {
  const { periodReturns, tradeReturns, rolling } = reportTables(report);
  const period = rolling.returnPeriod === "day" ? "Daily returns" : "Returns bar by bar";
  const shown = [
    { title: period, noun: "return", of: periodReturns, about: " of equity" },
    {
      title: "Returns of trades",
      noun: "trade",
      of: tradeReturns,
      about: ", results after fees as shares of the entry's value,",
    },
  ].filter(({ of }) => of !== null);
  if (shown.length === 0) return html``;
  return html`<section aria-labelledby="distributions"><h2 id="distributions">Distribution of returns</h2><div class="columns">${shown.map(
    ({ title, noun, of, about }) => html`<figure><h3>${title}</h3>${bars(title, noun, of!)}
  <figcaption>${typographic(caption(noun, about, of!))}</figcaption></figure>`,
  )}</div></section>`;
}

function bars(title: string, noun: string, { edges, counts }: Histogram): Html {
  const most = Math.max(...counts);
  const low = edges[0]!;
  const span = edges[edges.length - 1]! - low;
  const digits = digitsOf(edges[1]! - low);
  const labels = [low, ...(low < 0 && low + span > 0 ? [0] : []), low + span];
  const peak = counts.indexOf(most);
  const label = `${title}: ${counts.length} bins from ${signedPercent(low, digits)} to ${signedPercent(low + span, digits)}, most often ${range(edges, peak)} (${count(most, noun)})`;
  return html`<div class="histogram" role="img" aria-label="${typographic(label)}"><div class="bins">${counts.map(
    (n, i) =>
      html`<i${edges[i]! < 0 ? html` class="down"` : null} style="height: ${((100 * n) / most).toFixed(2)}%" title="${typographic(`${range(edges, i)}: ${decimal(n, 0)}`)}"></i>`,
  )}</div><div class="marks" aria-hidden="true">${labels.map((at) => {
    const left = (100 * (at - low)) / span;
    // a zero near an end would print over the end's own label
    if (at === 0 && (left < 15 || left > 85) && left > 0 && left < 100) return null;
    return html`<span style="left: ${left.toFixed(2)}%">${typographic(signedPercent(at, digits))}</span>`;
  })}</div></div>`;
}

function caption(noun: string, about: string, { edges, counts, below, above }: Histogram): string {
  const width = percent(edges[1]! - edges[0]!, digitsOf(edges[1]! - edges[0]!));
  const total = counts.reduce((a, b) => a + b, below + above);
  const tails = [
    below === 0 ? null : `${decimal(below, 0)} below`,
    above === 0 ? null : `${decimal(above, 0)} above`,
  ].filter((tail) => tail !== null);
  return `${count(total, noun)}${about} in bins of ${width}${tails.length === 0 ? "" : `; not drawn: ${tails.join(", ")}`}.`;
}

function range(edges: readonly number[], i: number): string {
  const digits = digitsOf(edges[1]! - edges[0]!);
  return `${signedPercent(edges[i]!, digits)} to ${signedPercent(edges[i + 1]!, digits)}`;
}

/** Decimals of a percentage that tell neighbouring edges apart. */
function digitsOf(width: number): number {
  return Math.min(10, Math.max(0, 1 - Math.floor(Math.log10(100 * width))));
}
