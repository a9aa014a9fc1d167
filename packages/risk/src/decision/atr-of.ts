import type { RiskInput } from "@bellwether/core";
import { atr } from "@bellwether/indicators";
import { isPositive } from "../positive.js";

/** ATR at the last close, in quote currency: the signal's own, else measured on the frame; NaN where neither knows it. */
export function atrOf({ signal, df }: RiskInput, period: number): number {
  if (isPositive(signal.metadata.atr)) return signal.metadata.atr;
  return df === undefined ? Number.NaN : atr(df, period).last;
}
