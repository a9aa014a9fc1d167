import type { BarColumns, ExitReason, Timeframe, Trade } from "@bellwether/core";
import { closeTimeOf } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { computeMetrics } from "../src/metrics/index.js";
import type { BacktestReport } from "../src/report/report.js";
import { computeStatistics } from "../src/statistics/statistics.js";

export interface SampleReportOptions {
  readonly columns?: BarColumns;
  readonly rows?: number;
  readonly symbol?: string;
  readonly timeframe?: Timeframe;
  readonly quote?: string;
  /** Distance of stop and target, fractions of the entry price. */
  readonly stop?: number;
  readonly target?: number;
}

const START = 10_000;
const FEE = 0.0002;

/**
 * A report with every part filled, from a moving-average cross with stop and target, filled by hand at closes. Targets
 * leave in two parts; dust and the band are made up.
 */
export function sampleReport({
  rows = 2_000,
  timeframe = "1h",
  columns = sampleBars({ rows, timeframe, volatility: 0.006 }),
  symbol = "BTC/USDT",
  quote = "USDT",
  stop = 0.02,
  target = 0.04,
}: SampleReportOptions = {}): BacktestReport {
  const { openTime, high, low, close } = columns;
  const n = openTime.length;
  const time = Float64Array.from(openTime, (t) => closeTimeOf(timeframe, t));
  const equity = new Float64Array(n);
  const trades: Trade[] = [];
  const mean = (i: number, period: number) => close.subarray(i - period + 1, i + 1).reduce((a, b) => a + b) / period;
  let cash = START;
  let open: { at: number; side: 1 | -1; price: number; quantity: number; worst: number; best: number } | null = null;
  let exposureBars = 0;
  let fees = 0;

  const leave = (at: number, exitPrice: number, exitReason: ExitReason, ambiguous = false) => {
    const { side, price, quantity, worst, best, at: from } = open!;
    const fee = FEE * quantity * (price + exitPrice);
    const pnl = side * quantity * (exitPrice - price) - fee;
    cash += pnl;
    fees += fee;
    trades.push({
      id: trades.length + 1,
      symbol,
      strategy: "sma-cross",
      side: side === 1 ? "long" : "short",
      quantity,
      entryTime: openTime[from]!,
      exitTime: openTime[at]!,
      entryPrice: price,
      exitPrice,
      barsHeld: at - from,
      pnl,
      returnFraction: pnl / (quantity * price),
      fees: fee,
      slippage: 0.1 * fee,
      funding: 0,
      dust: 0,
      exitReason,
      exits:
        exitReason === "take-profit"
          ? (["partial-target", "take-profit"] as const).map((reason) => ({
              time: openTime[at]!,
              price: exitPrice,
              quantity: quantity / 2,
              reason,
            }))
          : undefined,
      stopLoss: price * (1 - side * stop),
      takeProfit: price * (1 + side * target),
      entryReason: `sma12 ${side === 1 ? "above" : "below"} sma48`,
      worstPrice: worst,
      bestPrice: best,
      ambiguous,
    });
    open = null;
  };

  for (let i = 0; i < n; i++) {
    if (open !== null) {
      exposureBars++;
      const { side, price } = open;
      const adverse = side === 1 ? low[i]! : high[i]!;
      const favourable = side === 1 ? high[i]! : low[i]!;
      open.worst = side === 1 ? Math.min(open.worst, adverse) : Math.max(open.worst, adverse);
      open.best = side === 1 ? Math.max(open.best, favourable) : Math.min(open.best, favourable);
      const stopped = side * (adverse - price) <= -stop * price;
      const hit = side * (favourable - price) >= target * price;
      if (stopped) leave(i, price * (1 - side * stop), "stop-loss", hit);
      else if (hit) leave(i, price * (1 + side * target), "take-profit");
    }
    if (i >= 48) {
      const before = Math.sign(mean(i - 1, 12) - mean(i - 1, 48));
      const now = Math.sign(mean(i, 12) - mean(i, 48));
      if (now !== before && now !== 0) {
        if (open !== null) leave(i, close[i]!, "signal");
        const quantity = Number(((0.9 * cash) / close[i]!).toFixed(5));
        open = { at: i, side: now as 1 | -1, price: close[i]!, quantity, worst: close[i]!, best: close[i]! };
      }
    }
    if (i === n - 1 && open !== null) leave(i, close[i]!, "end-of-data");
    equity[i] = cash + (open === null ? 0 : open.side * open.quantity * (close[i]! - open.price));
  }
  const params = { fast: 12, slow: 48, stop, target };
  const bars = [{ symbol, timeframe, columns }];
  const metrics = computeMetrics({
    equity: { time, equity },
    startEquity: START,
    trades,
    exposureBars,
    feesPaid: fees,
    slippagePaid: 0.1 * fees,
    bars: [columns],
  });
  const { endEquity, totalReturn, maxDrawdown } = metrics;
  const ambiguousBars = trades.filter(({ ambiguous }) => ambiguous).length;
  const measured = { endEquity, totalReturn, maxDrawdown, trades: trades.length };
  return {
    fingerprint: "3fa9c1d2e0b47a6f55c8d1190e2b7f4c6a8d3e5f7091b2c4d6e8fa0b1c2d3e4f",
    config: { mode: "backtest", strategy: { type: "sma-cross", params }, account: { startingBalance: START, quote } },
    quote,
    strategies: [{ name: "sma-cross", id: "sma-cross", symbol, timeframe, params }],
    metrics,
    trades,
    equity: { time, equity },
    refusals: { cooldown: 14, maxNotional: 3 },
    ambiguousBars,
    band: {
      rule: "pessimistic",
      pessimistic: measured,
      optimistic:
        ambiguousBars === 0
          ? measured
          : { ...measured, endEquity: endEquity + 120, totalReturn: (endEquity + 120) / START - 1 },
    },
    detail: null,
    costs: {
      fees,
      slippage: 0.1 * fees,
      funding: 0,
      dust: trades.length === 0 ? 0 : 0.42,
      dustCount: trades.length === 0 ? 0 : 3,
      liquidations: 0,
      insured: 0,
    },
    statistics: computeStatistics({ equity: { time, equity }, startEquity: START, trades, bars }),
    halts:
      n < 1_500
        ? []
        : [
            {
              rule: "dailyLoss",
              limit: 0.02,
              observed: 0.0215,
              flatten: true,
              time: time[1_400]!,
              until: time[1_424]!,
            },
          ],
    origin: {
      data: { [`${symbol} ${timeframe}`]: "8d1c0ffee5a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b" },
      config: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
      version: "0.1.0",
      code: { "plugins/sma-cross.ts": "77d0b3c1a2f4e5968778695a4b3c2d1e0f77d0b3c1a2f4e5968778695a4b3c2d" },
      seed: 1,
    },
    prefixChecks: 64,
    warnings: ["7 gaps in the bars, the longest 49 h; positions were held through them"],
    bars,
  };
}
