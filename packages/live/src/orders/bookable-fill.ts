import type { Fill, Instrument, PortfolioView } from "@bellwether/core";

/**
 * A fill as the portfolio can book it. It takes fees from the wallet, from the position that a spot buy opens, or from an
 * asset that the account was opened with; a fee that is in none of them counts at its value in quote currency.
 * @param held - base units of the position before the fill.
 */
export function bookable(fill: Fill, instrument: Instrument, portfolio: PortfolioView, held: number): Fill {
  const { feePaid, side, quantity } = fill;
  if (feePaid === undefined) return fill;
  const { asset, amount } = feePaid;
  const holding = portfolio.holding(asset);
  if (holding !== undefined && holding.amount >= amount) return fill;
  if (asset === instrument.base && amount < quantity && (side === "buy" || quantity + amount <= held)) return fill;
  const { feePaid: _, ...rest } = fill;
  return rest;
}
