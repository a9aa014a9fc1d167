import type { Bar } from "../frame/bar.js";
import type { AssetLedger } from "../ledger/asset-ledger.js";
import { Ledger, LedgerError } from "../ledger/ledger.js";
import type { Trade } from "../ledger/trade.js";
import type { Units } from "../ledger/units.js";
import type { ExitReason, Fill, Funding } from "../order/order.js";
import type { PositionSide, PositionView } from "../strategy/strategy.js";
import { type AccountCosts, assertAccount, noCosts, type PortfolioOptions } from "./account.js";
import { assertBookable } from "./bookable.js";
import { isDust } from "./dust.js";
import { Holdings } from "./holdings.js";
import { type LaneUnits, openBooks } from "./lane-units.js";
import { Perpetuals } from "./perpetuals.js";
import type { Holding, PortfolioView } from "./portfolio-view.js";
import { Position } from "./position.js";
import { SpotBook } from "./spot-book.js";

export { type AccountCosts, BadAccountError, type HoldingSpec, type PortfolioOptions } from "./account.js";

/** Books fills exactly and marks positions to each close. One account, one position a lane. */
export class Portfolio implements PortfolioView {
  readonly quote: string;
  readonly startEquity: number;
  readonly ledger = new Ledger();
  readonly positions: readonly Position[];
  /** Closed trades, oldest first. */
  readonly trades: Trade[] = [];
  /** Trades closed so far, those forgotten included. */
  tradeCount = 0;
  readonly costs: AccountCosts = noCosts();
  equity: number;
  peakEquity: number;
  halted = false;
  /** Closes at which a position was held, or one was traded since the close before. */
  exposedCloses = 0;
  /** Quote currency in the wallet. */
  private wallet: number;
  private traded = false;
  private readonly retain: number;
  private openPositions = 0;
  /** Open positions and held assets: what has a price besides the wallet. */
  private priced = 0;
  private readonly cash: AssetLedger;
  private readonly units: readonly LaneUnits[];
  private readonly spot: readonly SpotBook[];
  private readonly perpetuals: Perpetuals;
  private readonly holdings: Holdings;
  private readonly byStream: readonly (readonly Position[])[];

  /** @throws {BadAccountError} if the balance is not positive or an instrument is quoted in another currency. */
  constructor(options: PortfolioOptions) {
    assertAccount(options);
    const { quote, startingBalance, lanes, streamCount, holdings = [] } = options;
    this.retain = options.retain ?? Number.POSITIVE_INFINITY;
    const { cash, units } = openBooks(this.ledger, options);
    this.quote = quote;
    this.wallet = startingBalance;
    this.cash = cash;
    this.units = units;
    this.positions = lanes.map(({ strategy, instrument }, lane) => {
      const { base, onStep } = units[lane]!;
      return new Position(lane, strategy, instrument, base.scale, onStep);
    });
    this.spot = units.map((lane) => new SpotBook(lane, options.overdraft === true));
    this.perpetuals = new Perpetuals(this.positions, units, cash, this.costs);
    this.byStream = Array.from({ length: streamCount }, (_, stream) =>
      this.positions.filter((_position, lane) => lanes[lane]!.stream === stream),
    );
    this.ledger.deposit(cash, startingBalance);
    this.holdings = new Holdings(this.ledger, holdings);
    this.priced = this.holdings.count;
    this.startEquity = this.equity = this.peakEquity = startingBalance + this.holdings.value;
  }

  get drawdown(): number {
    return 1 - this.equity / this.peakEquity;
  }

  get free(): number {
    return this.perpetuals.open === 0 ? this.wallet : this.perpetuals.free;
  }

  get grossNotional(): number {
    let sum = 0;
    for (let i = 0; i < this.positions.length; i++) {
      const { notional, awaited } = this.positions[i]!;
      sum += Math.abs(notional) + Math.abs(awaited);
    }
    return sum;
  }

  get netNotional(): number {
    let sum = 0;
    for (let i = 0; i < this.positions.length; i++) sum += this.positions[i]!.notional + this.positions[i]!.awaited;
    return sum;
  }

  position(lane: number): PositionView {
    return this.positions[lane]!.view;
  }

  holding(asset: string): Holding | undefined {
    return this.holdings.view(asset);
  }

  liquidationPrice(lane: number): number {
    return this.perpetuals.liquidationPrice(this.positions[lane]!);
  }

