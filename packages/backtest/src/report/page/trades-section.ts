import { count, decimal } from "../format.js";
import type { BacktestReport } from "../report.js";
import { type Html, html } from "./html.js";
import { PAGE_LIMITS } from "./page-data.js";

/** The list that the page's script fills, sorts and turns. */
export function tradesSection({ trades, ambiguousBars, quote }: BacktestReport): Html {
  if (trades.length === 0)
    return html`<section aria-labelledby="trades"><h2 id="trades">Trades</h2><p class="soft">No position was closed in this run.</p></section>`;
  const left = trades.length - PAGE_LIMITS.trades;
  const parted = trades.some(({ exits }) => exits !== undefined && exits.length > 1);
  return html`<section aria-labelledby="trades"><div class="bar"><h2 id="trades">Trades</h2><div class="controls pager">
    <button type="button" id="trades-previous" aria-label="Previous page">←</button>
    <span id="trades-range" aria-live="polite"></span>
    <button type="button" id="trades-next" aria-label="Next page">→</button></div></div>
  <p class="small soft">Results after fees and funding, in ${quote}. <span class="screen">A heading sorts; a number shows its trade on the chart.${parted && html` A count of parts folds out an exit in parts.`}</span> MAE and MFE are the furthest price against and in favour of the position while it was held, both as positive shares of the entry price.${ambiguousBars > 0 && html` * ${count(ambiguousBars, "fill")} in a bar that did not say what came first, so that the intrabar rule had to decide.`}${left > 0 && html` The last ${decimal(PAGE_LIMITS.trades, 0)} of ${decimal(trades.length, 0)} trades are listed; the CSV has all.`} <span id="trades-printed"></span></p>
  <div class="scroll" role="region" aria-labelledby="trades" tabindex="0"><table class="trades"><caption class="visually-hidden">Every trade</caption>
  <thead id="trades-head"></thead><tbody id="trades-body"></tbody></table></div></section>`;
}
