import { count, day, decimal } from "../report/format.js";
import { Html, html } from "../report/page/html.js";
import { PAGE_STYLE } from "../report/page/page-style.js";
import type { Comparison, RunInShort } from "./comparison.js";
import { headline, unstableText } from "./in-words.js";
import type { NamedReport } from "./named-report.js";
import { causesSection } from "./page/causes-section.js";
import { COMPARE_STYLE } from "./page/compare-style.js";
import { curvesSection, curvesStyle } from "./page/curves-section.js";
import { figuresTable } from "./page/figures-table.js";
import { runStyle, swatch } from "./page/run-mark.js";

/** Nothing may run, and nothing may be fetched. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * The comparison as one HTML file without a script, a network or a file beside it. Everything in the reports is taken for
 * hostile text.
 * @param runs - those that `comparison` was made of, in the same order; their curves are drawn.
 */
export function comparisonToHtml(comparison: Comparison, runs: readonly NamedReport[]): string {
  const names = comparison.runs.map(({ name }) => name);
  const title = names.length <= 3 ? names.join(" against ") : `${names[0]} against ${names.length - 1} others`;
  const warnings = [...comparison.unstable.map(unstableText), ...comparison.cautions.map(({ message }) => message)];
  const style = new Html(`${PAGE_STYLE}${COMPARE_STYLE}${runStyle(names.length)}\n${curvesStyle(runs)}`);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title} · Bellwether comparison</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
<p class="eyebrow">Bellwether comparison · ${count(names.length, "run")}</p>
<h1>${title}</h1>
<p class="verdict${comparison.unstable.length > 0 && " loud"}">${headline(comparison)}</p>
${warnings.length > 0 && html`<ul class="warnings" aria-label="Warnings">${warnings.map((text) => html`<li>${text}</li>`)}</ul>`}
</header>
${runsSection(comparison.runs)}
${curvesSection(runs)}
${causesSection(comparison)}
${figuresTable(comparison)}
</main>
<footer><p>Past results of simulations. The best of several runs looks better than it is: to choose among runs is to fit the past.</p></footer>
</body>
</html>
`;
  return page.text;
}

function runsSection(runs: readonly RunInShort[]): Html {
  return html`<section aria-labelledby="runs"><h2 id="runs">The runs</h2>
  <div class="scroll" role="region" aria-label="The runs" tabindex="0"><table>
  <thead><tr><th scope="col">Run</th><th scope="col" class="text">Strategies</th><th scope="col" class="text">Period, UTC</th><th scope="col">Bars</th><th scope="col">Trades</th><th scope="col">Currency</th><th scope="col" class="text">Fingerprint</th></tr></thead>
  <tbody>${runs.map(
    (run, i) => html`<tr><th scope="row" class="text">${swatch(i)} ${run.name}</th>
    <td class="text wrap">${run.strategies.map(({ name, symbol, timeframe }, j) => html`${j > 0 && ", "}${name} ${symbol} ${timeframe}`)}</td>
    <td class="text">${day(run.startTime)} to ${day(run.endTime)}</td><td>${decimal(run.bars, 0)}</td><td>${decimal(run.trades, 0)}</td><td>${run.quote}</td><td class="text mono">${run.fingerprint.slice(0, 12)}</td></tr>`,
  )}</tbody></table></div></section>`;
}
