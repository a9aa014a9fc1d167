import type { Instrument } from "@bellwether/core";

/** Whether an exchange would take so little; what is no number, it would not. */
export function isBelowMinimum(instrument: Instrument, quantity: number, price: number): boolean {
  const { minQuantity, minNotional } = instrument;
  return !(quantity > 0 && quantity >= minQuantity && quantity * price >= minNotional);
}

/** What of a holding can be sold, in base units: fees in base units leave less than a step behind. */
export function sellable({ quantities }: Instrument, held: number): number {
  return held > 0 ? quantities.down(held) : 0;
}

/** A difference of quantities without the noise of doubles. @param of - the largest quantity that it was made of. */
export function tidy({ quantities }: Instrument, quantity: number, of: number): number {
  const nearest = quantities.nearest(quantity);
  return Math.abs(nearest - quantity) <= 1e-9 * of ? nearest : Number(quantity.toPrecision(12));
}

/** Whether two quantities are the same but for noise. */
export function isSame({ step }: Instrument, a: number, b: number): boolean {
  return Math.abs(a - b) <= step / 2;
}
