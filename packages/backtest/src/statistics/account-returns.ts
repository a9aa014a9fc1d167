import type { Trade } from "@bellwether/core";

/**
 * Result of each trade over the equity realised before it, fractions, in the order given (of exits): they compound to
 * what the trades made of the account, whatever part of it each of them used. Null where equity reached zero.
 * @param startEquity - in quote currency, above zero.
 */
export function accountReturns(trades: readonly Trade[], startEquity: number): Float64Array | null {
  const returns = new Float64Array(trades.length);
  let equity = startEquity;
  for (const [i, { pnl }] of trades.entries()) {
    returns[i] = pnl / equity;
    equity += pnl;
    if (!(equity > 0)) return null;
  }
  return returns;
}
