import type { Instrument, OrderStatus, Timeframe } from "@bellwether/core";
import type { ExchangeFill, OrderSnapshot } from "../exchange/trading.js";
import type { Note } from "../journal/entry.js";
import { fillFlaw, isEnded, snapshotFlaw } from "./answer-flaws.js";
import type { BrokerReport } from "./broker-report.js";
import { isOurs } from "./client-id.js";
import { fillOf, type PriceOf } from "./fill-report.js";
import type { LiveOrder } from "./live-order.js";
import type { LiveOrders } from "./live-orders.js";
import { isSame, tidy } from "./quantities.js";
import { UnmatchedFills } from "./unmatched-fills.js";

/** What is known of an order beyond the journal: reports that are on their way to it are counted here already. */
export interface Track {
  readonly order: LiveOrder;
  exchangeId: string | undefined;
  /** Base units that were sent, and those whose trades have been told. */
  quantity: number;
  filled: number;
  readonly trades: Set<string>;
  /** Status told last. */
  told: OrderStatus;
  ended: boolean;
  /** The latest word of the exchange. */
  latest: OrderSnapshot | null;
  /** What a cancelled order is told to be instead, and why. */
  endsAs: "expired" | null;
  reason: string | undefined;
}

export interface TrackerParts {
  readonly account: string;
  readonly orders: LiveOrders;
  readonly instrumentOf: (lane: number) => Instrument;
  readonly timeframeOf: (stream: number) => Timeframe;
  readonly priceOf: PriceOf;
  /** By the exchange's clock, epoch ms UTC. */
  readonly now: () => number;
  readonly tell: (reports: readonly BrokerReport[]) => void;
  readonly note: (note: Note) => void;
}

/** Whose an order or a trade is, as far as can be told. */
export type Heard = "ours" | "stray" | "foreign" | "flawed";

/**
 * Turns what an exchange says, in whatever order and however often, into reports that each tell something new, once.
 * Statuses come from snapshots, fills from trades; an order is at its end when both agree.
 */
export class Tracker {
  readonly unmatched = new UnmatchedFills();
  readonly #tracks = new Map<LiveOrder, Track>();
  readonly #byExchangeId = new Map<string, Track>();
  readonly #complaints = new Set<string>();

  constructor(private readonly parts: TrackerParts) {
    parts.orders.forgotten = (order) => {
      const track = this.#tracks.get(order);
      this.#tracks.delete(order);
      if (track?.exchangeId !== undefined) this.#byExchangeId.delete(key(order.request.symbol, track.exchangeId));
    };
  }

  of(order: LiveOrder): Track {
    let track = this.#tracks.get(order);
    if (track !== undefined) return track;
    const { exchangeId, quantity, filled, status, final } = order;
    const trades = new Set(order.trades);
    track = {
      order,
      exchangeId,
      quantity,
      filled,
      trades,
      told: status,
      ended: final,
      latest: null,
      endsAs: null,
      reason: undefined,
    };
    this.#tracks.set(order, track);
    if (exchangeId !== undefined) this.#byExchangeId.set(key(order.request.symbol, exchangeId), track);
    return track;
  }

  /** Base units that have been traded and whose trades are not known yet. */
  isWaitingForFills(track: Track): boolean {
    const { ended, latest, filled, order } = track;
    if (ended || latest === null) return false;
    return latest.filled > filled && !isSame(this.parts.instrumentOf(order.lane), latest.filled, filled);
  }

