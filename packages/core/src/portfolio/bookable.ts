import { LedgerError } from "../ledger/ledger.js";
import type { Fill } from "../order/order.js";
import type { Position } from "./position.js";

/**
 * What no broker may report. Written so that NaN fails.
 * @param feeInBase - whether the fee comes out of the position itself.
 * @throws {LedgerError} for numbers that are none, and for a fill that would cross a position or sell what is not held.
 */
export function assertBookable(fill: Fill, { quantity, linear }: Position, feeInBase: boolean): void {
  const { orderId, side, price, fee, feePaid } = fill;
  if (!(fill.quantity > 0 && price > 0 && Number.isFinite(fill.quantity * price) && Number.isFinite(fee)))
    throw new LedgerError(`${orderId}: a fill of ${fill.quantity} at ${price} with a fee of ${fee} cannot be booked`);
  if (feePaid !== undefined && !(Number.isFinite(feePaid.amount) && !(feeInBase && feePaid.amount >= fill.quantity)))
    throw new LedgerError(
      `${orderId}: a fee of ${feePaid.amount} ${feePaid.asset} on a fill of ${fill.quantity} cannot be booked`,
    );
  const buys = side === "buy";
  if (!linear && !buys && !(quantity > 0))
    throw new LedgerError(`${orderId}: a spot account cannot sell ${fill.quantity} that it does not hold`);
  if (quantity === 0 || quantity > 0 === buys) return;
  const leaving = feeInBase ? fill.quantity + feePaid!.amount : fill.quantity;
  if (leaving > Math.abs(quantity))
    throw new LedgerError(`${orderId}: a fill of ${leaving} would cross a position of ${quantity}`);
}
