import { TWO_STANCES } from "./direction-labels.js";
import { BadLabelError, type Labels } from "./labels.js";

/** Labels by the most certain trend, with how certain it is. */
export interface TrendLabels extends Labels {
  /** t-value of the slope: far from 0 is certain, its sign is the way. */
  readonly tValue: Float64Array;
}

/**
 * LONG or SHORT by the trend ahead: closes are fitted by a straight line over every window from `row` of `minimum` to
 * `horizon` bars, and the window whose slope is the most certain, up or down, decides. Counts from the close of `row`: no
 * order gets that price. Rows that have not `horizon` bars ahead of them, unknown closes among them, or no slope have none.
 * @throws {BadLabelError} unless `3 <= minimum <= horizon`, both whole.
 * @see López de Prado, Machine Learning for Asset Managers (2020), section 5.4
 */
export function trendScanningLabels(
  close: Float64Array,
  { horizon = 20, minimum = 5 }: { horizon?: number; minimum?: number } = {},
): TrendLabels {
  if (!(Number.isInteger(horizon) && Number.isInteger(minimum) && minimum >= 3 && minimum <= horizon))
    throw new BadLabelError(`trend scanning needs whole 3 <= minimum <= horizon; got ${minimum} and ${horizon}`);
  const rows: number[] = [];
  const ends: number[] = [];
  const tValues: number[] = [];
  for (let row = 0; row + horizon <= close.length; row++) {
    const base = close[row]!;
    let best = 0;
    let end = -1;
    let sumY = 0;
    let sumXY = 0;
    let sumYY = 0;
    for (let x = 0; x < horizon; x++) {
      const y = close[row + x]! - base; // from the first close: large prices cancel no digits
      sumY += y;
      sumXY += x * y;
      sumYY += y * y;
      if (Number.isNaN(y)) break;
      const n = x + 1;
      if (n < minimum) continue;
      const xx = (n * (n * n - 1)) / 12;
      const xy = sumXY - (x / 2) * sumY;
      const yy = sumYY - (sumY * sumY) / n;
      const t = xy / Math.sqrt((Math.max(0, yy - (xy * xy) / xx) / (n - 2)) * xx);
      if (Math.abs(t) > Math.abs(best)) {
        best = t;
        end = row + x;
      }
    }
    if (end < 0 || Number.isNaN(sumY)) continue;
    rows.push(row);
    ends.push(end);
    tValues.push(best);
  }
  return {
    task: "classification",
    classes: TWO_STANCES,
    row: Int32Array.from(rows),
    start: Int32Array.from(rows),
    end: Int32Array.from(ends),
    value: Float64Array.from(tValues, (t) => (t > 0 ? 1 : 0)),
    tValue: Float64Array.from(tValues),
  };
}
