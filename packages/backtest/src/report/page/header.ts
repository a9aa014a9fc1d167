import { dayOf } from "../../metrics/calendar-days.js";
import { count, day, decimal, duration, percent, signedPercent } from "../format.js";
import type { BacktestReport } from "../report.js";
import { type Html, html } from "./html.js";
import { typographic } from "./typographic.js";

/** What ran, when, and how it went, in a sentence for a stranger. */
export function header(report: BacktestReport): Html {
  const { metrics, fingerprint, warnings } = report;
  const period = metrics.bars === 0 ? "no bars" : `${day(metrics.startTime)} to ${day(lastInstant(metrics.endTime))}`;
  const facts = [
    metrics.bars === 0 ? null : duration(metrics.endTime - metrics.startTime),
    count(metrics.bars, "bar"),
    count(metrics.trades, "trade"),
    report.prefixChecks === 0 ? null : `${count(report.prefixChecks, "look-ahead check")} passed`,
    `fingerprint ${fingerprint.slice(0, 12)}`,
  ];
  return html`<header>
  <button type="button" id="theme" class="controls" hidden></button>
  <p class="eyebrow">Bellwether backtest · <span class="whole">${period}</span></p>
  <h1>${title(report)}</h1>
  <p class="summary">${typographic(summary(report))}</p>
  <ul class="facts">${facts.map((fact) => fact !== null && html`<li>${fact}</li>`)}</ul>
  ${warnings.length > 0 && html`<ul class="warnings" aria-label="Warnings">${warnings.map((text) => html`<li>${text}</li>`)}</ul>`}
</header>`;
}

/** Links to the sections: what to read first, and what a keyboard may skip. */
export function contents(sections: readonly (readonly [id: string, label: string])[]): Html {
  return html`<nav aria-label="Sections"><ul class="contents">${sections.map(
    ([id, label]) => html`<li><a href="#${id}">${label}</a></li>`,
  )}</ul></nav>`;
}

/** Names the strategy and symbol where there is one of each, else counts them. */
export function title({ strategies }: Pick<BacktestReport, "strategies">): string {
  const names = [...new Set(strategies.map(({ name }) => name))];
  const markets = [...new Set(strategies.map(({ symbol, timeframe }) => `${symbol}, ${timeframe}`))];
  const who = names.length === 1 ? names[0]! : `${names.length} strategies`;
  return `${who} on ${markets.length === 1 ? markets[0]! : `${markets.length} markets`}`;
}

function summary({ metrics, quote }: BacktestReport): string {
  const { totalReturn, buyAndHoldReturn, maxDrawdown, trades } = metrics;
  if (totalReturn === null) return "The run saw no bars, so there is nothing to report.";
  const became = `${decimal(metrics.startEquity)} ${quote} became ${decimal(metrics.endEquity)} ${quote}, ${signedPercent(totalReturn)}`;
  const hold = buyAndHoldReturn === null ? "" : `; buying and holding made ${signedPercent(buyAndHoldReturn)}`;
  const fall = maxDrawdown === null ? "" : ` The deepest fall on the way was ${percent(maxDrawdown)}.`;
  const few =
    trades >= 30 ? "" : ` ${count(trades, "trade")} ${trades === 1 ? "is" : "are"} too few to judge a strategy by.`;
  return `${became}${hold}.${fall}${few}`;
}

/** The day a bar that closes at midnight belongs to is the one before. */
function lastInstant(time: number): number {
  return dayOf(time) * 86_400_000;
}
