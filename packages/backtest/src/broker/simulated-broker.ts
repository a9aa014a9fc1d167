import type { Bar, BarColumns, Broker, OrderChange, OrderRequest } from "@bellwether/core";
import { BadBrokerError } from "./bad-broker-error.js";
import { BarMeeting } from "./bar-meeting.js";
import { type FeeAssetOption, FeeSchedule } from "./costs/fee-schedule.js";
import { RecentBars } from "./costs/recent-bars.js";
import { type SlippageConfig, slippageModel } from "./costs/slippage.js";
import type { SlippageModel } from "./costs/slippage-model.js";
import { Dealer } from "./dealer.js";
import { DetailBars } from "./detail-bars.js";
import { ExitFiller } from "./exit-filler.js";
import { FundingClock, type FundingRates } from "./funding.js";
import { INTRABAR_RULES, type IntrabarRule } from "./intrabar.js";
import { LaneWalk } from "./lane-walk.js";
import { assertLatency, dispatch, type Latency } from "./latency.js";
import { OrderFiller } from "./order-filler.js";
import { StreamBook } from "./stream-book.js";
import { Venue } from "./venue.js";
import { WorkingOrder } from "./working-order.js";

export { BadBrokerError } from "./bad-broker-error.js";

export interface SimulatedBrokerOptions {
  /** What crossing the market costs besides fees; nothing unless given. */
  readonly slippage?: SlippageConfig | SlippageModel;
  /** What came first inside a bar. Default `pessimistic`. */
  readonly intrabar?: IntrabarRule;
  /** Bars of a lower timeframe, by stream, for `drilldown`. */
  readonly detail?: readonly (BarColumns | undefined)[];
  /** Most that all orders together may take of a bar's volume, in (0, 1]; what is left goes on in later bars. */
  readonly volumeShare?: number;
  readonly latency?: Latency;
  /** Funding of perpetuals, by stream. */
  readonly funding?: readonly (FundingRates | undefined)[];
  readonly feeAsset?: FeeAssetOption;
}

/**
 * A venue that fills from bars: what a bar can tell of market, limit and stop orders, brackets, spot and perpetuals.
 * Also the paper broker. What a bar cannot tell (queue, depth) is not modelled.
 * @see docs/fills.md
 */
export class SimulatedBroker implements Broker {
  private readonly model: SlippageModel | null;
  private readonly intrabar: IntrabarRule;
  private readonly latency: Latency | null;
  private venue!: Venue;
  private dealer!: Dealer;
  private exits!: ExitFiller;
  private meeting!: BarMeeting;
  private books: readonly StreamBook[] = [];

  /** @throws {BadBrokerError} for an option out of range. */
  constructor(private readonly options: SimulatedBrokerOptions = {}) {
    const { slippage = { type: "none" }, intrabar = "pessimistic", volumeShare, latency = null } = options;
    this.model = slippageModel(slippage);
    if (!INTRABAR_RULES.includes(intrabar))
      throw new BadBrokerError(`intrabar is one of ${INTRABAR_RULES.join(", ")}, got ${intrabar}`);
    if (volumeShare !== undefined && !(volumeShare > 0 && volumeShare <= 1))
      throw new BadBrokerError(`volumeShare lies in (0, 1], got ${volumeShare}`);
    if (latency !== null) assertLatency(latency);
    new FeeSchedule(options.feeAsset); // refuses a bad discount now, not in the first bar
    this.intrabar = intrabar;
    this.latency = latency;
  }

  /** Bars that detail decided, and bars that it would have had to but could not. */
  get drilled(): number {
    return this.books.reduce((sum, { detail }) => sum + (detail?.drilled ?? 0), 0);
  }

  get undrilled(): number {
    return this.books.reduce((sum, { detail }) => sum + (detail?.undrilled ?? 0), 0);
  }

  /** Entries of perpetuals whose stop stood at or beyond the liquidation price when they filled. */
  get uselessStops(): number {
    return this.venue.uselessStops.size;
  }

