import { decimal, settings } from "../format.js";
import type { BacktestReport } from "../report.js";
import { type Html, html } from "./html.js";

/** What was asked of the run, and what risk refused in it. */
export function settingsSection({ strategies, refusals, config }: BacktestReport): Html {
  const refused = Object.entries(refusals).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return html`<section class="columns"><div><h2>Settings</h2>
  <div class="scroll" role="region" aria-label="Strategies and their parameters" tabindex="0"><table>
  <thead><tr><th scope="col">Strategy</th><th scope="col" class="text">Market</th><th scope="col" class="text">Parameters</th></tr></thead>
  <tbody>${strategies.map(
    ({ name, id, symbol, timeframe, params }) =>
      html`<tr><th scope="row" class="text">${name}${name !== id && html` <span class="soft">(${id})</span>`}</th><td class="text">${symbol} ${timeframe}</td><td class="text wrap">${settings(params)}</td></tr>`,
  )}</tbody></table></div>
  <details class="small"><summary>The whole configuration</summary><pre class="scroll" tabindex="0"><code>${JSON.stringify(config, null, 2)}</code></pre></details></div>
  <div><h2>Refused by risk</h2>${
    refused.length === 0
      ? html`<p class="soft">Nothing: every signal that asked for a position got one.</p>`
      : html`<table><thead><tr><th scope="col">Rule</th><th scope="col">Times</th></tr></thead><tbody>${refused.map(
          ([rule, n]) => html`<tr><th scope="row">${rule}</th><td>${decimal(n, 0)}</td></tr>`,
        )}</tbody></table>`
  }</div></section>`;
}
