import { closeTimeOf, type Trade, timeframeMs } from "@bellwether/core";
import type { BacktestReport, ReportedBars } from "../report.js";

/**
 * Exposure at each close: signed value of what was held over equity, 1 is all of it long. Read from the trades, so a
 * position that was still open at the end is not in it, and entries in parts count from the first. NaN where equity
 * was not above zero. O(closes × symbols + bars held).
 */
export function exposureCurve({
  equity: { time, equity },
  trades,
  bars,
}: Pick<BacktestReport, "equity" | "trades" | "bars">): Float64Array {
  const held = new Float64Array(time.length);
  for (const series of bars) {
    const own = trades.filter(({ symbol }) => symbol === series.symbol);
    if (own.length === 0) continue;
    const closes = closesAt(series, time);
    for (const trade of own) addTrade(trade, time, closes, held);
  }
  for (let i = 0; i < held.length; i++) held[i] = equity[i]! > 0 ? held[i]! / equity[i]! : Number.NaN;
  return held;
}

/** Value of a position at entry, in quote currency, whatever a contract holds. */
function entryNotional({ pnl, returnFraction, quantity, entryPrice }: Trade): number {
  return returnFraction === 0 ? quantity * entryPrice : pnl / returnFraction;
}

function addTrade(trade: Trade, time: Float64Array, closes: Float64Array, held: Float64Array): void {
  const { entryTime, exitTime, entryPrice, quantity, side, exits = NONE } = trade;
  const units = ((side === "long" ? 1 : -1) * entryNotional(trade)) / entryPrice;
  const leaving = exits.filter((exit) => exit.time < exitTime);
  // held at closes after the open of the entry's bar, up to the close before the exit's bar
  for (let i = firstAfter(time, entryTime); i < time.length && time[i]! <= exitTime; i++) {
    let left = 1;
    for (const exit of leaving) if (exit.time < time[i]!) left -= exit.quantity / quantity;
    held[i]! += units * left * closes[i]!;
  }
}

/** The last close of a symbol at each of `times`; its first open before there was one. */
function closesAt({ columns, timeframe }: ReportedBars, times: Float64Array): Float64Array {
  const { openTime, open, close } = columns;
  const closes = new Float64Array(times.length);
  // months differ in length; for the others an addition is all that a million bars need
  const length = timeframe.endsWith("M") ? Number.NaN : timeframeMs(timeframe);
  let next = 0;
  for (let i = 0; i < times.length; i++) {
    for (; next < close.length; next++) {
      const closed = length > 0 ? openTime[next]! + length : closeTimeOf(timeframe, openTime[next]!);
      if (!(closed <= times[i]!)) break;
    }
    closes[i] = next === 0 ? (open[0] ?? Number.NaN) : close[next - 1]!;
  }
  return closes;
}

const NONE: readonly [] = [];

function firstAfter(times: Float64Array, instant: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}
