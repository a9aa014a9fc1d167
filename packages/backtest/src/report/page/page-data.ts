import type { ExitReason, Trade } from "@bellwether/core";
import type { Figure } from "../../metrics/metrics.js";
import { type ChartCandles, chartCandles } from "../chart-candles.js";
import { holdCurve } from "../hold-curve.js";
import type { BacktestReport } from "../report.js";
import { excursionOf } from "../tables/excursion.js";
import { reportTables } from "../tables/report-tables.js";
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
  mae: number,
  mfe: number,
  stopLoss: Figure,
  takeProfit: Figure,
  /** Fills of an exit in parts. */
  exits: readonly PageExit[],
];
type PageExit = readonly [time: number, price: number, quantity: number, reason: ExitReason];

/** A curve with times of its own; it spans the same time as equity does. */
interface PageCurve {
  readonly time: readonly number[];
  readonly values: readonly (readonly Figure[])[];
}

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
    readonly holdDrawdown: readonly number[] | null;
  };
  /** Signed value held over equity. */
  readonly exposure: PageCurve;
  /** Sharpe, then volatility. */
  readonly rolling: PageCurve;
  readonly trades: readonly PageTrade[];
}

/** Thins a report to what a page can draw at once. */
export function pageData(report: BacktestReport): PageData {
  const { time, equity } = report.equity;
  const { startEquity } = report.metrics;
  const { exposure, rolling } = reportTables(report);
  const kept = thinCurve(equity, PAGE_LIMITS.points);
  const pick = (values: Float64Array, of = short) => Array.from(kept, (i) => of(values[i]!));
  const hold = holdCurve(report.bars, time, startEquity);
  const perSymbol = Math.min(PAGE_LIMITS.candles, Math.floor(PAGE_LIMITS.allCandles / Math.max(1, report.bars.length)));
  const span = [time[0] ?? 0, time[time.length - 1] ?? 0] as const;
  return {
    quote: report.quote,
    candles: report.bars
      .filter(({ columns }) => columns.openTime.length > 0)
      .map((bars) => chartCandles(bars, perSymbol)),
    curve: {
      time: pick(time, seconds),
      equity: pick(equity),
      hold: hold === null ? null : pick(hold),
      drawdown: pick(drawdowns(equity, startEquity)),
      holdDrawdown: hold === null ? null : pick(drawdowns(hold, startEquity)),
    },
    exposure: spanning(span, exposure.time, [exposure.means]),
    rolling: spanning(span, rolling.time, [rolling.sharpe, rolling.volatility]),
    trades: report.trades.slice(-PAGE_LIMITS.trades).map(pageTrade),
  };
}

function pageTrade(trade: Trade): PageTrade {
  const { mae, mfe } = excursionOf(trade);
  return [
    trade.id,
    trade.symbol,
    trade.strategy,
    trade.side,
    trade.quantity,
    trade.entryTime,
    trade.exitTime,
    short(trade.entryPrice),
    short(trade.exitPrice),
    trade.barsHeld,
    short(trade.pnl),
    short(trade.returnFraction),
    trade.exitReason,
    trade.entryReason ?? "",
    trade.ambiguous ? 1 : 0,
    short(mae),
    short(mfe),
    trade.stopLoss ?? null,
    trade.takeProfit ?? null,
    (trade.exits ?? []).map(({ time, price, quantity, reason }) => [time, short(price), quantity, reason] as const),
  ];
}

/** Ten significant digits: what a page shows, in half the bytes. */
function short(value: number): number {
  return Number(value.toPrecision(10));
}

function seconds(ms: number): number {
  return ms / 1_000;
}

/** Six digits, with nulls at the ends of `span` where the curve begins later or ends earlier: charts then line up. */
function spanning(
  [from, to]: readonly [number, number],
  time: readonly number[],
  values: readonly (readonly Figure[])[],
): PageCurve {
  if (time.length === 0) return { time: [], values };
  const before = time[0]! > from ? 1 : 0;
  const after = time[time.length - 1]! < to ? 1 : 0;
  const rounded = (value: Figure) => (value === null ? null : Number(value.toPrecision(6)));
  const nothing = (n: number) => new Array<Figure>(n).fill(null);
  return {
    time: [...(before ? [from] : []), ...time, ...(after ? [to] : [])].map(seconds),
    values: values.map((line) => [...nothing(before), ...line.map(rounded), ...nothing(after)]),
  };
}

/** Negative fractions below the running peak. */
function drawdowns(equity: Float64Array, startEquity: number): Float64Array {
  let peak = startEquity;
  return equity.map((value) => {
    peak = Math.max(peak, value);
    return value / peak - 1;
  });
}
