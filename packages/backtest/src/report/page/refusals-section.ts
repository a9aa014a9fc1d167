import { count, decimal, minute } from "../format.js";
import type { BacktestReport } from "../report.js";
import { haltEnd, ruleValue, sortHalts } from "../words/halt-words.js";
import { type Html, html } from "./html.js";

const MAX_HALTS = 100;

/** What risk refused, and when it halted. */
export function refusalsSection({ refusals, halts: all }: BacktestReport): Html {
  const { halts, pauses } = sortHalts(all);
  const left = halts.length - MAX_HALTS;
  const refused = Object.entries(refusals).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return html`<section aria-labelledby="risk"><h2 id="risk">What risk did</h2><div class="columns"><div><h3>Refused signals by rule</h3>${
    refused.length === 0
      ? html`<p class="soft">None: every signal that asked for a position got one.</p>`
      : html`<table><caption class="visually-hidden">Refused signals</caption><thead><tr><th scope="col">Rule</th><th scope="col">Times</th></tr></thead><tbody>${refused.map(
          ([rule, n]) => html`<tr><th scope="row">${rule}</th><td>${decimal(n, 0)}</td></tr>`,
        )}</tbody></table>`
  }</div><div><h3>Halts</h3>${
    halts.length === 0
      ? html`<p class="soft">None: risk never stopped the run.</p>`
      : html`<div class="scroll" role="region" aria-label="Halts" tabindex="0"><table><caption class="visually-hidden">Halts</caption><thead><tr><th scope="col">When</th><th scope="col" class="text">Rule</th><th scope="col">Seen</th><th scope="col">Limit</th><th scope="col" class="text">Until</th></tr></thead><tbody>${halts
          .slice(0, MAX_HALTS)
          .map(
            (halt) =>
              html`<tr><th scope="row" class="when">${minute(halt.time)}</th><td class="text">${halt.rule}</td><td>${ruleValue(halt.rule, halt.observed)}</td><td>${ruleValue(halt.rule, halt.limit)}</td><td class="text when">${haltEnd(halt).replace("until ", "")}${halt.flatten && ", positions closed"}</td></tr>`,
          )}</tbody></table></div>`
  }${left > 0 && html`<p class="small soft after">And ${count(left, "halt")} more, which the JSON has.</p>`}${
    pauses > 0 && html`<p class="small soft after">Trading paused outside its session ${count(pauses, "time")}.</p>`
  }</div></div></section>`;
}
