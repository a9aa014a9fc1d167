import { type BarColumns, frameOf } from "@bellwether/core";
import { atr } from "@bellwether/indicators";
import { ewmaVolatility } from "./ewma-volatility.js";
import { firstUnknownRows } from "./known-bars.js";
import { BadLabelError } from "./labels.js";
import { VOLATILITY_SPAN } from "./read-options.js";
import type { BarrierSettings } from "./triple-barrier-settings.js";

/** What a barrier setting does not say: which rows, which side, another unit. */
export interface BarrierInputs {
  /** Side by row of bars: 1 long, -1 short, 0 no trade. All long without. */
  readonly side?: Int8Array;
  /** Rows at whose close a decision is made, rising, such as those of `cusumEvents`. Every row without. */
  readonly rows?: ArrayLike<number>;
  /** Unit of the barriers by row of bars, a fraction of the entry price, known at the close of the row; NaN for no trade. */
  readonly target?: Float64Array;
}

/** Trades between two barriers and a last bar; one entry a trade whose end is known, in rising order of `row`. */
export interface BarrierTrades {
  readonly row: Int32Array;
  /** First and last bar that decided it, inclusive. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly side: Int8Array;
  /** 1 the profit barrier was touched first, -1 the stop, 0 neither. */
  readonly touch: Int8Array;
  readonly entry: Float64Array;
  /** The barrier, the open of a bar that gapped through it, or the close of the last bar. */
  readonly exit: Float64Array;
}

/**
 * Follows a trade from every row to the first barrier that it touches. `path: "extremes"`: entry at the open of `row + 1`,
 * barriers met by opens, highs and lows as the backtester meets them: an open beyond a barrier fills there, and of two
 * barriers in one bar the stop comes first. `path: "closes"`: entry at the close of `row`, barriers met by later closes.
 * Barriers stand at `entry ± multiple × unit`, fixed at entry; touching is enough. Trades that a bar that is not known, or
 * the end of the history, leaves open have no entry; nor have rows whose unit is not above `minTarget`.
 * @throws {BadLabelError} for columns of different length, sides that are no sides, or rows out of order.
 */
export function barrierTrades(bars: BarColumns, settings: BarrierSettings, inputs: BarrierInputs = {}): BarrierTrades {
  const { profit, stop, horizon, minTarget, path } = settings;
  const { open, high, low, close } = bars;
  const length = close.length;
  const unknown = firstUnknownRows(bars);
  const side = checkedSide(inputs.side, length);
  const rows = checkedRows(inputs.rows, length);
  const count = rows === null ? length : rows.length;
  const range = inputs.target === undefined && settings.atr !== undefined ? atrValues(bars, settings.atr) : null;
  const target = range ?? inputs.target ?? ewmaVolatility(close, settings.volatilitySpan ?? VOLATILITY_SPAN);
  if (target.length !== length)
    throw new BadLabelError(`target has ${target.length} values for ${length} bars; give one a bar`);
  const closes = path === "closes";
  const out = trades(count);
  let n = 0;
  for (let k = 0; k < count; k++) {
    const row = rows === null ? k : rows[k]!;
    const s = side === null ? 1 : side[row]!;
    const unit = target[row]!;
    if (s === 0 || row + 1 >= length || unknown[row]! <= row + 1) continue;
    if (!((range === null ? unit : unit / close[row]!) > minTarget)) continue;
    const entry = closes ? close[row]! : open[row + 1]!;
    const distance = range === null ? unit * entry : unit;
    const above = profit === 0 ? Number.POSITIVE_INFINITY : s * entry + profit * distance; // in prices times the side
    const below = stop === 0 ? Number.NEGATIVE_INFINITY : s * entry - stop * distance;
    const last = Math.min(row + horizon, unknown[row]! - 1); // unknown is at most the number of rows
    let touch = 0;
    let exit = Number.NaN;
    let end = last;
    for (let j = row + 1; j <= last; j++) {
      if (closes) {
        const at = s * close[j]!;
        if (at < above && at > below) continue;
        touch = at >= above ? 1 : -1;
        exit = close[j]!;
      } else {
        const at = s * open[j]!;
        const worst = s > 0 ? low[j]! : -high[j]!;
        const best = s > 0 ? high[j]! : -low[j]!;
        if (worst > below && best < above && at > below && at < above) continue;
        if (at <= below || at >= above) {
          touch = at <= below ? -1 : 1;
          exit = open[j]!;
        } else {
          touch = worst <= below ? -1 : 1;
          exit = s * (touch < 0 ? below : above);
        }
      }
      end = j;
      break;
    }
    if (touch === 0) {
      if (last < row + horizon) continue; // still open when the bars end
      exit = close[last]!;
    }
    out.row[n] = row;
    out.start[n] = closes ? row : row + 1;
    out.end[n] = end;
    out.side[n] = s;
    out.touch[n] = touch;
    out.entry[n] = entry;
    out.exit[n] = exit;
    n++;
  }
  return {
    row: out.row.slice(0, n),
    start: out.start.slice(0, n),
    end: out.end.slice(0, n),
    side: out.side.slice(0, n),
    touch: out.touch.slice(0, n),
    entry: out.entry.slice(0, n),
    exit: out.exit.slice(0, n),
  };
}

function trades(count: number): BarrierTrades {
  return {
    row: new Int32Array(count),
    start: new Int32Array(count),
    end: new Int32Array(count),
    side: new Int8Array(count),
    touch: new Int8Array(count),
    entry: new Float64Array(count),
    exit: new Float64Array(count),
  };
}

const atrValues = (bars: BarColumns, period: number) => atr(frameOf(bars), period).values();

function checkedSide(side: Int8Array | undefined, length: number): Int8Array | null {
  if (side === undefined) return null;
  if (side.length !== length)
    throw new BadLabelError(`side has ${side.length} values for ${length} bars; give one a bar`);
  const bad = side.findIndex((value) => value < -1 || value > 1);
  if (bad >= 0) throw new BadLabelError(`a side is 1, -1 or 0; row ${bad} has ${side[bad]}`);
  return side;
}

function checkedRows(rows: ArrayLike<number> | undefined, length: number): ArrayLike<number> | null {
  if (rows === undefined) return null;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    if (!(Number.isInteger(row) && row >= 0 && row < length))
      throw new BadLabelError(`rows are whole numbers from 0 to ${length - 1}; got ${row} at place ${k}`);
    if (k > 0 && row <= rows[k - 1]!) throw new BadLabelError(`rows rise; ${row} stands after ${rows[k - 1]}`);
  }
  return rows;
}
