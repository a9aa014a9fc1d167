import type { Bracket, ExitLevel, RiskInput } from "@bellwether/core";
import { atr } from "@bellwether/indicators";
import type { RiskConfig } from "./config.js";

/** Exits of an entry, and the stop's distance from the entry price (NaN without a stop), in quote currency. */
export interface PlannedExits {
  readonly bracket: Bracket | undefined;
  readonly stopDistance: number;
}

function positive(value: number | undefined): value is number {
  return value !== undefined && value > 0 && value < Number.POSITIVE_INFINITY;
}

/** ATR at the last close: the signal's own, else measured on the frame; NaN where neither knows it. */
function atrOf({ signal, df }: RiskInput, { atrPeriod }: RiskConfig): number {
  if (positive(signal.metadata.atr)) return signal.metadata.atr;
  return df === undefined ? Number.NaN : atr(df, atrPeriod).last;
}

/**
 * Where to leave: fixed prices if given, else the signal's distances, else multiples of the ATR.
 * @returns null where a wanted exit cannot be placed: an ATR not known yet, or a stop on the wrong side.
 */
export function planExits(input: RiskInput, config: RiskConfig): PlannedExits | null {
  const { signal, entryPrice, stopLossPrice, takeProfitPrice } = input;
  const direction = signal.signal === "SHORT" ? -1 : 1;
  const stopLoss = level(stopLossPrice, signal.metadata.slDistance, config.stopLossAtr, input, config);
  const takeProfit = level(takeProfitPrice, signal.metadata.tpDistance, config.takeProfitAtr, input, config);
  if (stopLoss === null || takeProfit === null) return null;
  const stopDistance =
    stopLoss === undefined
      ? Number.NaN
      : "price" in stopLoss
        ? (entryPrice - stopLoss.price) * direction
        : stopLoss.distance;
  const targetDistance =
    takeProfit === undefined
      ? Number.NaN
      : "price" in takeProfit
        ? (takeProfit.price - entryPrice) * direction
        : takeProfit.distance;
  if (stopLoss !== undefined && !(stopDistance > 0 && (direction < 0 || stopDistance < entryPrice))) return null;
  if (takeProfit !== undefined && !(targetDistance > 0 && (direction > 0 || targetDistance < entryPrice))) return null;
  if (stopLoss === undefined && takeProfit === undefined) return { bracket: undefined, stopDistance };
  return {
    bracket: { ...(stopLoss === undefined ? {} : { stopLoss }), ...(takeProfit === undefined ? {} : { takeProfit }) },
    stopDistance,
  };
}

/** Undefined where no exit is wanted, null where it is wanted and cannot be placed. */
function level(
  price: number | undefined,
  distance: number | undefined,
  atrMultiple: number | undefined,
  input: RiskInput,
  config: RiskConfig,
): ExitLevel | undefined | null {
  if (price !== undefined) return positive(price) ? { price } : null;
  if (distance !== undefined) return positive(distance) ? { distance } : null;
  if (atrMultiple === undefined) return undefined;
  const measured = atrMultiple * atrOf(input, config);
  return positive(measured) ? { distance: measured } : null;
}