  /** @throws {BadBrokerError} for detail or funding that cannot be read. */
  open(context: Parameters<Broker["open"]>[0]): void {
    const { detail, funding, feeAsset, volumeShare } = this.options;
    const { needs } = this.model ?? {};
    const none = { openTime: NO_ROWS, open: NO_ROWS, high: NO_ROWS, low: NO_ROWS, close: NO_ROWS, volume: NO_ROWS };
    this.books = context.streams.map(({ timeframe }, stream) => {
      const rates = funding?.[stream];
      return new StreamBook(
        timeframe,
        needs === undefined ? null : new RecentBars(needs.bars),
        rates === undefined ? null : new FundingClock(rates),
        this.intrabar === "drilldown" ? new DetailBars(detail?.[stream] ?? none) : null,
      );
    });
    this.venue = new Venue(context, this.books);
    this.dealer = new Dealer(this.venue, new FeeSchedule(feeAsset), this.model, volumeShare);
    const filler = new OrderFiller(this.venue, this.dealer);
    this.exits = new ExitFiller(this.venue, this.dealer, filler);
    const walk = new LaneWalk(this.venue, this.dealer, filler, this.exits);
    this.meeting = new BarMeeting(
      this.venue,
      filler,
      walk,
      this.intrabar,
      this.latency !== null && "ms" in this.latency,
    );
  }

  meet(stream: number, bar: Readonly<Bar>): void {
    const book = this.books[stream]!;
    // at most bars nothing rests: kept so small that it is inlined
    if (book.active > 0) this.attend(stream, book, bar);
  }

  private attend(stream: number, book: StreamBook, bar: Readonly<Bar>): void {
    const { open, high, low, close } = bar;
    if (!(open > 0 && high > 0 && low > 0 && close > 0)) return; // nobody traded: what rests waits for a price
    this.enter(stream, book, bar);
    this.venue.meeting = true;
    this.meeting.run();
    this.venue.meeting = false;
    book.recent?.push(bar.close, bar.volume);
  }

  private enter(stream: number, book: StreamBook, bar: Readonly<Bar>): void {
    const { venue } = this;
    venue.bar = bar;
    venue.book = book;
    venue.instrument = venue.instruments[stream]!;
    this.dealer.enter();
  }

  submit(request: OrderRequest, stream: number): void {
    const order = new WorkingOrder(request);
    if (request.type !== "market")
      order.setPrices(this.venue.instruments[stream]!.prices, request.limitPrice, request.stopPrice);
    this.books[stream]!.add(order);
    if (this.latency === null) order.to("resting");
    else dispatch(order, this.latency);
    this.venue.report(order, order.status, request.decidedAt);
  }

  cancel(orderId: string): void {
    const order = this.find(orderId);
    if (order !== undefined) this.venue.cancel(order.request.lane, Number.NaN, undefined, (other) => other === order);
  }

  replace(orderId: string, change: OrderChange): boolean {
    const order = this.find(orderId);
    if (order === undefined) return false;
    const { lane } = order.request;
    const { quantity, limitPrice, stopPrice, expiresAt } = change;
    if (quantity !== undefined) {
      if (quantity <= order.filled) {
        this.cancel(orderId);
        return true;
      }
      order.quantity = quantity;
    }
    const { prices } = this.venue.instrumentOf(lane);
    order.setPrices(prices, limitPrice, stopPrice);
    order.expiresAt = expiresAt ?? order.expiresAt;
    order.fresh = true; // it may cross now, and is checked anew
    this.venue.report(order, order.status, order.seen);
    return true;
  }

  cancelAll(lane: number): void {
    this.venue.cancel(lane, Number.NaN, undefined, () => true);
    this.venue.dropGuard(lane);
  }

  cancelEntries(lane: number): void {
    this.venue.cancel(lane, Number.NaN, undefined, ({ request }) => !request.reduceOnly);
  }

  finalize(lane: number, stream: number, bar: Readonly<Bar>): void {
    const { quantity, notional } = this.venue.portfolio.positions[lane]!;
    if (quantity === 0) return;
    this.enter(stream, this.books[stream]!, bar);
    // a bar without a price: the last one holds
    this.exits.finish(lane, bar.close > 0 ? bar.close : notional / quantity / this.venue.instrument.contractSize);
  }

  private find(orderId: string): WorkingOrder | undefined {
    for (const { orders } of this.books)
      for (const order of orders) if (order.request.id === orderId && !order.final) return order;
    return undefined;
  }
}

const NO_ROWS = new Float64Array(0);
