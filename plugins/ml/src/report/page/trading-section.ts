import { decimal, type Html, html, percent, signedPercent, typographic } from "@bellwether/backtest";
import type { TradingRow, TrainingReport } from "../../training/training-report.js";
import { figureText, wholeText } from "../words/figure-text.js";
import { luckInPrint } from "../words/luck-words.js";
import { scrolling } from "./heading.js";

/** What trading came of, and how much of it luck explains; nothing where nothing was traded. */
export function tradingSection({ trading, luck }: TrainingReport): Html {
  if (trading === null && luck === null) return html``;
  return html`<section aria-labelledby="trading"><h2 id="trading">Trading on the test range</h2><div class="columns">${trading !== null && html`<div><h3>After fees and slippage</h3>${table(trading)}</div>`}${
    luck !== null &&
    html`<div><h3>Skill or luck</h3><dl class="statistics">${luckInPrint(luck).map(
      ({ label, value, about }) =>
        html`<div><dt>${label}</dt><dd>${typographic(value)}</dd><dd class="about">${about}</dd></div>`,
    )}</dl></div>`
  }</div></section>`;
}

function table(trading: readonly TradingRow[]): Html {
  return html`${scrolling(
    "What trading came of",
    html`<table class="tight trading"><caption class="visually-hidden">What trading came of</caption>
  <thead><tr><th scope="col">Traded</th><th scope="col">Return</th><th scope="col">Drawdown</th><th scope="col">Sharpe</th><th scope="col">Trades</th><th scope="col">PSR</th></tr></thead>
  <tbody>${trading.map(
    (row) =>
      html`<tr><th scope="row">${row.name}</th><td${tone(row.totalReturn)}>${typographic(figureText(row.totalReturn, signedPercent))}</td><td>${figureText(row.maxDrawdown, percent)}</td><td>${typographic(figureText(row.sharpe, decimal))}</td><td>${wholeText(row.trades)}</td><td>${figureText(row.probabilisticSharpe, (value) => percent(value, 1))}</td></tr>`,
  )}</tbody></table>`,
  )}<p class="small soft after">Replayed through the backtester and its risk rules. Sharpe is annualised; PSR is the probability that it is above 0.</p>`;
}

function tone(value: number): Html | null {
  if (!/[1-9]/.test(figureText(value, percent))) return null;
  return html` class="${value > 0 ? "gain" : "loss"}"`;
}