  /**
   * Books a fill: what changes hands, the fee; then the position.
   * @returns the trade that the fill closed, or null.
   * @throws {LedgerError} if the account cannot pay, or a fill would cross from long to short; nothing is booked.
   */
  book(fill: Fill): Trade | null {
    const position = this.positions[fill.lane]!;
    const units = this.units[fill.lane]!;
    const { side, linear } = position;
    const { feePaid } = fill;
    const inBase = feePaid !== undefined && this.isOutOfPosition(feePaid, position);
    const inKind = feePaid !== undefined && !inBase;
    assertBookable(fill, position, inBase);
    if (inKind) this.holdings.assertPayable(fill);
    const reduces = side !== null && (side === "long") !== (fill.side === "buy");
    let notional = units.notional(fill.price, fill.quantity);
    let moved = fill.quantity;
    let fee = fill.fee;
    if (linear) fee = this.perpetuals.settle(fill, position, notional, reduces);
    else {
      if (this.perpetuals.open > 0 && !reduces) this.assertFree(fill, notional);
      moved = this.spot[fill.lane]!.settle(fill, notional, inBase);
      if (inBase) notional = units.notional(fill.price, moved, units.base.scale);
    }
    if (inKind) this.holdings.pay(fill);
    position.book(fill, moved, this.cash.toNumber(notional), fee);
    this.costs.fees += fee;
    const signed = fill.side === "buy" ? fill.quantity : -fill.quantity;
    this.costs.slippage += (fill.price - fill.referencePrice) * signed * position.instrument.contractSize;
    this.traded = true;
    if (side === null) this.count(position, 1);
    if (linear) this.perpetuals.cover(position);
    this.wallet = this.cash.free;
    if (!reduces) return null;
    if (position.quantity !== 0 && !(fill.remaining === 0 && isDust(position))) return null;
    return this.end(position, side, fill.time, fill.exitReason ?? "signal");
  }

  /** A fee in the base asset leaves a spot position, unless enough of that asset is held for fees. */
  private isOutOfPosition(fee: NonNullable<Fill["feePaid"]>, { linear, instrument }: Position): boolean {
    return !linear && fee.asset === instrument.base && !this.holdings.covers(fee);
  }

  /** A spot purchase may not use what backs perpetuals. */
  private assertFree({ orderId, feePaid, fee }: Fill, notional: Units): void {
    const cost = this.cash.toNumber(notional) + (feePaid === undefined ? fee : 0);
    // a hair more than exact, as what is free is a sum of doubles
    if (!(cost <= this.free * (1 + 1e-9)))
      throw new LedgerError(`${orderId}: ${cost} ${this.quote} are needed, ${this.free} are free`);
  }

  /**
   * Gives up a spot position that is too small to sell.
   * @returns the trade, or null if there is none.
   */
  writeOff(lane: number, time: number, exitReason: ExitReason): Trade | null {
    const position = this.positions[lane]!;
    const { side, linear } = position;
    return side === null || linear ? null : this.end(position, side, time, exitReason);
  }

  /**
   * Books a funding payment.
   * @throws {LedgerError} for what is no number, or no perpetual.
   */
  fund({ lane, payment }: Funding): void {
    this.perpetuals.fund(this.positions[lane]!, payment);
    this.wallet = this.cash.free;
  }

  private end(position: Position, side: PositionSide, time: number, exitReason: ExitReason): Trade {
    const dust = Math.abs(position.notional);
    if (position.quantity !== 0) {
      this.spot[position.lane]!.writeOff(position.quantity);
      this.costs.dust += dust;
      this.costs.dustCount++;
    }
    const trade = position.finish(side, time, exitReason, dust, ++this.tradeCount);
    this.count(position, -1);
    this.trades.push(trade);
    if (this.trades.length >= 2 * this.retain) this.trades.splice(0, this.trades.length - this.retain);
    return trade;
  }

  private count({ linear }: Position, by: 1 | -1): void {
    this.openPositions += by;
    this.priced += by;
    if (linear) this.perpetuals.open += by;
  }

  /** Step 2 of a bar, for one stream: marks its positions to the close. */
  mark(stream: number, bar: Readonly<Bar>): void {
    // apart: what every bar calls is kept so small that V8 inlines it into the loop
    if (this.priced > 0) this.markAll(stream, bar);
  }

  private markAll(stream: number, bar: Readonly<Bar>): void {
    if (this.holdings.count > 0) this.holdings.mark(stream, bar.close);
    if (this.openPositions === 0) return;
    const positions = this.byStream[stream]!;
    for (let i = 0; i < positions.length; i++) positions[i]!.mark(bar);
  }

  /** Step 2, once a batch: equity and its peak, and whether the account was exposed. */
  settle(): void {
    if (this.priced > 0 || this.traded) this.settleAll();
    // at most dust has gone since the close before, so that there is no new peak
    else this.equity = this.wallet;
  }

  private settleAll(): void {
    if (this.openPositions > 0 || this.traded) this.exposedCloses++;
    this.traded = false;
    this.revalue();
  }

  /** Equity and its peak at the last prices. */
  revalue(): void {
    let equity = this.wallet;
    if (this.openPositions > 0) for (let i = 0; i < this.positions.length; i++) equity += this.positions[i]!.value;
    if (this.holdings.count > 0) equity += this.holdings.value;
    this.equity = equity;
    if (equity > this.peakEquity) this.peakEquity = equity;
  }

  /** Drawdown counts from here on: a person has resumed after a halt. */
  forgetPeak(): void {
    this.peakEquity = this.equity;
  }
}