  /** An exchange has told how an order stands. Older news than is known changes nothing. */
  snapshot(snapshot: OrderSnapshot): Heard {
    const flaw = snapshotFlaw(snapshot);
    if (flaw !== null) return this.#refuse(`the exchange has told of ${flaw}`);
    const { clientId, exchangeId, symbol, side, quantity } = snapshot;
    const known = this.#byExchangeId.get(key(symbol, exchangeId));
    const order = this.parts.orders.byClientId(clientId) ?? known?.order;
    if (order === undefined) return isOurs(clientId, this.parts.account) ? "stray" : "foreign";
    const track = this.of(order);
    const { request } = order;
    if (symbol !== request.symbol || side !== request.side)
      return this.#refuse(`order ${order.id} is a ${request.side} of ${request.symbol}, not a ${side} of ${symbol}`);
    if (track.exchangeId !== undefined && track.exchangeId !== exchangeId)
      return this.#refuse(`order ${order.id} is there twice: as ${track.exchangeId} and as ${exchangeId}`);
    if (track.ended) return "ours";
    const instrument = this.parts.instrumentOf(order.lane);
    if (!isSame(instrument, quantity, track.quantity)) {
      // an exit is cut to what is held as it leaves; of an order at its end some exchanges state what was traded
      const fits = request.reduceOnly ? instrument.quantities.down(quantity) === quantity : isEnded(snapshot);
      if (!(fits && quantity < track.quantity && quantity >= track.filled))
        return this.#refuse(`order ${order.id} was for ${track.quantity}; the exchange has it for ${quantity}`);
    }
    if (track.latest !== null && isOlder(snapshot, track.latest)) return "ours";
    track.latest = snapshot;
    if (request.reduceOnly && quantity < track.quantity) track.quantity = quantity;
    const reports: BrokerReport[] = [];
    this.#accept(track, exchangeId, reports);
    this.#advance(track, reports);
    this.#tell(reports);
    return "ours";
  }

  /** @param fees - whether a missing fee means that there was none; a stream may leave it out. */
  fill(trade: ExchangeFill, fees: boolean): Heard {
    const track = this.#trackOf(trade);
    const flaw = fillFlaw(trade, track === undefined ? NO_REBATES : this.parts.instrumentOf(track.order.lane));
    if (flaw !== null && (track !== undefined || typeof trade?.exchangeId !== "string"))
      return this.#refuse(`the exchange has told of ${flaw}`);
    if (track === undefined) {
      if (flaw === null && (fees || trade.fee !== null)) this.unmatched.add(trade);
      return "foreign";
    }
    if (!fees && trade.fee === null) return "flawed"; // asked for again, with its fee
    const reports: BrokerReport[] = [];
    const heard = this.#take(track, trade, reports);
    this.#advance(track, reports);
    this.#tell(reports);
    return heard;
  }

