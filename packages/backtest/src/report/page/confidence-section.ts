import { decimal, percent, signedPercent } from "../format.js";
import type { BacktestReport } from "../report.js";
import { bandRows, bandSentence } from "../words/band-words.js";
import { detailSentence } from "../words/detail-words.js";
import { statisticsInPrint } from "../words/statistics-words.js";
import { type Html, html } from "./html.js";
import { typographic } from "./typographic.js";

/** How far the figures can be trusted: ranges, luck, and what the intrabar rule decided. */
export function confidenceSection(report: BacktestReport): Html {
  return html`<section aria-labelledby="confidence"><h2 id="confidence">How far to trust this</h2><div class="columns">
  <div><h3>Statistics</h3>${statistics(report)}</div><div><h3>The intrabar rule</h3>${band(report)}</div></div></section>`;
}

function statistics({ statistics }: BacktestReport): Html {
  if (statistics === null) return html`<p class="soft">Statistics were turned off for this run.</p>`;
  return html`<dl class="statistics">${statisticsInPrint(statistics).map(
    ({ label, value, known, about }) =>
      html`<div><dt>${label}</dt><dd${!known && html` class="soft"`}>${typographic(value)}</dd><dd class="about">${about}</dd></div>`,
  )}</dl>`;
}

function band(report: BacktestReport): Html {
  const rows = bandRows(report);
  const share = (value: number | null, print: (value: number) => string) =>
    value === null ? "–" : typographic(print(value));
  const detail = detailSentence(report);
  return html`<p>${typographic(bandSentence(report))}</p>${detail !== null && html`<p>${typographic(detail)}</p>`}${
    rows.length > 0 &&
    html`<div class="scroll" role="region" aria-label="The run under both intrabar rules" tabindex="0"><table class="band">
  <thead><tr><th scope="col">Rule</th><th scope="col">Total return</th><th scope="col">Drawdown</th><th scope="col">Trades</th></tr></thead>
  <tbody>${rows.map(
    ({ label, totalReturn, maxDrawdown, trades }) =>
      html`<tr><th scope="row">${label}</th><td>${share(totalReturn, signedPercent)}</td><td>${share(maxDrawdown, percent)}</td><td>${decimal(trades, 0)}</td></tr>`,
  )}</tbody></table></div>`
  }
  <p class="small soft after">Where one bar reaches two levels, such as a stop and a target, it does not say which came first, and a rule has to: pessimistic lets the price go against the position first, optimistic in its favour first. These are no bounds: with trailing stops, break-even moves and partial targets, and as each exit changes later trades, optimistic can end lower.</p>`;
}
