import { contents, Html, html, PAGE_STYLE } from "@bellwether/backtest";
import type { TrainingReport } from "../training/training-report.js";
import { dataSection } from "./page/data-section.js";
import { head, title, verdictSection } from "./page/head.js";
import { memberSections, type Place } from "./page/member-parts.js";
import { definitionsSection, settingsSection } from "./page/settings-section.js";
import { tradingSection } from "./page/trading-section.js";
import { TRAINING_STYLE } from "./page/training-style.js";
import { verdictOf } from "./words/verdict.js";

/** Nothing may run, and nothing may be fetched. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * The report as one HTML file without a script, a network or a file beside it: the verdict in plain words first, then what
 * it rests on. Everything in the report is taken for hostile text; figures that are no numbers are printed as dashes.
 */
export function trainingReportToHtml(report: TrainingReport): string {
  const verdict = verdictOf(report);
  const members = memberSections(report.members);
  const trading = tradingSection(report);
  const places: Place[] = [
    ...members.places,
    ...(trading.text === "" ? [] : [["trading", "Trading"] as const]),
    ["data", "Data"],
    ["settings", "Settings"],
    ["definitions", "Definitions"],
  ];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title(report)} · Bellwether training</title>
<style>${new Html(PAGE_STYLE)}${new Html(TRAINING_STYLE)}</style>
</head>
<body>
<main>
${head(report, verdict)}
${verdictSection(verdict)}
${contents(places)}
${members.body}
${trading}
${dataSection(report)}
${settingsSection(report)}
${definitionsSection(report)}
</main>
<footer><p>The same bars, settings and seed give the same model and the same report. What a model scored on the past does not say what it will score.</p></footer>
</body>
</html>
`;
  return page.text;
}
