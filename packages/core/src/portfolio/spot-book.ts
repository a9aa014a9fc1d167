import { LedgerError } from "../ledger/ledger.js";
import { nearestUnits, type Units, unitsOf } from "../ledger/units.js";
import type { Fill } from "../order/order.js";
import type { LaneUnits } from "./lane-units.js";

/** The exact books of one spot position: base and quote change hands. */
export class SpotBook {
  /** Base units held, where they are finer than the step: a sum of doubles would not find them all at the end. */
  private held = 0n;

  constructor(
    private readonly units: LaneUnits,
    /** Whether the wallet may go below zero: an exchange has filled already, at whatever price. */
    private readonly overdraft = false,
  ) {}

  /**
   * @param feeInBase - whether the fee comes out of what is bought or sold.
   * @returns base units that reach (or leave) the position: another number than was filled if the fee was in base units.
   * @throws {LedgerError} if the wallet would go below zero and may not; nothing is booked.
   */
  settle(fill: Fill, notional: Units, feeInBase: boolean): number {
    const { base, cash, onStep } = this.units;
    const before = cash.free;
    const payer = fill.side === "buy" ? "wallet" : "venue";
    const payee = fill.side === "buy" ? "venue" : "wallet";
    const fee = fill.feePaid === undefined && fill.fee !== 0 ? nearestUnits(fill.fee, cash.scale) : 0;
    cash.post(payer, payee, notional);
    if (fee !== 0) cash.post("wallet", "fees", fee);
    const { free } = cash;
    // open gains of perpetuals may back a wallet below zero; a sale that brings it nearer to zero is welcome
    if (free < 0 && !(free >= before) && !this.overdraft) {
      cash.post(payee, payer, notional);
      if (fee !== 0) cash.post("fees", "wallet", fee);
      throw new LedgerError(`${fill.orderId}: the wallet would hold ${free} ${cash.asset}`);
    }
    const quantity = unitsOf(fill.quantity, base.scale);
    base.post(payee, payer, quantity);
    if (!feeInBase && onStep) return fill.quantity;
    return this.settleFinely(fill, BigInt(quantity), feeInBase);
  }

  private settleFinely({ side, feePaid }: Fill, quantity: bigint, feeInBase: boolean): number {
    const { base } = this.units;
    const fee = feeInBase ? nearestUnits(feePaid!.amount, base.scale) : 0;
    if (feeInBase) base.post("wallet", "fees", fee);
    const moved = side === "buy" ? quantity - BigInt(fee) : quantity + BigInt(fee);
    this.held += side === "buy" ? moved : -moved;
    return base.toNumber(moved);
  }

  /** Gives up what is left. @param quantity - base units of the position. */
  writeOff(quantity: number): void {
    const { base, onStep } = this.units;
    const left = Number(this.held);
    const finely = Number.isSafeInteger(left) ? left : this.held;
    base.post("wallet", "dust", onStep ? nearestUnits(quantity, base.scale) : finely);
    this.held = 0n;
  }
}
