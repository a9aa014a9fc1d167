import { instrument } from "../src/market/instrument.js";
import type { InstrumentRules } from "../src/market/instrument-spec.js";
import type { Fill } from "../src/order/order.js";
import type { PortfolioOptions } from "../src/portfolio/account.js";
import { Portfolio } from "../src/portfolio/portfolio.js";

/** An account with one lane a symbol, each on a stream of its own; ticks of 0.01, steps of 0.001 unless told. */
export function accountOf(
  startingBalance: number,
  rules: Readonly<Record<string, InstrumentRules>>,
  more: Partial<PortfolioOptions> = {},
): Portfolio {
  const lanes = Object.entries(rules).map(([symbol, rule], stream) => ({
    strategy: "test",
    stream,
    instrument: instrument(symbol, { tick: 0.01, step: 0.001, ...rule }),
  }));
  return new Portfolio({ quote: "USDT", startingBalance, lanes, streamCount: lanes.length, ...more });
}

/** A fill that is its order's last, without fee, unless told. */
export function fillOf(side: Fill["side"], quantity: number, price: number, more: Partial<Fill> = {}): Fill {
  return {
    orderId: "order-1",
    lane: 0,
    symbol: "BTC/USDT",
    side,
    quantity,
    remaining: 0,
    price,
    referencePrice: price,
    fee: 0,
    liquidity: "taker",
    time: 0,
    ...more,
  };
}

export const barOf = (close: number, high = close, low = close) => ({
  openTime: 0,
  open: close,
  high,
  low,
  close,
  volume: 1,
});

/** Marks the streams to these closes. @returns the equity then, in quote currency. */
export function equityAt(portfolio: Portfolio, ...closes: readonly number[]): number {
  for (const [stream, close] of closes.entries()) portfolio.mark(stream, barOf(close));
  portfolio.settle();
  return portfolio.equity;
}

/** What a lane pays for funding; negative is received. */
export function fund(portfolio: Portfolio, payment: number, lane = 0): void {
  portfolio.fund({ lane, symbol: "BTC/USDT", time: 0, rate: 0.0001, price: 100, payment });
}

/** Everything that books could have changed, to the last unit. */
export function booksOf(portfolio: Portfolio): unknown {
  const accounts = ["wallet", "venue", "fees", "margin", "funding", "insurance", "dust"] as const;
  return {
    ledger: [...portfolio.ledger.assets].map(([asset, books]) => [asset, ...accounts.map((name) => books.units(name))]),
    positions: portfolio.positions.map(({ quantity, averagePrice, margin }) => ({ quantity, averagePrice, margin })),
    costs: { ...portfolio.costs },
    free: portfolio.free,
    trades: portfolio.trades.length,
  };
}
