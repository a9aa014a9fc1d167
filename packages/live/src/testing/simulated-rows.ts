import { closeTimeOf, createRng, type Stream } from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";
import type { Weather } from "./weather.js";

/** From then on after its close a revised bar looks different, ms. */
const REVISED_AFTER_MS = 60_000;

/** Bars as a faulty exchange answers them: `rows` are the true ones at `now`. */
export function distortedRows(rows: readonly BarRow[], stream: Stream, now: number, weather: Weather): BarRow[] {
  const { plan } = weather;
  if (weather.strikes(plan.emptyAnswers, "emptyAnswers")) return [];
  let out = rows.map((row) => revised(row, stream, now, weather));
  if (plan.rowsLagMs > 0) out = lagging(out, stream, now - weather.int(plan.rowsLagMs + 1), now, weather);
  if (out.length > 0 && weather.strikes(plan.rowsLate, "rowsLate")) out = out.slice(0, -1 - weather.int(2));
  if (out.length > 0 && weather.strikes(plan.rowsDuplicated, "rowsDuplicated")) {
    const at = weather.int(out.length);
    out.splice(at, 0, out[at]!);
  }
  if (out.length > 0 && weather.strikes(plan.rowsNaN, "rowsNaN")) {
    const at = weather.int(out.length);
    out[at] = out[at]!.with(1 + weather.int(5), Number.NaN) as unknown as BarRow;
  }
  return out;
}

/** The answer as of an earlier moment: rows that had not begun are missing, one that had not closed is unfinished. */
function lagging(rows: BarRow[], { timeframe }: Stream, asOf: number, now: number, weather: Weather): BarRow[] {
  const out = rows.filter(([openTime]) => openTime <= asOf);
  const last = out.at(-1);
  if (last === undefined) return out;
  const closeTime = closeTimeOf(timeframe, last[0]);
  if (closeTime <= asOf || closeTime > now) return out;
  weather.counts.rowsLagging++;
  out[out.length - 1] = partial(last, (asOf - last[0]) / (closeTime - last[0]));
  return out;
}

/** A bar when this share of it had passed, on the path of the venue. */
function partial([time, open, high, low, close, volume]: BarRow, share: number): BarRow {
  const path = open - low <= high - open ? [open, low, high, close] : [open, high, low, close];
  const seen = path.slice(0, 1 + Math.floor(4 * share));
  return [time, open, Math.max(...seen), Math.min(...seen), seen.at(-1)!, Math.floor(volume * share * 1e8) / 1e8];
}

/** Which bars are revised depends on seed and bar alone, so that every answer agrees. */
function revised(row: BarRow, { symbol, timeframe }: Stream, now: number, weather: Weather): BarRow {
  const { rowsRevised } = weather.plan;
  const [time, open, high, low, close, volume] = row;
  if (!(rowsRevised > 0) || now < closeTimeOf(timeframe, time) + REVISED_AFTER_MS) return row;
  if (createRng(weather.seed).fork(`${symbol} ${timeframe} ${time}`).next() >= rowsRevised) return row;
  weather.counts.rowsRevised++;
  return [time, open, high, low, close === high ? low : high, volume + 1];
}
