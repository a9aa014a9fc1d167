import type { Instrument } from "@bellwether/core";

/** Whether an order is smaller than the venue takes; what is no number is. */
export function isBelowMinimum(instrument: Instrument, quantity: number, price: number): boolean {
  return !(
    quantity > 0 &&
    quantity >= instrument.minQuantity &&
    quantity * price * instrument.contractSize >= instrument.minNotional
  );
}

/** What of a position the venue's step lets go: fees in base units, or a changed step, leave a remainder. */
export function sellable({ quantities }: Instrument, held: number): number {
  const whole = quantities.down(held);
  // beyond 2^53 steps counting them moves a double, where nothing is left behind
  return Math.abs(held - whole) <= 1e-15 * held ? held : whole;
}

/** What is left of a quantity once a part has gone, without the noise of doubles; an old order may be off a new step. */
export function leftOf({ quantities }: Instrument, left: number, of: number): number {
  const nearest = quantities.nearest(left);
  return Math.abs(nearest - left) <= 1e-12 * of ? nearest : Number(left.toPrecision(12));
}
