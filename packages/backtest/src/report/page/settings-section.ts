import { settings } from "../format.js";
import type { BacktestReport } from "../report.js";
import { type Html, html } from "./html.js";

/** What was asked of the run, and what made it what it is. */
export function settingsSection({ strategies, config, origin, fingerprint }: BacktestReport): Html {
  const hashes = [
    ...Object.entries(origin.data).map(([name, hash]) => [`bars of ${name}`, hash] as const),
    ["configuration", origin.config] as const,
    ...Object.entries(origin.code).map(([name, hash]) => [name, hash] as const),
  ];
  return html`<section aria-labelledby="settings"><h2 id="settings">Parameters and origin</h2>
  <div class="scroll" role="region" aria-label="Strategies and their parameters" tabindex="0"><table>
  <thead><tr><th scope="col">Strategy</th><th scope="col" class="text">Market</th><th scope="col" class="text">Parameters</th></tr></thead>
  <tbody>${strategies.map(
    ({ name, id, symbol, timeframe, params }) =>
      html`<tr><th scope="row" class="text">${name}${name !== id && html` <span class="soft">(${id})</span>`}</th><td class="text">${symbol} ${timeframe}</td><td class="text wrap">${settings(params)}</td></tr>`,
  )}</tbody></table></div>
  <dl class="figures origin"><div><dt>Fingerprint</dt><dd class="mono hash">${fingerprint}</dd></div>
  <div><dt>Bellwether</dt><dd>${origin.version}</dd></div><div><dt>Seed</dt><dd>${origin.seed}</dd></div>
  ${hashes.map(([name, hash]) => html`<div><dt>${name}</dt><dd class="mono hash">${hash}</dd></div>`)}</dl>
  <p class="small soft">The fingerprint is taken over the rest; hashes are sha256. Two runs that differ differ in one of these.</p>
  <details class="small"><summary>The whole configuration</summary><pre class="scroll" tabindex="0"><code>${JSON.stringify(config, null, 2)}</code></pre></details></section>`;
}
