import type { Trade } from "@bellwether/core";
import { mean } from "../../metrics/mean-and-deviation.js";
import type { Figure } from "../../metrics/metrics.js";
import { profitFactor } from "../../metrics/profit-factor.js";
import { winRate } from "../../metrics/win-rate.js";
import { excursionOf } from "./excursion.js";

/** What trades that have something in common came to. Money in quote currency, rates are fractions. */
export interface TradeGroup {
  readonly name: string;
  readonly trades: number;
  /** After fees and funding. */
  readonly pnl: number;
  /** That, over equity at the start. */
  readonly pnlOfStart: number;
  readonly winRate: Figure;
  readonly profitFactor: Figure;
  /** Mean result over entry notional. */
  readonly averageTrade: Figure;
  readonly averageBarsHeld: Figure;
  /** Mean excursions against and in favour, fractions of the entry price, positive. */
  readonly averageMae: Figure;
  readonly averageMfe: Figure;
  readonly fees: number;
  readonly slippage: number;
  readonly funding: number;
}

/**
 * Trades grouped by what `nameOf` says, the largest group first, equals by name.
 * @param always - names that are listed even without a trade, first and in this order.
 */
export function groupTrades(
  trades: readonly Trade[],
  startEquity: number,
  nameOf: (trade: Trade) => string,
  always: readonly string[] = [],
): TradeGroup[] {
  const members = new Map<string, Trade[]>(always.map((name) => [name, []]));
  for (const trade of trades) {
    const name = nameOf(trade);
    const group = members.get(name);
    if (group === undefined) members.set(name, [trade]);
    else group.push(trade);
  }
  const place = (name: string) => (always.includes(name) ? always.indexOf(name) : always.length);
  return [...members]
    .map(([name, group]) => measure(name, group, startEquity))
    .sort((a, b) => place(a.name) - place(b.name) || b.trades - a.trades || (a.name < b.name ? -1 : 1));
}

function measure(name: string, trades: readonly Trade[], startEquity: number): TradeGroup {
  const n = trades.length;
  const results = new Float64Array(n);
  const fractions = new Float64Array(n);
  const held = new Float64Array(n);
  const against = new Float64Array(n);
  const favour = new Float64Array(n);
  const sums = { pnl: 0, fees: 0, slippage: 0, funding: 0 };
  for (let i = 0; i < n; i++) {
    const trade = trades[i]!;
    const { mae, mfe } = excursionOf(trade);
    results[i] = trade.pnl;
    fractions[i] = trade.returnFraction;
    held[i] = trade.barsHeld;
    against[i] = mae;
    favour[i] = mfe;
    sums.pnl += trade.pnl;
    sums.fees += trade.fees;
    sums.slippage += trade.slippage;
    sums.funding += trade.funding;
  }
  return {
    name,
    trades: n,
    pnl: sums.pnl,
    pnlOfStart: sums.pnl / startEquity,
    winRate: winRate(results),
    profitFactor: profitFactor(results),
    averageTrade: mean(fractions),
    averageBarsHeld: mean(held),
    averageMae: mean(against),
    averageMfe: mean(favour),
    fees: sums.fees,
    slippage: sums.slippage,
    funding: sums.funding,
  };
}
