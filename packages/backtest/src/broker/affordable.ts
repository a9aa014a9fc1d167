import { addedMargin, type Instrument } from "@bellwether/core";

/**
 * The quantity of an entry that the price has outrun, cut to what the account can pay, fee included, and rounded down to
 * the step. A spot wallet never goes below zero; a perpetual needs its initial margin.
 * @param free - quote currency that a new entry may use.
 * @param rate - fee that is paid in quote currency, as a fraction of notional.
 * @param held - value of the position that a perpetual entry adds to, in quote currency; the margin tier of both counts.
 */
export function affordable(
  instrument: Instrument,
  quantity: number,
  price: number,
  free: number,
  rate: number = instrument.taker,
  held = 0,
): number {
  return instrument.kind === "spot"
    ? affordableSpot(instrument, quantity, price, free, rate)
    : affordableMargin(instrument, quantity, price, free, rate, held);
}

function affordableSpot(
  { quantities, contractSize }: Instrument,
  quantity: number,
  price: number,
  free: number,
  rate: number,
): number {
  const unitCost = price * contractSize * (1 + Math.max(0, rate));
  const most = free * (1 - 1e-12); // the ledger is exact, this arithmetic is not
  if (quantity * unitCost <= most) return quantity;
  let steps = quantities.floor(Math.min(quantity, most / unitCost));
  // beyond 2^53 steps a double no longer changes when one is taken off
  while (steps > 0 && quantities.value(steps) * unitCost > most)
    steps -= Math.max(1, Math.ceil(steps * Number.EPSILON));
  return quantities.value(Math.max(0, steps));
}

/** Larger positions may have to post a larger share, so the cost of a quantity is searched, not divided. */
function affordableMargin(
  instrument: Instrument,
  quantity: number,
  price: number,
  free: number,
  rate: number,
  held: number,
): number {
  const { quantities, contractSize } = instrument;
  const isPaid = (amount: number) => {
    const notional = amount * price * contractSize;
    return addedMargin(instrument, held, notional) + notional * Math.max(0, rate) <= free;
  };
  if (isPaid(quantity)) return quantity;
  let paid = 0;
  let unpaid = quantities.floor(quantity);
  while (unpaid - paid > 1) {
    const middle = Math.floor((paid + unpaid) / 2);
    if (middle === paid || middle === unpaid) break; // beyond 2^53 steps
    if (isPaid(quantities.value(middle))) paid = middle;
    else unpaid = middle;
  }
  return quantities.value(paid);
}
