import { TradingError } from "@bellwether/core";

/** The equity curve of a run breaks its promise, so no figure of it would mean anything. */
export class BadEquityCurveError extends TradingError {
  override readonly code = "BAD_EQUITY_CURVE";
}

/** @throws {BadEquityCurveError} unless times ascend and all values are finite, the start above zero. */
export function assertEquityCurve(time: Float64Array, equity: Float64Array, startEquity: number): void {
  if (!(startEquity > 0 && startEquity < Infinity))
    throw new BadEquityCurveError(`startEquity is ${startEquity}; a run starts with money above zero`);
  if (time.length !== equity.length)
    throw new BadEquityCurveError(`${time.length} times but ${equity.length} equity values; each point needs both`);
  for (let i = 0; i < time.length; i++) {
    if (!Number.isFinite(equity[i]))
      throw new BadEquityCurveError(`equity of point ${i} is ${equity[i]}, not a number`);
    if (!(time[i]! > (time[i - 1] ?? -Infinity)) || time[i] === Infinity)
      throw new BadEquityCurveError(`time of point ${i} is ${time[i]}, not after ${time[i - 1]}; one point per close`);
  }
}
