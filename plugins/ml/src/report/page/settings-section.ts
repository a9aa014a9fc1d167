import { type Html, html, sortedKeys } from "@bellwether/backtest";
import type { TrainingReport } from "../../training/training-report.js";
import { wholeText } from "../words/figure-text.js";
import { metricsOf } from "../words/metric-words.js";

/** What was asked of the run, and what made it what it is. */
export function settingsSection({ settings, seed, version }: TrainingReport): Html {
  return html`<section aria-labelledby="settings"><h2 id="settings">Settings and origin</h2>
  <dl class="figures"><div><dt>Seed</dt><dd>${wholeText(seed).replaceAll(",", "")}</dd></div>
  <div class="stacked"><dt>Version in the registry, sha256</dt><dd class="mono hash">${version ?? "not saved"}</dd></div></dl>
  <details class="small after"><summary>All settings</summary><pre class="scroll" tabindex="0"><code>${JSON.stringify(sortedKeys(settings), null, 2)}</code></pre></details></section>`;
}

/** What each metric in the report means. */
export function definitionsSection({ members }: TrainingReport): Html {
  const tasks = [...new Set(members.map(({ task }) => task))];
  return html`<section aria-labelledby="definitions"><h2 id="definitions">How to read the figures</h2>
  <p class="small soft">A dash stands for a figure that the samples cannot define. All times are UTC.</p>
  <dl class="definitions">${tasks
    .flatMap((task) => metricsOf(task))
    .map(({ name, label, about }) => html`<dt id="about-${name}">${label}</dt><dd>${about}</dd>`)}</dl></section>`;
}
