import type { AssetLedger } from "../ledger/asset-ledger.js";
import { LedgerError } from "../ledger/ledger.js";
import { nearestUnits, type Units, unitsOf } from "../ledger/units.js";
import type { Fill } from "../order/order.js";
import type { AccountCosts } from "./account.js";
import type { LaneUnits } from "./lane-units.js";
import { addedMargin, backingOf, initialMargin, liquidationPrice } from "./margin.js";
import { MarginBook } from "./margin-book.js";
import type { Position } from "./position.js";

/** The perpetual positions of an account: what they leave free, how fills and funding settle, who pays when money runs out. */
export class Perpetuals {
  /** How many are open. */
  open = 0;
  private readonly books: readonly (MarginBook | null)[];

  constructor(
    private readonly positions: readonly Position[],
    private readonly units: readonly LaneUnits[],
    private readonly cash: AssetLedger,
    private readonly costs: AccountCosts,
  ) {
    this.books = positions.map((position) => (position.linear ? new MarginBook(cash, position) : null));
  }

  /**
   * What a new entry may use: the wallet, less the initial margin and the losses of cross positions. Their gains make up for
   * margin, but are nothing to spend. Never negative.
   */
  get free(): number {
    const wallet = this.cash.free;
    let free = wallet;
    for (const position of this.positions)
      if (position.cross && position.quantity !== 0)
        free += position.unrealised - initialMargin(position.instrument, Math.abs(position.notional));
    return Math.max(0, Math.min(wallet, free));
  }

  liquidationPrice(position: Position): number {
    const { quantity, instrument, averagePrice, linear, cross, margin } = position;
    if (!linear || quantity === 0) return Number.NaN;
    const units = Math.abs(quantity) * instrument.contractSize;
    const backing = cross ? backingOf(position, this.positions, this.cash.free) : margin;
    return liquidationPrice(instrument.marginTiers, quantity > 0 ? 1 : -1, units, averagePrice, backing);
  }

  /**
   * @returns the fee that was paid, in quote currency: less than asked if a liquidation left too little.
   * @throws {LedgerError} if an entry lacks margin; nothing is booked.
   */
  settle(fill: Fill, position: Position, notional: Units, reduces: boolean): number {
    const { cash, costs } = this;
    const book = this.books[fill.lane]!;
    const quantity = unitsOf(fill.quantity, this.units[fill.lane]!.base.scale);
    const inCash = fill.feePaid === undefined;
    const fee = inCash ? nearestUnits(fill.fee, cash.scale) : 0;
    if (!reduces) {
      const margin = this.assertAffordable(fill, position, cash.toNumber(notional));
      book.open(quantity, notional, fee, position.cross ? 0 : margin);
      return fill.fee;
    }
    const liquidation = fill.exitReason === "liquidation";
    const { fee: paid, insured } = book.reduce(position.quantity > 0 ? 1 : -1, quantity, notional, fee, liquidation);
    if (liquidation) costs.liquidations++;
    if (insured > 0n) this.insure(position, insured);
    return inCash ? cash.toNumber(paid) : fill.fee;
  }

  /** @returns the margin that an entry takes, in quote currency. */
  private assertAffordable({ orderId, feePaid, fee }: Fill, position: Position, notional: number): number {
    const margin = addedMargin(position.instrument, Math.abs(position.notional), notional);
    const free = this.open === 0 ? this.cash.free : this.free;
    // a hair more than exact, as this sum is one of doubles
    if (!(margin + (feePaid === undefined ? fee : 0) <= free * (1 + 1e-9)))
      throw new LedgerError(`${orderId}: a margin of ${margin} ${this.cash.asset} is needed, ${free} are free`);
    return margin;
  }

  /** @returns what was paid, in quote currency; negative is received. */
  fund(position: Position, payment: number): number {
    const book = this.books[position.lane]!;
    if (book === null || !Number.isFinite(payment))
      throw new LedgerError(`${position.symbol}: a funding of ${payment} cannot be booked`);
    const units = nearestUnits(payment, this.cash.scale);
    book.fund(units);
    const paid = this.cash.toNumber(units);
    position.fund(paid);
    this.costs.funding += paid;
    this.cover(position);
    return paid;
  }

  /**
   * What the gains of open cross positions do not back of a negative wallet is lost for good: the venue's insurance pays.
   * @param cause - the position that brought the wallet down.
   */
  cover(cause: Position): void {
    const { cash } = this;
    const wallet = cash.units("wallet");
    if (wallet >= 0n) return;
    let gains = 0;
    for (const position of this.positions) if (position.cross) gains += position.unrealised;
    const backed = gains > 0 ? BigInt(nearestUnits(gains, cash.scale)) : 0n;
    const lacking = -(wallet + backed);
    if (lacking <= 0n) return;
    cash.post("insurance", "wallet", lacking);
    this.insure(cause, lacking);
  }

  private insure(position: Position, units: bigint): void {
    const amount = this.cash.toNumber(units);
    position.insure(amount);
    this.costs.insured += amount;
  }
}
