import { decimal } from "../format.js";
import type { BacktestReport } from "../report.js";
import { type Html, html } from "./html.js";
import type { PageData } from "./page-data.js";

const MARK = {
  long: html`<path d="M6 1 11 11H1Z" fill="var(--accent)"/>`,
  short: html`<path d="M6 11 1 1h10Z" fill="var(--accent)"/>`,
  stop: html`<rect x="2" y="2" width="8" height="8" fill="var(--loss)"/>`,
  target: html`<circle cx="6" cy="6" r="4.5" fill="var(--gain)"/>`,
  other: html`<circle cx="6" cy="6" r="4.5" fill="var(--soft)"/>`,
} as const;
const mark = (name: keyof typeof MARK, label: string) =>
  html`<li><svg viewBox="0 0 12 12" aria-hidden="true">${MARK[name]}</svg>${label}</li>`;

/** Candles with entries and exits. */
export function pricesSection(report: BacktestReport, { candles }: PageData): Html {
  if (candles.length === 0) return html``;
  const joined = candles.map(({ symbol, timeframe, bars }, i) => {
    const own = report.bars.find((series) => series.symbol === symbol)!.timeframe;
    return timeframe === own
      ? null
      : html`${i > 0 && " "}${symbol} is drawn in ${timeframe} candles, joined from its ${decimal(bars, 0)} ${own} bars.`;
  });
  const choice = html`<label><span class="visually-hidden">Symbol</span> <select id="candles-symbol">${candles.map(
    ({ symbol }, i) => html`<option value="${i}">${symbol}</option>`,
  )}</select></label>`;
  return html`<section aria-labelledby="prices"><div class="bar"><h2 id="prices">Prices and trades</h2><div class="controls">
    ${candles.length > 1 && choice}
    <button type="button" id="candles-earlier" aria-label="Earlier">←</button><button type="button" id="candles-later" aria-label="Later">→</button>
    <button type="button" id="candles-out" aria-label="Zoom out">−</button><button type="button" id="candles-in" aria-label="Zoom in">+</button>
    <button type="button" id="candles-all">Whole run</button></div></div>
  <figure><div class="chart" id="candles" role="img" aria-label="Candlestick chart with the entry and exit of each trade; the trade list below holds the same."></div>
  <ul class="legend">${mark("long", "long entry")}${mark("short", "short entry")}${mark("stop", "stop loss")}${mark("target", "take profit")}${mark("other", "other exit")}</ul>
  <figcaption><span id="candles-view" aria-live="polite"></span> ${joined}</figcaption></figure></section>`;
}

/** Equity against buy and hold, and the drawdown. */
export function curvesSection({ equity }: BacktestReport, { curve }: PageData): Html {
  if (curve.time.length === 0) return html``;
  const thinned = curve.time.length < equity.time.length;
  return html`<section aria-labelledby="curves"><h2 id="curves">Equity and drawdown</h2>
  <figure><div class="chart" id="equity" role="img" aria-label="Equity at each close${curve.hold !== null && ", against buying and holding"}."></div>
  <div class="chart" id="drawdown" role="img" aria-label="Drawdown at each close, as a share of the running peak."></div>
  <figcaption>Drag to zoom, double-click for the whole run.${thinned && html` Drawn from ${decimal(curve.time.length, 0)} of ${decimal(equity.time.length, 0)} closes, which keep every high and low that the width can show.`}</figcaption></figure></section>`;
}
