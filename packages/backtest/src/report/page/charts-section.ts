import { decimal } from "../format.js";
import type { BacktestReport } from "../report.js";
import { reportTables } from "../tables/report-tables.js";
import { MIN_WINDOW } from "../tables/rolling.js";
import { type Html, html } from "./html.js";
import type { PageData } from "./page-data.js";

const MARK = {
  long: html`<path d="M6 1 11 11H1Z" fill="var(--accent)"/>`,
  short: html`<path d="M6 11 1 1h10Z" fill="var(--accent)"/>`,
  stop: html`<rect x="2" y="2" width="8" height="8" fill="var(--loss)"/>`,
  target: html`<circle cx="6" cy="6" r="4.5" fill="var(--gain)"/>`,
  other: html`<circle cx="6" cy="6" r="4.5" fill="var(--soft)"/>`,
  levels: html`<path d="M0 3h12" stroke="var(--gain)" stroke-width="2"/><path d="M0 9h12" stroke="var(--loss)" stroke-width="2"/>`,
} as const;
const mark = (name: keyof typeof MARK, label: string) =>
  html`<li><svg viewBox="0 0 12 12" aria-hidden="true">${MARK[name]}</svg>${label}</li>`;

/** Candles with entries and exits, and the stop and target of the trade that is shown. */
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
  <figure>${chart("candles", "Candlestick chart with the entry and exit of each trade; the trade list below holds the same. Arrow keys move, plus and minus zoom.")}
  <ul class="legend">${mark("long", "long entry")}${mark("short", "short entry")}${mark("stop", "stop loss")}${mark("target", "target")}${mark("other", "other exit")}${mark("levels", "target and stop of the trade shown")}</ul>
  <figcaption><span id="candles-view" aria-live="polite"></span> <span id="candles-trade"></span> ${joined}</figcaption></figure></section>`;
}

/** Equity and drawdown against buy and hold. */
export function curvesSection({ equity }: BacktestReport, { curve }: PageData): Html {
  if (curve.time.length === 0) return html``;
  const thinned = curve.time.length < equity.time.length;
  const against = curve.hold === null ? "" : ", against buying and holding";
  return html`<section aria-labelledby="curves"><h2 id="curves">Equity and drawdown</h2>
  <figure>${chart("equity", `Equity at each close${against}. ${KEYS}`)}
  ${chart("drawdown", `Drawdown at each close, as a share of the running peak${against}. ${KEYS}`)}
  <figcaption><span class="screen">Drag to zoom, double-click for the whole run; with the keyboard, arrow keys read the curves, plus and minus zoom, 0 shows the whole run.</span>${thinned && html` Drawn from ${decimal(curve.time.length, 0)} of ${decimal(equity.time.length, 0)} closes, which keep every high and low of equity that the width can show.`}</figcaption></figure>
  <p id="curves-read" class="visually-hidden" aria-live="polite"></p></section>`;
}

/** Exposure, rolling Sharpe ratio and rolling volatility. */
export function overTimeSection(report: BacktestReport, { curve }: PageData): Html {
  if (curve.time.length === 0) return html``;
  const { rolling, exposure } = reportTables(report);
  const { window, returnPeriod } = rolling;
  const unit = returnPeriod === "day" ? "daily returns" : "returns bar by bar";
  const full = rolling.volatility.some((value) => value !== null);
  return html`<section aria-labelledby="over-time"><h2 id="over-time">Over time</h2>
  <div class="columns"><figure class="wide"><h3>Exposure</h3>${chart("exposure", `Exposure at each close. ${KEYS}`)}
  <figcaption>Signed value held at each close over equity; 100% is all of it long, below zero is short.${exposure.perPoint > 1 && html` Each point is the mean of ${decimal(exposure.perPoint, 0)} closes.`}</figcaption></figure>
  ${
    full
      ? html`<figure><h3>Rolling Sharpe</h3>${chart("rolling-sharpe", `Sharpe ratio of the last ${window} returns. ${KEYS}`)}
  <figcaption>Of the last ${window} ${unit}, annualised; nothing is drawn until so many are there.</figcaption></figure>
  <figure><h3>Rolling volatility</h3>${chart("rolling-volatility", `Volatility of the last ${window} returns. ${KEYS}`)}
  <figcaption>Of the same ${window} ${unit}, annualised.</figcaption></figure>`
      : html`<p class="soft wide">Rolling Sharpe and volatility need ${Math.max(MIN_WINDOW, window)} ${unit}; the run has ${rolling.time.length}.</p>`
  }</div></section>`;
}

const KEYS = "Arrow keys read it, plus and minus zoom, 0 shows the whole run.";

function chart(id: string, label: string): Html {
  return html`<div class="chart" id="${id}" role="group" aria-roledescription="chart" aria-label="${label}" tabindex="0"></div>`;
}
