import { createLocalExchange, type LocalExchange, type LocalExchangeOptions } from "@bellwether/ccxt/testing";
import type { BarColumns } from "@bellwether/core";

/** What the local exchange takes for a key; it must never be seen anywhere. */
export const KEY = { apiKey: "canary-key-5f2c81", secret: "canary-secret-93ab07" };

const cents = (price: number) => Math.round(100 * price) / 100;

/** Bars of one second from `from` on, around 100, up and down by turns of `turn` bars. */
export function seconds(from: number, count: number, turn = 4): BarColumns {
  const close = Float64Array.from({ length: count }, (_, i) => {
    const at = i % (2 * turn);
    return cents(100 + (at < turn ? at : 2 * turn - at) + (i % 3) / 10);
  });
  const open = Float64Array.from(close, (price, i) => (i === 0 ? price : close[i - 1]!));
  return {
    openTime: Float64Array.from(close, (_, i) => from + 1_000 * i),
    open,
    high: close.map((price, i) => cents(Math.max(price, open[i]!) + 0.05)),
    low: close.map((price, i) => cents(Math.min(price, open[i]!) - 0.05)),
    close,
    volume: close.map((_, i) => 1 + (i % 5)),
  };
}

/** An exchange whose clock goes with this machine's, and on which a bar closes every second. */
export async function openMarket(more: Partial<LocalExchangeOptions> = {}): Promise<LocalExchange> {
  const now = Date.now();
  const from = now - (now % 1_000) - 600_000;
  return createLocalExchange({
    markets: [
      {
        symbol: "BTC/USDT",
        base: "BTC",
        quote: "USDT",
        tick: 0.01,
        step: 0.00001,
        minQuantity: 0.00001,
        minNotional: 5,
        maker: 0.001,
        taker: 0.001,
        types: ["market", "limit", "stop", "stop-limit"],
        timeframe: "1s",
        columns: seconds(from, 1_500),
      },
    ],
    balances: { USDT: 10_000 },
    start: now,
    keys: [KEY],
    speed: 1,
    ...more,
  });
}

/** Text of a run file that trades on it; `lines` come at its end. */
export const liveText = (exchange: LocalExchange, strategy: string, ...lines: readonly string[]): string =>
  `mode: paper
exchange:
  symbols: [BTC/USDT]
  timeframe: 1s
  options: ${JSON.stringify(exchange.ccxtOptions())}
strategy: ${strategy}
account: { quote: USDT }
risk: { riskPerTrade: 0.01, stopLossAtr: 2 }
live: { graceMs: 100 }
${lines.join("\n")}
`;
