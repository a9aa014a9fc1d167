import type { EventBus } from "../bus.js";
import type { Trade } from "../ledger/trade.js";
import type {
  EntryTerms,
  ExitReason,
  Fill,
  Funding,
  LeaveReason,
  OrderRequest,
  OrderUpdate,
  Side,
} from "../order/order.js";
import type { Portfolio } from "../portfolio/portfolio.js";
import type { Broker, BrokerListener } from "../ports.js";
import type { Halt, RiskEngine, RiskInput } from "../risk/verdict.js";
import type { Signal } from "../signal.js";
import type { Lane } from "./lane.js";
import { isSameEntry } from "./valid-signal.js";

/** A halt and when it came, epoch ms UTC. */
export interface DatedHalt extends Halt {
  readonly time: number;
}

const MARKET: EntryTerms = Object.freeze({ type: "market" });

/** Exits after which the stance that was held is spent: the strategy must say something else before it re-enters. */
const SPENDS_STANCE: Partial<Record<Trade["exitReason"], true>> = {
  "stop-loss": true,
  "trailing-stop": true,
  "break-even": true,
  "time-stop": true,
  liquidation: true,
};

/** Turns stances into orders through risk, and hears what becomes of them. Steps 5 and 6 of a bar, and its listener. */
export class Desk implements BrokerListener {
  /** How often risk refused, by rule; `plugin:its-name` where one brings a name of its own. */
  readonly refusals: Record<string, number> = {};
  readonly orders = { submitted: 0, rejected: 0 };
  readonly rejections = new Map<string, number>();
  readonly halts: DatedHalt[] = [];
  /** Fills that the intrabar rule decided. */
  ambiguousFills = 0;
  /** The halt that holds now. */
  halt: Halt | null = null;
  /** Close time of the batch, epoch ms UTC. */
  now = Number.NaN;
  /** Age of the newest bar when it was handed on, ms since its close. */
  ageMs = 0;

  constructor(
    private readonly lanes: readonly Lane[],
    private readonly portfolio: Portfolio,
    private readonly broker: Broker,
    private readonly risk: RiskEngine,
    private readonly bus: EventBus,
  ) {}

  /** A signal that wants another position than the one held, or another entry than the one that works. */
  act(lane: Lane, signal: Signal): void {
    const { quantity } = lane.position;
    if (quantity !== 0) this.leave(lane, "signal", signal.metadata.reason);
    else if (lane.entering !== null) this.broker.cancelEntries(lane.lane);
    if (signal.signal !== "FLAT") this.enter(lane, signal);
  }

  /** Whether there is something to do: a stance that holds already, or is on its way, asks for nothing. */
  isAwaited(lane: Lane, signal: Signal): boolean {
    const { quantity } = lane.position;
    const stance = signal.signal;
    // an exit that has begun comes to its end first; the stance is a wish that will be repeated
    if (lane.leaving !== null && lane.leaving.sentAt !== this.now) return true;
    if (quantity !== 0) return stance === (quantity > 0 ? "LONG" : "SHORT");
    return lane.entering === null ? stance === "FLAT" : isEntry(signal, lane.entering);
  }

  /** Leaves a position that has been held for as long as it may. */
  watchTime(lane: Lane): void {
    const { timeStop, position } = lane;
    if (timeStop === null || position.quantity === 0) return;
    const { bars = Number.POSITIVE_INFINITY, ms = Number.POSITIVE_INFINITY } = timeStop;
    if (position.barsHeld >= bars || this.now - position.entryTime >= ms) this.leave(lane, "time-stop");
  }

  /** Exits need no permission: they are always possible. Stops keep guarding until the exit has filled. */
  leave(lane: Lane, exitReason: LeaveReason, reason?: string): void {
    if (lane.leaving !== null) return;
    const { quantity } = lane.position;
    if (lane.entering !== null) this.broker.cancelEntries(lane.lane);
    const side = quantity > 0 ? "sell" : "buy";
    this.submit(lane, lane.frame.openTime.last, side, Math.abs(quantity), MARKET, undefined, reason, exitReason);
  }

  private enter(lane: Lane, signal: Signal): void {
    const { portfolio } = this;
    const openTime = lane.frame.openTime.last;
    const { confidence, regime, entry, reason } = signal.metadata;
    const close = lane.frame.close.last;
    const input: RiskInput = {
      signal,
      equity: portfolio.equity,
      entryPrice: close,
      confidence,
      regime,
      instrument: lane.instrument,
      portfolio,
      position: lane.position.view,
      df: lane.frame,
      time: this.now,
      dataAgeMs: this.ageMs,
      strategy: lane.strategy,
      lane: lane.lane,
    };
    const heard = this.bus.active.verdict;
    const facts = heard ? this.risk.facts?.(input) : undefined;
    const verdict = this.risk.applyRiskToSignal(input);
    if (heard) this.bus.emit("verdict", verdict, signal, lane, openTime, facts);
    if (verdict.status === "refused") {
      const key = verdict.name === undefined ? verdict.rule : `${verdict.rule}:${verdict.name}`;
      this.refusals[key] = (this.refusals[key] ?? 0) + 1;
      return;
    }
    const { side, quantity, bracket } = verdict.order;
    const terms = verdict.order.entry ?? entry ?? MARKET;
    // an entry above the close takes up what it will cost
    const price = Math.max(close, terms.limitPrice ?? 0, terms.stopPrice ?? 0);
    const value = quantity * price * lane.instrument.contractSize;
    lane.position.awaited = side === "buy" ? value : -value;
    lane.timeStop = bracket?.timeStop ?? null;
    this.submit(lane, openTime, side, quantity, terms, bracket, reason, undefined);
  }

