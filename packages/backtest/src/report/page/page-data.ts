import type { ExitReason } from "@bellwether/core";
import { type ChartCandles, chartCandles } from "../chart-candles.js";
import { holdCurve } from "../hold-curve.js";
import type { BacktestReport } from "../report.js";
import { thinCurve } from "../thin-curve.js";

/** Most candles of one symbol, candles of all symbols, points of a curve and trades in a page. */
export const PAGE_LIMITS = { candles: 6_000, allCandles: 30_000, points: 4_000, trades: 20_000 } as const;

/** One trade, by position: short keys would be longer than the values. */
type PageTrade = readonly [
  id: number,
  symbol: string,
  strategy: string,
  side: "long" | "short",
  quantity: number,
  entryTime: number,
  exitTime: number,
  entryPrice: number,
  exitPrice: number,
  barsHeld: number,
  pnl: number,
  returnFraction: number,
  exitReason: ExitReason,
  entryReason: string,
  ambiguous: 0 | 1,
];

/** What the page's own script draws from; times of candles and curves in seconds UTC, of trades in ms. */
export interface PageData {
  readonly quote: string;
  readonly candles: readonly ChartCandles[];
  readonly curve: {
    readonly time: readonly number[];
    readonly equity: readonly number[];
    readonly hold: readonly number[] | null;
    /** Negative fractions: down is down. */
    readonly drawdown: readonly number[];
  };
  readonly trades: readonly PageTrade[];
}

/** Thins a report to what a page can draw at once. */
export function pageData(report: BacktestReport): PageData {
  const { time, equity } = report.equity;
  const { startEquity } = report.metrics;
  const kept = thinCurve(equity, PAGE_LIMITS.points);
  const times = Float64Array.from(kept, (i) => time[i]!);
  const hold = holdCurve(report.bars, times, startEquity);
  const perSymbol = Math.min(PAGE_LIMITS.candles, Math.floor(PAGE_LIMITS.allCandles / Math.max(1, report.bars.length)));
  const fall = drawdowns(equity, startEquity);
  return {
    quote: report.quote,
    candles: report.bars
      .filter(({ columns }) => columns.openTime.length > 0)
      .map((bars) => chartCandles(bars, perSymbol)),
    curve: {
      time: Array.from(times, (t) => t / 1_000),
      equity: Array.from(kept, (i) => short(equity[i]!)),
      hold: hold === null ? null : Array.from(hold, short),
      drawdown: Array.from(kept, (i) => short(-fall[i]!)),
    },
    trades: report.trades
      .slice(-PAGE_LIMITS.trades)
      .map((t) => [
        t.id,
        t.symbol,
        t.strategy,
        t.side,
        t.quantity,
        t.entryTime,
        t.exitTime,
        short(t.entryPrice),
        short(t.exitPrice),
        t.barsHeld,
        short(t.pnl),
        short(t.returnFraction),
        t.exitReason,
        t.entryReason ?? "",
        t.ambiguous ? 1 : 0,
      ]),
  };
}

/** Ten significant digits: what a page shows, in half the bytes. */
function short(value: number): number {
  return Number(value.toPrecision(10));
}

function drawdowns(equity: Float64Array, startEquity: number): Float64Array {
  let peak = startEquity;
  return equity.map((value) => {
    peak = Math.max(peak, value);
    return 1 - value / peak;
  });
}
