import type { Trade } from "@bellwether/core";

/** How far price went while a trade was open. Fractions of its entry price, both positive, 0 where it never did. */
export interface Excursion {
  /** Maximum adverse excursion: against the position. */
  readonly mae: number;
  /** Maximum favourable excursion: in its favour. */
  readonly mfe: number;
}

/** The {@link Excursion} of a trade; the price paid counts as seen, so slippage makes neither negative. */
export function excursionOf({
  side,
  entryPrice,
  worstPrice,
  bestPrice,
}: Pick<Trade, "side" | "entryPrice" | "worstPrice" | "bestPrice">): Excursion {
  const sign = side === "long" ? 1 : -1;
  const favour = (price: number) => (sign * (price - entryPrice)) / entryPrice;
  return { mae: Math.max(0, -favour(worstPrice)), mfe: Math.max(0, favour(bestPrice)) };
}
