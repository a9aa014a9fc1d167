import { type Html, html } from "../../report/page/html.js";
import { typographic } from "../../report/page/typographic.js";
import type { Comparison, RunDifference } from "../comparison.js";
import { inputsInWords, tradesInWords, verdictText } from "../in-words.js";
import { swatch } from "./run-mark.js";

/** Most differences of one run in a page; JSON has all. */
const MAX_DIFFERENCES = 500;

/** What went into each run that did not go into the first, and where its trades part from the first one's. */
export function causesSection({ runs, against }: Comparison): Html {
  const first = runs[0]!.name;
  return html`<section aria-labelledby="causes"><h2 id="causes">What differed from ${first}</h2>${against.map(
    (difference, i) => html`<h3 class="run">${swatch(i + 1)} ${difference.name}</h3>
    <p class="outcome">${verdictText(difference, first)}.</p>
    ${list(difference, first)}`,
  )}</section>`;
}

function list({ name, inputs, trades }: RunDifference, first: string): Html {
  const all = inputsInWords(inputs);
  const shown = all.slice(0, MAX_DIFFERENCES);
  return html`<ul class="causes">${shown.map(({ about, text }) => html`<li><span>${about}</span><span>${typographic(text)}</span></li>`)}${
    all.length === 0 && html`<li><span>inputs</span><span>nothing</span></li>`
  }${
    all.length > shown.length && html`<li><span></span><span>and ${all.length - shown.length} more</span></li>`
  }${tradesInWords(trades, first, name).map((text, i) => html`<li><span>${i === 0 && "trades"}</span><span>${text}</span></li>`)}</ul>`;
}
