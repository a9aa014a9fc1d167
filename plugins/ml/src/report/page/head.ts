import { type Html, html, percent, typographic } from "@bellwether/backtest";
import type { TrainingReport } from "../../training/training-report.js";
import { countText, figureText, rangeText, wholeText } from "../words/figure-text.js";
import type { Verdict } from "../words/verdict.js";

/** What was trained on what, the verdict in a few sentences, and what to be careful with. */
export function head(report: TrainingReport, { summary }: Verdict): Html {
  const { version, data, seed, features, members, warnings } = report;
  const facts = [
    version === null ? "not saved" : `version ${version.slice(0, 12)}`,
    countText(data.bars, "bar"),
    `data quality ${figureText(data.quality, (value) => percent(value, 1))}`,
    countText(features.length, "column"),
    ...rangeFacts(members),
    `seed ${wholeText(seed).replaceAll(",", "")}`,
  ];
  return html`<header>
  <p class="eyebrow">Bellwether training · <span class="whole">${rangeText(data)}</span></p>
  <h1>${title(report)}</h1>
  <p class="summary">${typographic(summary)}</p>
  <ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
  ${warnings.length > 0 && html`<ul class="warnings" aria-label="Warnings">${warnings.map((text) => html`<li>${text}</li>`)}</ul>`}
</header>`;
}

/** `btc-1h-rf on BTC/USDT, 1h`. */
export function title({ modelName, symbol, timeframe }: TrainingReport): string {
  return `${modelName} on ${symbol}, ${timeframe}`;
}

/** The ranges, where all models share them. */
function rangeFacts(members: TrainingReport["members"]): string[] {
  const shared = (which: "train" | "test", word: string) => {
    const texts = [...new Set(members.map((member) => rangeText(member[which])))];
    return texts.length === 1 ? [`${word} ${texts[0]}`] : [];
  };
  return [...shared("train", "trained on"), ...shared("test", "tested on")];
}

/** The questions that a reader has, answered. */
export function verdictSection({ findings }: Verdict): Html {
  return html`<section aria-label="Verdict"><dl class="verdict">${findings.map(
    ({ question, answer, tone, because }) =>
      html`<div><dt>${question}</dt><dd class="answer ${tone ?? "soft"}">${answer}</dd><dd class="because">${typographic(because)}</dd></div>`,
  )}</dl></section>`;
}
