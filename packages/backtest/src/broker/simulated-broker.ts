import {
  type Bar,
  type Broker,
  type BrokerListener,
  type Fill,
  type Instrument,
  type OrderRequest,
  type OrderUpdate,
  type PortfolioView,
  type Side,
  type Stream,
  TradingError,
} from "@bellwether/core";
import { affordable } from "./affordable.js";
import { type Slippage, slipped } from "./costs.js";
import { type BracketOutcome, type IntrabarRule, meetBracket } from "./intrabar.js";
import { type RestingExits, restingExits } from "./resting-exits.js";

export interface SimulatedBrokerOptions {
  readonly slippage?: Slippage;
  readonly intrabar?: IntrabarRule;
  /**
   * Whether a sell may open a short position. Off by default, as on a spot venue. Margin, borrowing costs and liquidation
   * are not modelled, so a short that gaps past the wallet ends the run with a LedgerError.
   */
  readonly shortSelling?: boolean;
}

/** The simulated broker was set up with a number out of range. */
export class BadBrokerError extends TradingError {
  override readonly code = "BAD_BROKER";
}

/**
 * A spot venue that fills from bars: market orders at the next open, stops and targets of a bracket inside bars.
 * Also the paper broker. What a bar cannot tell (queue, depth, funding) is not modelled; see docs/fills.md.
 */
export class SimulatedBroker implements Broker {
  private readonly slippage: Slippage;
  private readonly intrabar: IntrabarRule;
  private readonly shortSelling: boolean;
  private listener!: BrokerListener;
  private portfolio!: PortfolioView;
  private instruments: readonly Instrument[] = [];
  /** Orders that wait for the next open, by stream, in the order of submission. */
  private waiting: OrderRequest[][] = [];
  /** Lanes with resting exits, by stream. */
  private guarded: number[][] = [];
  /** By lane. */
  private readonly exits: (RestingExits | undefined)[] = [];
  private readonly outcome: BracketOutcome = { exit: 0, price: Number.NaN, ambiguous: false };

  /** @throws {BadBrokerError} for negative slippage. */
  constructor({ slippage = { bps: 0 }, intrabar = "pessimistic", shortSelling = false }: SimulatedBrokerOptions = {}) {
    if (!(slippage.bps >= 0 && slippage.bps < 10_000))
      throw new BadBrokerError(`slippage in basis points lies in [0, 10000), got ${slippage.bps}`);
    this.slippage = slippage;
    this.intrabar = intrabar;
    this.shortSelling = shortSelling;
  }

  open({
    listener,
    portfolio,
    streams,
    instruments,
  }: {
    listener: BrokerListener;
    portfolio: PortfolioView;
    streams: readonly Stream[];
    instruments: readonly Instrument[];
  }): void {
    this.listener = listener;
    this.portfolio = portfolio;
    this.instruments = instruments;
    this.waiting = streams.map(() => []);
    this.guarded = streams.map(() => []);
  }

  meet(stream: number, bar: Readonly<Bar>): void {
    // at most bars nothing rests: kept so small that it is inlined
    if (this.waiting[stream]!.length > 0) this.fillWaiting(this.waiting[stream]!, stream, bar);
    const guarded = this.guarded[stream]!;
    for (let i = guarded.length - 1; i >= 0; i--) this.meetExits(guarded[i]!, stream, bar);
  }

  private fillWaiting(waiting: OrderRequest[], stream: number, bar: Readonly<Bar>): void {
    for (let i = 0; i < waiting.length; i++) this.fillAtOpen(waiting[i]!, stream, bar);
    waiting.length = 0;
  }

  submit(request: OrderRequest, stream: number): void {
    this.waiting[stream]!.push(request);
    this.report(request, "resting", request.decidedAt);
  }

  cancelAll(lane: number): void {
    for (const waiting of this.waiting) {
      for (let i = waiting.length - 1; i >= 0; i--) {
        if (waiting[i]!.lane !== lane) continue;
        const [request] = waiting.splice(i, 1);
        this.report(request!, "cancelled", request!.decidedAt);
      }
    }
    this.dropExits(lane);
  }

  finalize(lane: number, stream: number, bar: Readonly<Bar>): void {
    const { side, quantity } = this.portfolio.position(lane);
    if (side === null) return;
    const instrument = this.instruments[stream]!;
    this.cross(
      `${instrument.symbol}:${lane}:end`,
      lane,
      instrument,
      side === "long" ? "sell" : "buy",
      quantity,
      bar.close,
      bar,
      "end-of-data",
      undefined,
      false,
    );
  }

