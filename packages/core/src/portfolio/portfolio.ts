import { TradingError } from "../errors.js";
import type { Bar } from "../frame/bar.js";
import type { AssetLedger } from "../ledger/asset-ledger.js";
import { Ledger, LedgerError, quoteScale } from "../ledger/ledger.js";
import type { Trade } from "../ledger/trade.js";
import { nearestUnits, productUnits, type Units, unitsOf } from "../ledger/units.js";
import { decimalPlaces } from "../market/grid.js";
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
  /** Sum of the absolute values of all positions at their last prices. */
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

export interface LaneSpec {
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
  #traded = false;
  #openPositions = 0;
  readonly #cash: AssetLedger;
  readonly #base: readonly AssetLedger[];
  readonly #byStream: readonly (readonly Position[])[];

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
    this.#cash = this.ledger.open(
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
    this.#base = lanes.map(({ instrument: { base } }) => this.ledger.open(base, scales.get(base)!));
    this.positions = lanes.map(({ strategy, instrument }, lane) => new Position(lane, strategy, instrument));
    this.#byStream = Array.from({ length: streamCount }, (_, stream) =>
      this.positions.filter((_position, lane) => lanes[lane]!.stream === stream),
    );
    this.ledger.deposit(this.#cash, startingBalance);
  }

  get drawdown(): number {
    return 1 - this.equity / this.peakEquity;
  }

  get grossNotional(): number {
    let sum = 0;
    for (let i = 0; i < this.positions.length; i++) sum += Math.abs(this.positions[i]!.notional);
    return sum;
  }

  position(lane: number): PositionView {
    return this.positions[lane]!.view;
  }

  /**
   * Books a fill: base and quote change hands, the fee is paid; then the position.
   * @returns the trade that the fill closed, or null.
   * @throws {LedgerError} if the wallet would go below zero, or a fill would cross from long to short.
   */
  book(fill: Fill): Trade | null {
    const position = this.positions[fill.lane]!;
    const { instrument } = position;
    const signed = fill.side === "buy" ? fill.quantity : -fill.quantity;
    if (!(fill.quantity > 0 && fill.price > 0))
      throw new LedgerError(`${fill.orderId}: a fill of ${fill.quantity} at ${fill.price} cannot be booked`);
    if (position.quantity !== 0 && position.quantity > 0 !== signed > 0 && fill.quantity > Math.abs(position.quantity))
      throw new LedgerError(
        `${fill.orderId}: a fill of ${fill.quantity} would cross a position of ${position.quantity}`,
      );
    const cash = this.#cash;
    const notional = this.#notional(instrument, fill.price, fill.quantity);
    const quantity = unitsOf(fill.quantity, this.#base[fill.lane]!.scale);
    if (fill.side === "buy") {
      cash.post("wallet", "venue", notional);
      this.#base[fill.lane]!.post("venue", "wallet", quantity);
    } else {
      cash.post("venue", "wallet", notional);
      this.#base[fill.lane]!.post("wallet", "venue", quantity);
    }
    if (fill.fee !== 0) cash.post("wallet", "fees", nearestUnits(fill.fee, cash.scale));
    this.free = cash.free;
    if (this.free < 0) throw new LedgerError(`${fill.orderId}: the wallet would hold ${this.free} ${this.quote}`);
    const was = position.quantity === 0;
    const trade = position.book(fill, cash.toNumber(notional), this.trades.length);
    if (was) this.#openPositions++;
    if (trade !== null) {
      this.#openPositions--;
      this.trades.push(trade);
    }
    this.feesPaid += fill.fee;
    this.slippagePaid += (fill.price - fill.referencePrice) * signed * instrument.contractSize;
    this.#traded = true;
    return trade;
  }

  #notional(instrument: Instrument, price: number, quantity: number): Units {
    const { prices, quantities, contractSize } = instrument;
    const scale = this.#cash.scale;
    if (contractSize === 1) return productUnits(price, prices.places, quantity, quantities.places, scale);
    return productUnits(
      price,
      prices.places,
      quantity * contractSize,
      quantities.places + decimalPlaces(contractSize),
      scale,
    );
  }

  /** Step 2 of a bar, for one stream: marks its positions to the close. */
  mark(stream: number, bar: Readonly<Bar>): void {
    const positions = this.#byStream[stream]!;
    for (let i = 0; i < positions.length; i++) positions[i]!.mark(bar);
  }

  /** Step 2, once a batch: equity and its peak. */
  settle(): void {
    let equity = this.free;
    if (this.#openPositions > 0) {
      for (let i = 0; i < this.positions.length; i++) equity += this.positions[i]!.notional;
      this.exposedCloses++;
    } else if (this.#traded) this.exposedCloses++;
    this.#traded = false;
    this.equity = equity;
    if (equity > this.peakEquity) this.peakEquity = equity;
  }
}