  #trackOf(trade: ExchangeFill): Track | undefined {
    const { symbol, exchangeId } = trade ?? {};
    if (typeof symbol !== "string" || typeof exchangeId !== "string") return undefined;
    return this.#byExchangeId.get(key(symbol, exchangeId));
  }

  /** No answer came: only a look-up tells. */
  unknown(order: LiveOrder): void {
    const track = this.of(order);
    if (track.ended || track.told === "unknown") return;
    const reports: BrokerReport[] = [];
    this.#say(track, "unknown", undefined, reports);
    this.#tell(reports);
  }

  /** An order is at its end though no snapshot says so: it never left, was refused, or is not there any more. */
  end(order: LiveOrder, status: "rejected" | "cancelled" | "expired", reason: string): void {
    const track = this.of(order);
    if (track.ended) return;
    const reports: BrokerReport[] = [];
    this.#end(track, status, reason, reports);
    this.#tell(reports);
  }

  #accept(track: Track, exchangeId: string, reports: BrokerReport[]): void {
    if (track.exchangeId !== undefined) return;
    const { order } = track;
    track.exchangeId = exchangeId;
    this.#byExchangeId.set(key(order.request.symbol, exchangeId), track);
    reports.push({ kind: "accepted", orderId: order.id, exchangeId });
    for (const trade of this.unmatched.take(order.request.symbol, exchangeId)) this.#take(track, trade, reports);
  }

  #take(track: Track, trade: ExchangeFill, reports: BrokerReport[]): Heard {
    const { order } = track;
    if (track.trades.has(trade.id)) return "ours";
    const instrument = this.parts.instrumentOf(order.lane);
    const flaw = fillFlaw(trade, instrument);
    if (flaw !== null) return this.#refuse(`the exchange has told of ${flaw}`);
    const left = tidy(instrument, track.quantity - track.filled - trade.quantity, track.quantity);
    if (track.ended || trade.side !== order.request.side || !(left >= 0))
      return this.#refuse(`trade ${trade.id} of ${trade.quantity} does not fit order ${order.id}`, "diverged");
    track.trades.add(trade.id);
    track.filled = left === 0 ? track.quantity : tidy(instrument, track.filled + trade.quantity, track.quantity);
    const timeframe = this.parts.timeframeOf(order.facts.stream);
    const fill = fillOf(order, trade, left, instrument, timeframe, this.parts.priceOf, (asset) => {
      this.#complain(`a fee in ${asset} has no price: it counts as 0`, "diverged");
    });
    reports.push({ kind: "fill", tradeId: trade.id, fill });
    track.told = left === 0 ? "filled" : "partly-filled";
    track.ended = left === 0;
    return "ours";
  }

  /** Tells what follows from the latest snapshot, as far as trades bear it out. */
  #advance(track: Track, reports: BrokerReport[]): void {
    const { latest, order, told, filled } = track;
    if (track.ended || latest === null) return;
    if (!isEnded(latest)) {
      const stands = filled > 0 ? "partly-filled" : "resting";
      if (told === "sent" || told === "unknown") this.#say(track, stands, undefined, reports, latest.time);
      return;
    }
    if (!isSame(this.parts.instrumentOf(order.lane), latest.filled, filled)) return;
    if (latest.status === "rejected" && filled === 0)
      this.#end(track, "rejected", "refused-by-exchange", reports, latest.time);
    else {
      const status = track.endsAs ?? (latest.status === "expired" ? "expired" : "cancelled");
      this.#end(track, status, track.reason ?? order.unwanted ?? "ended-by-exchange", reports, latest.time);
    }
  }

  #end(
    track: Track,
    status: "rejected" | "cancelled" | "expired",
    reason: string,
    reports: BrokerReport[],
    time?: number,
  ): void {
    track.ended = true;
    this.#say(track, status === "rejected" && track.filled > 0 ? "cancelled" : status, reason, reports, time);
  }

  #say(
    track: Track,
    status: OrderStatus,
    reason: string | undefined,
    reports: BrokerReport[],
    time = this.parts.now(),
  ): void {
    track.told = status;
    const { order, quantity, filled } = track;
    const { id, lane, symbol, type, side, limitPrice, stopPrice } = order.request;
    reports.push({
      kind: "order",
      update: { id, lane, symbol, status, type, side, quantity, filled, limitPrice, stopPrice, time, reason },
    });
  }

  #tell(reports: readonly BrokerReport[]): void {
    if (reports.length > 0) this.parts.tell(reports);
  }

  #refuse(message: string, kind: Note["kind"] = "bad-row"): "flawed" {
    this.#complain(message, kind);
    return "flawed";
  }

  /** Each complaint once: the same answer may come every few seconds. */
  #complain(message: string, kind: Note["kind"]): void {
    if (this.#complaints.has(message)) return;
    if (this.#complaints.size >= 1_000) this.#complaints.clear();
    this.#complaints.add(message);
    this.parts.note({ kind, message });
  }
}

const NO_REBATES = { maker: 0, taker: 0 };

function key(symbol: string, exchangeId: string): string {
  return `${symbol} ${exchangeId}`;
}

/** Whether a snapshot was overtaken by another: an end stays an end, and what has filled stays filled. */
function isOlder(snapshot: OrderSnapshot, latest: OrderSnapshot): boolean {
  if (isEnded(latest) && !isEnded(snapshot)) return true;
  return snapshot.filled < latest.filled;
}
