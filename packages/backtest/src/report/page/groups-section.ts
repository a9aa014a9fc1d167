import type { BacktestReport } from "../report.js";
import type { TradeGroup } from "../tables/trade-groups.js";
import { GROUP_COLUMNS, type GroupColumn, groupTables } from "../words/group-words.js";
import { type Html, html } from "./html.js";
import { typographic } from "./typographic.js";

/** Where the result came from: trades by side, exit, symbol and strategy. */
export function groupsSection(report: BacktestReport): Html {
  const tables = groupTables(report);
  if (tables.length === 0) return html``;
  return html`<section aria-labelledby="groups"><h2 id="groups">Where the result came from</h2>
  <p class="small soft">Results after fees and funding, in ${report.quote}. MAE and MFE are the furthest price against and in favour of a position, positive shares of the entry price, averaged; an exit is what emptied the position.</p>
  <div class="scroll" role="region" aria-labelledby="groups" tabindex="0"><table class="groups"><caption class="visually-hidden">Trades by side, exit, symbol and strategy</caption>${tables.map(
    ({ title, groups }, i) => html`<tbody${i > 0 && html` class="next"`}>
  <tr class="head"><th scope="col">${title}</th>${GROUP_COLUMNS.map(({ label, about }) => html`<th scope="col" title="${about}">${label}</th>`)}</tr>
  ${groups.map((group) => html`<tr><th scope="row">${group.name}</th>${GROUP_COLUMNS.map((column) => cell(group, column))}</tr>`)}</tbody>`,
  )}</table></div></section>`;
}

function cell(group: TradeGroup, { value, print, toned }: GroupColumn): Html {
  const of = value(group);
  if (of === null) return html`<td>–</td>`;
  const text = print(of);
  const tone = toned !== true || !/[1-9]/.test(text) ? null : html` class="${of > 0 ? "gain" : "loss"}"`;
  return html`<td${tone}>${typographic(text)}</td>`;
}
