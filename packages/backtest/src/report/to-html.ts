import { Footnotes } from "./footnotes.js";
import { curvesSection, overTimeSection, pricesSection } from "./page/charts-section.js";
import { confidenceSection } from "./page/confidence-section.js";
import { costsSection } from "./page/costs-section.js";
import { distributionsSection } from "./page/distributions-section.js";
import { definitionsSection, figuresSection, tiles } from "./page/figures-section.js";
import { groupsSection } from "./page/groups-section.js";
import { contents, header, title } from "./page/header.js";
import { Html, html, inlineScript, jsonForScript } from "./page/html.js";
import { monthsSection } from "./page/months-section.js";
import { pageData } from "./page/page-data.js";
import { PAGE_STYLE } from "./page/page-style.js";
import { refusalsSection } from "./page/refusals-section.js";
import { PAGE_SCRIPT } from "./page/script/page-script.js";
import { settingsSection } from "./page/settings-section.js";
import { tradesSection } from "./page/trades-section.js";
import type { BacktestReport } from "./report.js";

/** Sources of the chart libraries, put into the page so that it needs no network. */
export interface ReportAssets {
  /** The standalone production build of lightweight-charts, which defines `LightweightCharts`. */
  readonly lightweightCharts: string;
  /** The immediately invoked build of uPlot, which defines `uPlot`, and its style sheet. */
  readonly uplot: string;
  readonly uplotStyle: string;
}

/** Headings that the page may have, in its order. */
const SECTIONS = [
  ["curves", "Equity"],
  ["over-time", "Over time"],
  ["prices", "Prices"],
  ["trades", "Trades"],
  ["figures", "Figures"],
  ["confidence", "Trust"],
  ["groups", "Breakdown"],
  ["distributions", "Distribution"],
  ["months", "Months"],
  ["costs", "Costs"],
  ["risk", "Risk"],
  ["settings", "Parameters"],
  ["definitions", "Definitions"],
] as const;

/**
 * The report as one HTML file that opens without a network, and whose policy forbids one. Everything in the report
 * is taken for hostile text. Long runs are thinned for the charts, and the page says so.
 * @param assets - in Node, `reportAssets()` of `@bellwether/backtest/node`; elsewhere, the same files fetched before.
 */
export function toHtml(report: BacktestReport, assets: ReportAssets): string {
  const data = pageData(report);
  const notes = new Footnotes();
  // only scripts that carry this word run; text inside the report cannot know a hash that is taken over it
  const nonce = report.fingerprint.replace(/[^0-9a-z]/gi, "").slice(0, 32) || "bellwether";
  // letters, digits and punctuation of its own: nothing to escape
  const policy = new Html(
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  const script = (source: string) => html`<script nonce="${nonce}">${inlineScript(source)}</script>`;
  const top = tiles(report, notes);
  const body = html`${curvesSection(report, data)}
${overTimeSection(report, data)}
${pricesSection(report, data)}
${tradesSection(report)}
${figuresSection(report, notes)}
${confidenceSection(report)}
${groupsSection(report)}
${distributionsSection(report)}
${monthsSection(report)}
${costsSection(report)}
${refusalsSection(report)}
${settingsSection(report)}
${definitionsSection(report, notes)}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title(report)} · Bellwether backtest</title>
<style>${new Html(assets.uplotStyle)}${new Html(PAGE_STYLE)}</style>
</head>
<body>
<main>
${header(report)}
${top}
${contents(SECTIONS.filter(([id]) => body.text.includes(`id="${id}"`)))}
<noscript><p class="soft">The charts and the trade list need JavaScript; the figures do not.</p></noscript>
${body}
</main>
<footer><p>The same data, settings, code and seed give the same report. Past results of a simulation; queue position and market impact beyond the slippage model are not in them.</p></footer>
<script type="application/json" id="report-data">${jsonForScript(data)}</script>
${script(assets.lightweightCharts)}
${script(assets.uplot)}
${script(PAGE_SCRIPT)}
</body>
</html>
`;
  return page.text;
}
