import { TradingError } from "../errors.js";
import type { Bar } from "../frame/bar.js";
import type { AssetLedger } from "../ledger/asset-ledger.js";
import { Ledger, LedgerError, quoteScale } from "../ledger/ledger.js";
import type { Trade } from "../ledger/trade.js";
import { nearestUnits, productUnits, type Units, unitsOf } from "../ledger/units.js";
import { decimalPlaces, POWERS_OF_TEN } from "../market/grid.js";
import type { Instrument } from "../market/instrument.js";
import type { Fill } from "../order/order.js";
import type { PositionView } from "../strategy/strategy.js";
import { Position } from "./position.js";

/** What risk and brokers may know of the account. Money in quote currency. */
export interface PortfolioView {
  readonly quote: string;
  readonly startEquity: number;
  /** Quote currency in the wallet. */
  readonly free: number;
  /** Cash + positions marked, at the last close. */
  readonly equity: number;
  readonly peakEquity: number;
  /** 1 − equity ÷ running peak: positive, 0 at the peak. */
  readonly drawdown: number;
  /** Sum of the absolute values of all positions at their last prices, and of the entries that wait for their fill. */
  readonly grossNotional: number;
  /** Set once risk has halted. */
  readonly halted: boolean;
  /** The position of one strategy in one symbol. */
  position(lane: number): PositionView;
}

/** The account cannot be set up. */
export class BadAccountError extends TradingError {
  override readonly code = "BAD_ACCOUNT";
}

interface LaneSpec {
  readonly strategy: string;
  readonly instrument: Instrument;
  readonly stream: number;
}

export interface PortfolioOptions {
  readonly quote: string;
  readonly startingBalance: number;
  readonly lanes: readonly LaneSpec[];
  readonly streamCount: number;
}

const WALLET_TO_VENUE = ["wallet", "venue"] as const;
const VENUE_TO_WALLET = ["venue", "wallet"] as const;

/** Books fills exactly and marks positions to each close. One account, one position a lane. */
export class Portfolio implements PortfolioView {
  readonly quote: string;
  readonly startEquity: number;
  readonly ledger = new Ledger();
  readonly positions: readonly Position[];
  readonly trades: Trade[] = [];
  equity: number;
  peakEquity: number;
  /** Quote currency in the wallet. */
  free: number;
  halted = false;
  feesPaid = 0;
  slippagePaid = 0;
  /** Closes at which a position was held, or one was traded since the close before. */
  exposedCloses = 0;
  private traded = false;
  private openPositions = 0;
  private readonly cash: AssetLedger;
  private readonly base: readonly AssetLedger[];
  private readonly byStream: readonly (readonly Position[])[];

  /** @throws {BadAccountError} if the balance is not positive or an instrument is quoted in another currency. */
  constructor({ quote, startingBalance, lanes, streamCount }: PortfolioOptions) {
    if (!(startingBalance > 0 && Number.isFinite(startingBalance)))
      throw new BadAccountError(`a starting balance is positive, got ${startingBalance}`);
    for (const { instrument } of lanes)
      if (instrument.quote !== quote)
        throw new BadAccountError(
          `the account holds ${quote}, but ${instrument.symbol} is quoted in ${instrument.quote}; set account.quote`,
        );
    this.quote = quote;
    this.startEquity = this.equity = this.peakEquity = this.free = startingBalance;
    this.cash = this.ledger.open(
      quote,
      Math.max(
        decimalPlaces(startingBalance),
        ...lanes.map(({ instrument: i }) =>
          quoteScale(i.prices.places, i.quantities.places, i.contractSize, i.maker, i.taker),
        ),
      ),
    );
    const scales = new Map<string, number>();
    for (const { instrument } of lanes)
      scales.set(instrument.base, Math.max(scales.get(instrument.base) ?? 0, instrument.quantities.places));
    this.base = lanes.map(({ instrument: { base } }) => this.ledger.open(base, scales.get(base)!));
    this.positions = lanes.map(({ strategy, instrument }, lane) => new Position(lane, strategy, instrument));
    this.byStream = Array.from({ length: streamCount }, (_, stream) =>
      this.positions.filter((_position, lane) => lanes[lane]!.stream === stream),
    );
    this.ledger.deposit(this.cash, startingBalance);
  }

