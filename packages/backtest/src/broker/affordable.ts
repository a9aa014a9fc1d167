import type { Instrument } from "@bellwether/core";

/**
 * A spot wallet never goes below zero: the quantity of a buy that the price has outrun, cut to what the wallet can pay,
 * taker fee included, and rounded down to the step.
 * @param free - quote currency in the wallet.
 */
export function affordable(instrument: Instrument, quantity: number, price: number, free: number): number {
  const { quantities, contractSize, taker } = instrument;
  const unitCost = price * contractSize * (1 + Math.max(0, taker));
  const most = free * (1 - 1e-12); // the ledger is exact, this arithmetic is not
  if (quantity * unitCost <= most) return quantity;
  let steps = quantities.floor(Math.min(quantity, most / unitCost));
  // beyond 2^53 steps a double no longer changes when one is taken off
  while (steps > 0 && quantities.value(steps) * unitCost > most)
    steps -= Math.max(1, Math.ceil(steps * Number.EPSILON));
  return quantities.value(Math.max(0, steps));
}
