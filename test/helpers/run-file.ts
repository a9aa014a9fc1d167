import { join } from "node:path";
import { ROOT } from "./built.js";

/** Bars that ship: a year of hourly EUR/USD. */
export const EURUSD = join(ROOT, "data/sample/eurusd-1h.csv");

/** Bars that ship: twenty years of the S&P 500, daily. */
export const SP500 = join(ROOT, "data/sample/sp500-1d.csv");

/** Text of a run file on the hourly sample; `lines` come at its end. */
export const runText = (strategy: string, ...lines: readonly string[]): string =>
  `exchange: { symbols: [EUR/USD], timeframe: 1h }
strategy: { type: ${strategy} }
account: { quote: USD }
data: { files: { EUR/USD: ${JSON.stringify(EURUSD)} } }
risk: { riskPerTrade: 0.01, stopLossAtr: 2 }
backtest: { fees: { maker: 0.0001, taker: 0.0001 }, slippageBps: 0.5 }
${lines.join("\n")}
`;
