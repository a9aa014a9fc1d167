import type { Position } from "./position.js";

/** Whether what is left of a spot position is below what the venue would take. A perpetual can always be closed. */
export function isDust({ linear, quantity, lastPrice, instrument }: Position): boolean {
  if (linear) return false;
  const { quantities, minQuantity, minNotional, contractSize } = instrument;
  const sellable = quantities.down(quantity);
  return !(sellable > 0 && sellable >= minQuantity && sellable * lastPrice * contractSize >= minNotional);
}
