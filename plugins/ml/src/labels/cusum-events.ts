import { BadLabelError } from "./labels.js";

/**
 * Rows at which the price has moved by more than the threshold since the last such row: a symmetric CUSUM filter on log
 * returns, whose upward and downward sums restart at 0 when they fire. Row `i` uses closes up to `i`. Returns that are not
 * known leave the sums as they are.
 * @param threshold - a log return, 0.02, or one a row known at its close; rows where that is NaN do not fire.
 * @throws {BadLabelError} for a threshold that is not positive or of another length.
 * @see AFML, snippet 2.4
 */
export function cusumEvents(close: Float64Array, threshold: number | Float64Array): Int32Array {
  const fixed = typeof threshold === "number" ? threshold : null;
  if (fixed !== null && !(fixed > 0))
    throw new BadLabelError(`the threshold of events is a return above 0, such as 0.02; got ${fixed}`);
  if (typeof threshold !== "number" && threshold.length !== close.length)
    throw new BadLabelError(`${threshold.length} thresholds for ${close.length} closes; give one a close`);
  const rows: number[] = [];
  let up = 0;
  let down = 0;
  for (let i = 1; i < close.length; i++) {
    const move = Math.log(close[i]! / close[i - 1]!);
    if (!Number.isFinite(move)) continue;
    const limit = fixed ?? (threshold as Float64Array)[i]!;
    up = Math.max(0, up + move);
    down = Math.min(0, down + move);
    if (down < -limit) {
      down = 0;
      rows.push(i);
    } else if (up > limit) {
      up = 0;
      rows.push(i);
    }
  }
  return Int32Array.from(rows);
}
