import type { EntryTerms } from "@bellwether/core";
import { isPositive } from "../positive.js";

/**
 * Price at which an entry is expected to fill: that of a resting limit or stop, the last close for a market order.
 * NaN where the terms lack a price or an end that their type needs.
 */
export function expectedPrice(entry: EntryTerms, lastPrice: number): number {
  const { type, limitPrice, stopPrice, timeInForce, expiresAt } = entry;
  if (timeInForce === "gtd" && !Number.isFinite(expiresAt)) return Number.NaN;
  if (type === "market") return lastPrice;
  if (type === "limit") return isPositive(limitPrice) ? limitPrice : Number.NaN;
  if (type === "stop") return isPositive(stopPrice) ? stopPrice : Number.NaN;
  if (type === "stop-limit") return isPositive(stopPrice) && isPositive(limitPrice) ? limitPrice : Number.NaN;
  return Number.NaN;
}

/** A copy that holds what an order takes and nothing else. */
export function plainTerms(entry: EntryTerms): EntryTerms {
  const { type, limitPrice, stopPrice, timeInForce, expiresAt, postOnly } = entry;
  return { type, limitPrice, stopPrice, timeInForce, expiresAt, postOnly };
}
