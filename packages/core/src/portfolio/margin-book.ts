import type { AssetLedger } from "../ledger/asset-ledger.js";
import { nearestUnits, type Units } from "../ledger/units.js";
import type { Position } from "./position.js";

const HAIR = 10n ** 9n;
const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** The exact books of one perpetual position: what it cost, and the margin posted with it. Units of the quote currency. */
export class MarginBook {
  /** Cost of what is held, at the average price of its entries. */
  private cost = 0n;
  /** Base units of the position, in the scale of the caller. */
  private held = 0n;
  private margin = 0n;

  constructor(
    private readonly cash: AssetLedger,
    private readonly position: Position,
  ) {}

  /** @param posted - margin that an isolated entry moves out of the wallet; 0 on cross. */
  open(quantity: Units, notional: Units, fee: Units, posted: number): void {
    this.cost += BigInt(notional);
    this.held += BigInt(quantity);
    this.cash.post("wallet", "fees", fee);
    if (posted > 0) {
      const wanted = BigInt(nearestUnits(posted, this.cash.scale));
      const wallet = this.cash.units("wallet");
      // sums of doubles may ask for a hair more than there is
      const units = wanted > wallet && (wanted - wallet) * HAIR <= wanted ? wallet : wanted;
      this.cash.post("wallet", "margin", units);
      this.margin += units;
    }
    this.publish();
  }

  /**
   * Realises the result of a part of the position and pays its fee. An isolated position loses no more than its margin to
   * a liquidation; what no money of the account covers, the venue's insurance pays.
   * @param side - 1 for a long position, -1 for a short one.
   * @returns the fee that was paid, and the loss that was insured.
   */
  reduce(
    side: 1 | -1,
    quantity: Units,
    notional: Units,
    fee: Units,
    liquidation: boolean,
  ): { fee: bigint; insured: bigint } {
    const part = BigInt(quantity);
    const whole = part === this.held;
    const released = whole ? this.cost : (this.cost * part) / this.held;
    const margin = whole ? this.margin : (this.margin * part) / this.held;
    const result = BigInt(side) * (BigInt(notional) - released);
    this.cost -= released;
    this.held -= part;
    this.margin -= margin;
    const { cash } = this;
    if (margin > 0n) cash.post("margin", "wallet", margin);
    cash.post("wallet", "venue", -result);
    const isolated = liquidation && !this.position.cross;
    // of an isolated position only its margin is at stake
    const stake = isolated ? margin + result : cash.units("wallet");
    let paid = BigInt(fee);
    if (liquidation && paid > 0n) paid = stake > 0n ? least(paid, stake) : 0n;
    cash.post("wallet", "fees", paid);
    const insured = isolated && stake < 0n ? -stake : 0n;
    if (insured > 0n) cash.post("insurance", "wallet", insured);
    this.publish();
    return { fee: paid, insured };
  }

  /** Funding comes out of the wallet first, then out of the posted margin, which brings the liquidation price nearer. */
  fund(payment: Units): void {
    const { cash } = this;
    const due = BigInt(payment);
    const wallet = cash.units("wallet");
    const short = wallet > 0n ? due - wallet : due;
    const fromMargin = this.margin > 0n && short > 0n ? least(this.margin, short) : 0n;
    if (fromMargin > 0n) cash.post("margin", "funding", fromMargin);
    this.margin -= fromMargin;
    cash.post("wallet", "funding", due - fromMargin);
    this.publish();
  }

  private publish(): void {
    this.position.margin = this.cash.toNumber(this.margin);
  }
}