  get drawdown(): number {
    return 1 - this.equity / this.peakEquity;
  }

  get grossNotional(): number {
    let sum = 0;
    for (let i = 0; i < this.positions.length; i++) {
      const { notional, awaited } = this.positions[i]!;
      sum += Math.abs(notional) + awaited;
    }
    return sum;
  }

  position(lane: number): PositionView {
    return this.positions[lane]!.view;
  }

  /**
   * Books a fill: base and quote change hands, the fee is paid; then the position.
   * @returns the trade that the fill closed, or null.
   * @throws {LedgerError} if the wallet would go below zero, or a fill would cross from long to short; nothing is booked.
   */
  book(fill: Fill): Trade | null {
    const position = this.positions[fill.lane]!;
    const { instrument } = position;
    const signed = fill.side === "buy" ? fill.quantity : -fill.quantity;
    if (
      !(fill.quantity > 0 && fill.price > 0 && Number.isFinite(fill.quantity * fill.price) && Number.isFinite(fill.fee))
    )
      throw new LedgerError(
        `${fill.orderId}: a fill of ${fill.quantity} at ${fill.price} with a fee of ${fill.fee} cannot be booked`,
      );
    if (position.quantity !== 0 && position.quantity > 0 !== signed > 0 && fill.quantity > Math.abs(position.quantity))
      throw new LedgerError(
        `${fill.orderId}: a fill of ${fill.quantity} would cross a position of ${position.quantity}`,
      );
    const cash = this.cash;
    const notional = this.notional(instrument, fill.price, fill.quantity);
    const base = this.base[fill.lane]!;
    const quantity = unitsOf(fill.quantity, base.scale);
    const fee = fill.fee === 0 ? 0 : nearestUnits(fill.fee, cash.scale);
    const [payer, payee] = fill.side === "buy" ? WALLET_TO_VENUE : VENUE_TO_WALLET;
    cash.post(payer, payee, notional);
    if (fee !== 0) cash.post("wallet", "fees", fee);
    const { free } = cash;
    if (free < 0) {
      cash.post(payee, payer, notional);
      if (fee !== 0) cash.post("fees", "wallet", fee);
      throw new LedgerError(`${fill.orderId}: the wallet would hold ${free} ${this.quote}`);
    }
    base.post(payee, payer, quantity);
    this.free = free;
    const wasFlat = position.quantity === 0;
    const trade = position.book(fill, cash.toNumber(notional), this.trades.length);
    if (wasFlat) this.openPositions++;
    if (trade !== null) {
      this.openPositions--;
      this.trades.push(trade);
    }
    this.feesPaid += fill.fee;
    this.slippagePaid += (fill.price - fill.referencePrice) * signed * instrument.contractSize;
    this.traded = true;
    return trade;
  }

  private notional(instrument: Instrument, price: number, quantity: number): Units {
    const { prices, quantities, contractSize } = instrument;
    const scale = this.cash.scale;
    if (contractSize === 1) return productUnits(price, prices.places, quantity, quantities.places, scale);
    const places = quantities.places + decimalPlaces(contractSize);
    const power = POWERS_OF_TEN[places] ?? Number.NaN;
    // 0.7 contracts of 3 make 2.0999999999999996 in doubles, which would be cut to 2.0
    const units = Math.round(quantity * contractSize * power) / power;
    return productUnits(price, prices.places, units, places, scale);
  }

  /** Step 2 of a bar, for one stream: marks its positions to the close. */
  mark(stream: number, bar: Readonly<Bar>): void {
    if (this.openPositions === 0) return;
    const positions = this.byStream[stream]!;
    for (let i = 0; i < positions.length; i++) positions[i]!.mark(bar);
  }

  /** Step 2, once a batch: equity and its peak, and whether the account was exposed. */
  settle(): void {
    if (this.openPositions > 0 || this.traded) this.exposedCloses++;
    this.traded = false;
    this.revalue();
  }

  /** Equity and its peak at the last prices. */
  revalue(): void {
    let equity = this.free;
    if (this.openPositions > 0) for (let i = 0; i < this.positions.length; i++) equity += this.positions[i]!.notional;
    this.equity = equity;
    if (equity > this.peakEquity) this.peakEquity = equity;
  }
}
