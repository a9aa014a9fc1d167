import { BadTimeframeError, closeTimeOf, isTimeframe, openTimeOf, type Timeframe, timeframeMs } from "@bellwether/core";
import type { BarRow } from "@bellwether/live";
import type { Venue, VenueMarket } from "@bellwether/live/venue";
import { ApiError } from "./api-error.js";
import { decimalText } from "./decimal-text.js";
import { limitOf, type Parameters } from "./parameters.js";

const INTERVALS = "1s 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M".split(" ");

/** @throws {ApiError} -1120 for an interval that Binance lacks */
export function intervalOf(text: string): Timeframe {
  if (isTimeframe(text) && INTERVALS.includes(text)) return text;
  throw new ApiError(400, -1120, "Invalid interval.");
}

/**
 * Rows that a request for klines asks for: from `startTime` on, or the newest up to `endTime` or now.
 * @throws {ApiError} -1120 also for an interval that the recorded bars cannot make
 */
export function barPage(venue: Venue, { symbol }: VenueMarket, parameters: Parameters): BarRow[] {
  const timeframe = intervalOf(parameters.required("interval"));
  const limit = limitOf(parameters, 500, 1_000);
  const from = parameters.whole("startTime");
  const to = parameters.whole("endTime") ?? Number.MAX_SAFE_INTEGER;
  try {
    if (from !== undefined) return venue.bars(symbol, timeframe, from, limit).filter(([openTime]) => openTime <= to);
    return newestBars(venue, symbol, timeframe, Math.min(to, venue.now), limit);
  } catch (error) {
    if (error instanceof BadTimeframeError) throw new ApiError(400, -1120, "Invalid interval.");
    throw error;
  }
}

/** The last bars that open at `to` or before, whatever holes there are. */
export function newestBars(venue: Venue, symbol: string, timeframe: Timeframe, to: number, limit: number): BarRow[] {
  const length = timeframeMs(timeframe);
  for (let span = limit; ; span *= 8) {
    const since = openTimeOf(timeframe, to) - span * length;
    const rows = venue.bars(symbol, timeframe, since, Infinity).filter(([openTime]) => openTime <= to);
    if (rows.length >= limit || since <= 0) return rows.slice(-limit);
  }
}

/** A row of `klines`. Trades are not recorded: their number is 0, and half of the volume counts as bought. */
export function klineRow(row: BarRow, timeframe: Timeframe): (number | string)[] {
  const [openTime, open, high, low, close, volume] = row;
  const quote = volume * ((open + high + low + close) / 4);
  return [
    openTime,
    decimalText(open),
    decimalText(high),
    decimalText(low),
    decimalText(close),
    decimalText(volume),
    closeTimeOf(timeframe, openTime) - 1,
    quote.toFixed(8),
    0,
    (volume / 2).toFixed(8),
    (quote / 2).toFixed(8),
    "0",
  ];
}
