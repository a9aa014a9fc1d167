import { type Html, html, percent } from "@bellwether/backtest";
import type { TrainingReport } from "../../training/training-report.js";
import { countText, figureText, rangeText, wholeText } from "../words/figure-text.js";
import { scrolling } from "./heading.js";

/** Dropped columns that are listed at once; more are folded in. */
const SHOWN = 10;

/** The bars, what cleaning found in them, the columns read, and those that were dropped. */
export function dataSection(report: TrainingReport): Html {
  return html`<section aria-labelledby="data"><h2 id="data">Data and features</h2><div class="columns">
  <div><h3>Bars</h3>${bars(report)}</div><div><h3>Findings</h3>${findings(report)}</div>
  <div><h3>Features</h3>${features(report)}</div><div><h3>Dropped columns</h3>${dropped(report)}</div></div></section>`;
}

function bars({ data, symbol, timeframe }: TrainingReport): Html {
  const rows = [
    ["Market", `${symbol}, ${timeframe}`],
    ["Bars", wholeText(data.bars)],
    ["Period, UTC", rangeText(data)],
    ["Quality", figureText(data.quality, (value) => percent(value, 1))],
    ["Rows before all features were known", wholeText(data.warmupRows)],
    ["Rows whose label was not known yet", wholeText(data.unlabelledRows)],
  ];
  return html`<dl class="figures">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd class="loose">${value}</dd></div>`)}
  <div class="stacked"><dt>Hash of the bars, sha256</dt><dd class="mono hash">${data.hash}</dd></div></dl>`;
}

function findings({ data }: TrainingReport): Html {
  if (data.findings.length === 0) return html`<p class="soft">Nothing had to be cleaned.</p>`;
  return html`<ul class="notes">${data.findings.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function features({ features, featureHash }: TrainingReport): Html {
  return html`<p>${countText(features.length, "column")} in this order: another set has another hash, and is refused.</p>
  <dl class="figures"><div class="stacked"><dt>Hash of the features, sha256</dt><dd class="mono hash">${featureHash}</dd></div></dl>
  <details class="small"><summary>The columns</summary><ol class="names">${features.map((name) => html`<li><code>${name}</code></li>`)}</ol></details>`;
}

function dropped({ dropped }: TrainingReport): Html {
  if (dropped.length === 0) return html`<p class="soft">None.</p>`;
  const rows = (part: TrainingReport["dropped"]) =>
    scrolling(
      "Dropped columns",
      html`<table class="tight dropped"><caption class="visually-hidden">Dropped columns</caption><thead><tr><th scope="col">Column</th><th scope="col" class="text">Why</th></tr></thead><tbody>${part.map(
        ({ column, reason }) => html`<tr><th scope="row">${column}</th><td class="text wrap">${reason}</td></tr>`,
      )}</tbody></table>`,
    );
  const rest = dropped.slice(SHOWN);
  return html`${rows(dropped.slice(0, SHOWN))}${rest.length > 0 && html`<details class="small after"><summary>${countText(rest.length, "column")} more</summary>${rows(rest)}</details>`}`;
}
