import { equitySection } from "./page/equity-section.js";
import { Html, html } from "./page/html.js";
import { PARITY_STYLE } from "./page/parity-style.js";
import { PARITY_CAUSES, PARITY_KINDS, type ParityDifference, type ParityReport } from "./parity-report.js";
import { CAUSE_WORDS, grouped, headline, minuteOf, runInWords, versionInWords, whoOf } from "./words.js";

/** Nothing may run, and nothing may be fetched. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
/** Differences that are shown under one root. */
const MAX_AFTER = 50;

/**
 * The report as one HTML file without a script, a network or a file beside it. Everything in it is taken for hostile text.
 */
export function parityToHtml(report: ParityReport): string {
  const { run, verdict, versions } = report;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${headline(report)} · Bellwether parity</title>
<style>${new Html(PARITY_STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="eyebrow">Bellwether parity · a run against its replay</p>
<h1 class="${verdict}">${headline(report)}</h1>
<ul class="facts"><li>${runInWords(report)}</li><li>Bellwether ${run.version}</li>${run.node !== "" && html`<li>Node ${run.node}, ${run.platform}</li>`}</ul>
${versions.length > 0 && html`<ul class="warnings" aria-label="Versions that differ">${versions.map((version) => html`<li>${versionInWords(version)}</li>`)}</ul>`}
</header>
${countsSection(report)}
${equitySection(report)}
${differencesSection(report)}
${lanesSection(report)}
</main>
<footer><p>Numbers are compared bit for bit. A replay repeats the run only with the bars, code and models that the run had.</p></footer>
</body>
</html>
`;
  return page.text;
}

function countsSection({ counts, causes }: ParityReport): Html {
  const cells = (numbers: readonly number[]) => numbers.map((number) => html`<td>${grouped(number)}</td>`);
  const kinds = PARITY_KINDS.filter((kind) => (counts[kind]?.compared ?? 0) > 0);
  const found = PARITY_CAUSES.filter((cause) => (causes[cause]?.all ?? 0) > 0);
  return html`<section aria-labelledby="counts"><h2 id="counts">What was compared</h2>
<div class="scroll counts"><table><thead><tr><th scope="col">Kind</th><th scope="col">Compared</th><th scope="col">Equal</th><th scope="col">Different</th></tr></thead>
<tbody>${kinds.map((kind) => {
    const { compared, equal, different } = counts[kind]!;
    return html`<tr><th scope="row">${kind}</th>${cells([compared, equal, different])}</tr>`;
  })}</tbody></table></div>
${
  found.length > 0 &&
  html`<h2>Why</h2><div class="scroll"><table><thead><tr><th scope="col">Cause</th><th scope="col">Roots</th><th scope="col">In all</th><th scope="col" class="text">Meaning</th></tr></thead>
<tbody>${found.map((cause) => html`<tr><th scope="row">${cause}</th>${cells([causes[cause]!.roots, causes[cause]!.all])}<td class="text wrap">${CAUSE_WORDS[cause]}</td></tr>`)}</tbody></table></div>`
}</section>`;
}

function differencesSection({ differences, omitted }: ParityReport): Html | null {
  if (differences.length === 0) return null;
  const roots = differences.filter(({ followsFrom }) => followsFrom === null);
  const after = new Map<number, ParityDifference[]>();
  for (const difference of differences)
    if (difference.followsFrom !== null)
      after.set(difference.followsFrom, [...(after.get(difference.followsFrom) ?? []), difference]);
  return html`<section aria-labelledby="differences"><h2 id="differences">Differences, by root cause</h2>
<div class="scroll" role="region" aria-label="Differences" tabindex="0"><table>
<thead><tr><th scope="col">Close of the bar, UTC</th><th scope="col" class="text">Who</th><th scope="col" class="text">What</th><th scope="col">Recorded</th><th scope="col">Replayed</th><th scope="col" class="text">Cause</th></tr></thead>
<tbody>${roots.map((root) => {
    const led = after.get(root.number) ?? [];
    return html`${row(root)}${led.slice(0, MAX_AFTER).map(row)}${led.length > MAX_AFTER && html`<tr class="after"><th scope="row">and ${grouped(led.length - MAX_AFTER)} more</th><td colspan="5"></td></tr>`}`;
  })}</tbody></table></div>
${omitted > 0 && html`<p class="soft">${grouped(omitted)} differences were counted only.</p>`}</section>`;
}

function row(difference: ParityDifference): Html {
  const { at, what, path, also, recorded, replayed, cause, followsFrom } = difference;
  const name = followsFrom !== null ? "after" : cause === "unexplained" ? "root loud" : "root";
  const side = (value: ParityDifference["recorded"]) => (value === null ? "nothing" : String(value));
  return html`<tr class="${name}"><th scope="row">${minuteOf(at)}</th><td class="text">${whoOf(difference)}</td>
<td class="text wrap">${what} <span class="mono">${path}</span>${also.length > 0 && html` <span class="soft">and ${also.join(", ")}</span>`}</td>
<td class="mono wrap">${side(recorded)}</td><td class="mono wrap">${side(replayed)}</td><td class="text">${cause}</td></tr>`;
}

function lanesSection({ run }: ParityReport): Html {
  return html`<section aria-labelledby="lanes"><h2 id="lanes">The run</h2>
<div class="scroll"><table><caption>${run.mode} on ${run.exchange}, begun with ${run.startingBalance} ${run.quote}</caption>
<thead><tr><th scope="col">Lane</th><th scope="col" class="text">Name</th><th scope="col" class="text">Strategy</th><th scope="col" class="text">Market</th></tr></thead>
<tbody>${run.lanes.map(
    ({ name, type, symbol, timeframe }, lane) =>
      html`<tr><th scope="row">${lane}</th><td class="text wrap">${name}</td><td class="text wrap">${type}</td><td class="text">${symbol} ${timeframe}</td></tr>`,
  )}</tbody></table></div></section>`;
}
