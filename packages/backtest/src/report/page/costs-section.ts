import { count, decimal, signedPercent } from "../format.js";
import type { BacktestReport } from "../report.js";
import { reportTables } from "../tables/report-tables.js";
import { COST_WORDS } from "../words/cost-words.js";
import { type Html, html } from "./html.js";
import { typographic } from "./typographic.js";

/** What the run paid besides prices, as shares of the money at the start. */
export function costsSection(report: BacktestReport): Html {
  const { dustCount, liquidations } = report.costs;
  const events = [
    dustCount === 0 ? null : `${count(dustCount, "remainder")} too small to sell`,
    liquidations === 0 ? null : count(liquidations, "liquidation"),
  ].filter((event) => event !== null);
  const rows = reportTables(report).costs.filter(({ name, amount }) => name !== "insured" || amount !== 0);
  return html`<section aria-labelledby="costs"><h2 id="costs">Costs</h2>
  <p class="small soft">Positive is paid.${events.length > 0 && html` There ${(dustCount || liquidations) === 1 ? "was" : "were"} ${events.join(" and ")}.`}</p>
  <div class="scroll" role="region" aria-labelledby="costs" tabindex="0"><table class="costs"><caption class="visually-hidden">Costs by kind</caption>
  <thead><tr><th scope="col">Cost</th><th scope="col">${report.quote}</th><th scope="col">Of the start</th></tr></thead>
  <tbody>${rows.map(
    ({ name, amount, ofStart }) =>
      html`<tr${name === "total" && html` class="sum"`}><th scope="row">${COST_WORDS[name].label}<span class="small soft">${COST_WORDS[name].about}</span></th><td>${typographic(decimal(amount))}</td><td>${typographic(signedPercent(ofStart).replace("+", ""))}</td></tr>`,
  )}</tbody></table></div></section>`;
}