  private submit(
    lane: Lane,
    decidedAt: number,
    side: Side,
    quantity: number,
    terms: EntryTerms,
    bracket: OrderRequest["bracket"],
    reason: string | undefined,
    exitReason: OrderRequest["exitReason"],
  ): void {
    const reduceOnly = exitReason !== undefined;
    const request: OrderRequest = {
      id: lane.orderId(decidedAt, reduceOnly ? "exit" : "entry"),
      lane: lane.lane,
      symbol: lane.symbol,
      side,
      type: terms.type,
      quantity,
      reduceOnly,
      bracket,
      sentAt: this.now,
      decidedAt,
      reason,
      exitReason,
      limitPrice: terms.limitPrice,
      stopPrice: terms.stopPrice,
      timeInForce: terms.timeInForce,
      expiresAt: terms.expiresAt,
      postOnly: terms.postOnly,
    };
    this.orders.submitted++;
    if (this.bus.active.order) this.bus.emit("order", request);
    // beforehand: a broker may answer at once
    if (reduceOnly) lane.leaving = request;
    else lane.entering = request;
    this.broker.submit(request, lane.stream);
  }

  /** Risk halts: entries that work are cancelled, and positions leave if it says so. */
  stop(halt: Halt, time: number): void {
    const { halt: before } = this;
    const { rule, until } = halt;
    const stays = before !== null && (before.until === undefined || (before.rule === rule && before.until === until));
    if (stays && (before.flatten || !halt.flatten)) return;
    this.halt = stays ? { ...before, flatten: true } : halt;
    this.portfolio.halted = true;
    if (!stays) {
      this.halts.push({ ...halt, time });
      if (this.bus.active.halt) this.bus.emit("halt", halt, time);
    }
    const reason = halt.rule === "session" ? "flatten" : "halt";
    for (const lane of this.lanes) {
      if (halt.flatten && lane.position.quantity !== 0 && lane.leaving === null) this.leave(lane, reason, halt.rule);
      else if (lane.entering !== null) this.broker.cancelEntries(lane.lane);
    }
  }

  /** Trading goes on. After a drawdown, the next one counts from the equity of now. */
  resume(time: number): void {
    if (this.halt === null) return;
    if (this.halt.rule === "maxDrawdown") this.portfolio.forgetPeak();
    this.halt = null;
    this.portfolio.halted = false;
    if (this.bus.active.resume) this.bus.emit("resume", time);
  }

  get hearsOrders(): boolean {
    return this.bus.active.order;
  }

  fill(fill: Fill): void {
    const { bus } = this;
    const lane = this.lanes[fill.lane]!;
    const { entering, leaving } = lane;
    const trade = this.portfolio.book(fill);
    if (fill.ambiguous === true) this.ambiguousFills++;
    if (entering !== null && entering.id === fill.orderId) {
      const left = fill.remaining * fill.price * lane.instrument.contractSize;
      lane.position.awaited = fill.side === "buy" ? left : -left;
      if (fill.remaining === 0) lane.entering = null;
    } else if (leaving !== null && fill.remaining === 0 && leaving.id === fill.orderId) lane.leaving = null;
    if (bus.active.fill) bus.emit("fill", fill);
    if (trade !== null) this.closed(lane, trade);
    if (bus.active.position) bus.emit("position", lane.position.view, lane, trade);
  }

  private closed(lane: Lane, trade: Trade): void {
    if (this.risk.reentry === "on-new-signal" && SPENDS_STANCE[trade.exitReason] === true)
      lane.spentStance = trade.side === "long" ? "LONG" : "SHORT";
    this.risk.closed?.(trade, lane.lane, this.now);
  }

  funding(funding: Funding): void {
    this.portfolio.fund(funding);
    if (this.bus.active.funding) this.bus.emit("funding", funding);
  }

  order(update: OrderUpdate): void {
    const { status, id } = update;
    const lane = this.lanes[update.lane]!;
    if (status === "rejected" || status === "cancelled" || status === "expired") {
      if (lane.entering?.id === id) {
        lane.entering = null;
        lane.position.awaited = 0;
      }
      const reason = lane.leaving?.id === id ? lane.leaving.exitReason : undefined;
      if (reason !== undefined) lane.leaving = null;
      if (update.reason === "dust") this.writeOff(lane, update.time, update.exitReason ?? reason ?? "signal");
      else if (status === "rejected") this.reject(update.reason ?? "unknown");
    }
    if (this.bus.active.order) this.bus.emit("order", update);
  }

  private reject(reason: string): void {
    this.orders.rejected++;
    this.rejections.set(reason, (this.rejections.get(reason) ?? 0) + 1);
  }

  private writeOff(lane: Lane, time: number, reason: ExitReason): void {
    const trade = this.portfolio.writeOff(lane.lane, time, reason);
    if (trade === null) return;
    this.closed(lane, trade);
    if (this.bus.active.position) this.bus.emit("position", lane.position.view, lane, trade);
  }
}

/** Whether an entry that works is the one that a signal wants. */
function isEntry({ signal: stance, metadata }: Signal, entering: OrderRequest): boolean {
  return stance === (entering.side === "buy" ? "LONG" : "SHORT") && isSameEntry(entering, metadata?.entry);
}
