import { assertShare } from "./errors.js";
import { TAIL_MODELS, type TailModel } from "./tail-model.js";

/**
 * Loss that is exceeded in only the share `tail` of bars, a fraction of value, positive when it hurts (the far end of
 * steady gains is negative). Null where the model cannot be fitted: no returns, a NaN, for `normal` fewer than two,
 * for `cornishFisher` returns that do not move.
 * The bent quantile of `cornishFisher` serves moderate skew and kurtosis; with extreme ones it need not rise with risk.
 * @throws {BadMeasureError} unless `tail` lies between 0 and 1.
 */
export function valueAtRisk(returns: Float64Array, tail: number, model: TailModel = "historical"): number | null {
  assertShare("valueAtRisk", "tail", tail);
  return lossOf(TAIL_MODELS[model](returns, tail).quantile);
}

/**
 * Mean loss over the share `tail` of worst bars, a fraction of value, positive when it hurts; null as `valueAtRisk` is.
 * `historical` averages the returns at or below the quantile.
 * @throws {BadMeasureError} unless `tail` lies between 0 and 1.
 */
export function expectedShortfall(returns: Float64Array, tail: number, model: TailModel = "historical"): number | null {
  assertShare("expectedShortfall", "tail", tail);
  return lossOf(TAIL_MODELS[model](returns, tail).mean);
}

function lossOf(value: number): number | null {
  return Number.isFinite(value) ? 0 - value : null;
}