  private fillAtOpen(request: OrderRequest, stream: number, bar: Readonly<Bar>): void {
    const instrument = this.instruments[stream]!;
    const { lane, side } = request;
    if (request.reduceOnly) {
      const held = this.portfolio.position(lane);
      const quantity =
        held.side === null || (held.side === "long") === (side === "buy")
          ? 0
          : Math.min(request.quantity, held.quantity);
      if (!(quantity > 0)) {
        this.report(request, "rejected", bar.openTime, "nothing-to-reduce");
        return;
      }
      this.dropExits(lane);
      this.cross(
        request.id,
        lane,
        instrument,
        side,
        quantity,
        bar.open,
        bar,
        request.exitReason ?? "signal",
        request.reason,
        false,
      );
      this.report(request, "filled", bar.openTime);
      return;
    }
    if (this.portfolio.halted) {
      this.report(request, "cancelled", bar.openTime, "halted");
      return;
    }
    // written so that NaN fails it
    if (!(Math.abs(instrument.quantities.nearest(request.quantity) - request.quantity) <= 1e-12 * request.quantity)) {
      this.report(request, "rejected", bar.openTime, "off-step");
      return;
    }
    const held = this.portfolio.position(lane);
    if (side === "sell" && held.side !== "long" && !this.shortSelling) {
      this.report(request, "rejected", bar.openTime, "spot-has-no-shorts");
      return;
    }
    if (held.side !== null && (held.side === "long") !== (side === "buy") && request.quantity > held.quantity) {
      this.report(request, "rejected", bar.openTime, "would-cross-position");
      return;
    }
    const price = this.crossingPrice(instrument, side, bar.open, bar);
    const quantity =
      side === "buy" ? affordable(instrument, request.quantity, price, this.portfolio.free) : request.quantity;
    if (
      !(
        quantity > 0 &&
        quantity >= instrument.minQuantity &&
        quantity * price * instrument.contractSize >= instrument.minNotional
      )
    ) {
      this.report(
        request,
        "rejected",
        bar.openTime,
        quantity < request.quantity ? "insufficient-funds" : "below-minimum",
      );
      return;
    }
    this.cross(request.id, lane, instrument, side, quantity, bar.open, bar, undefined, request.reason, false);
    this.report(request, "filled", bar.openTime);
    if (request.bracket !== undefined) this.rest(request, instrument, stream, price);
  }

  /** Exits rest from the entry fill on, and meet the rest of the entry bar. */
  private rest(request: OrderRequest, instrument: Instrument, stream: number, entryPrice: number): void {
    const { lane } = request;
    this.exits[lane] = restingExits(request, instrument.prices, entryPrice);
    if (!this.guarded[stream]!.includes(lane)) this.guarded[stream]!.push(lane);
  }

  private dropExits(lane: number): void {
    if (this.exits[lane] === undefined) return;
    this.exits[lane] = undefined;
    for (const guarded of this.guarded) {
      const at = guarded.indexOf(lane);
      if (at >= 0) guarded.splice(at, 1);
    }
  }

  private meetExits(lane: number, stream: number, bar: Readonly<Bar>): void {
    const exits = this.exits[lane]!;
    const outcome = this.outcome;
    meetBracket(exits.direction, exits.stop, exits.target, bar.open, bar.high, bar.low, this.intrabar, outcome);
    if (outcome.exit === 0) return;
    const instrument = this.instruments[stream]!;
    const side: Side = exits.direction === 1 ? "sell" : "buy";
    const { quantity } = this.portfolio.position(lane);
    const { price, ambiguous } = outcome;
    const atTick = side === "sell" ? instrument.prices.down(price) : instrument.prices.up(price);
    this.dropExits(lane);
    if (outcome.exit === 1)
      this.cross(`${exits.id}:stop`, lane, instrument, side, quantity, price, bar, "stop-loss", undefined, ambiguous);
    else
      this.fill(
        `${exits.id}:target`,
        lane,
        instrument,
        side,
        quantity,
        atTick,
        price,
        bar.openTime,
        "maker",
        "take-profit",
        undefined,
        ambiguous,
      );
  }

  /** Slipped, then rounded to the tick against us. */
  private crossingPrice(instrument: Instrument, side: Side, price: number, bar: Readonly<Bar>): number {
    const { prices } = instrument;
    const moved = this.slippage.bps === 0 ? price : slipped(this.slippage, side, price, bar.high, bar.low);
    return side === "buy" ? prices.up(moved) : Math.max(prices.down(moved), prices.step);
  }

  private cross(
    id: string,
    lane: number,
    instrument: Instrument,
    side: Side,
    quantity: number,
    reference: number,
    bar: Readonly<Bar>,
    exitReason: Fill["exitReason"],
    reason: string | undefined,
    ambiguous: boolean,
  ): void {
    this.fill(
      id,
      lane,
      instrument,
      side,
      quantity,
      this.crossingPrice(instrument, side, reference, bar),
      reference,
      bar.openTime,
      "taker",
      exitReason,
      reason,
      ambiguous,
    );
  }

  private fill(
    orderId: string,
    lane: number,
    { symbol, maker, taker, contractSize }: Instrument,
    side: Side,
    quantity: number,
    price: number,
    referencePrice: number,
    time: number,
    liquidity: "maker" | "taker",
    exitReason: Fill["exitReason"],
    reason: string | undefined,
    ambiguous: boolean,
  ): void {
    const fee = quantity * price * contractSize * (liquidity === "maker" ? maker : taker);
    this.listener.fill({
      orderId,
      lane,
      symbol,
      side,
      quantity,
      price,
      referencePrice,
      fee,
      liquidity,
      time,
      exitReason,
      reason,
      ambiguous,
    });
  }

  private report(request: OrderRequest, status: OrderUpdate["status"], time: number, reason?: string): void {
    if (status !== "rejected" && !this.listener.hearsOrders) return;
    const { id, lane, symbol, type, side, quantity } = request;
    this.listener.order({ id, lane, symbol, status, type, side, quantity, time, reason });
  }
}
