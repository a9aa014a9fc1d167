import { ExchangeRefusalError } from "../exchange/errors.js";
import type { ExchangeOrderRequest, OrderReference, OrderSnapshot } from "../exchange/trading.js";
import type { BrokerReport } from "./broker-report.js";
import { backoff, type Errand, errandFor } from "./errand.js";
import { FillPages } from "./fill-pages.js";
import type { LiveOrder } from "./live-order.js";
import type { OrderFold } from "./order-fold.js";
import { Prover, type ProverParts } from "./prover.js";
import { Steps } from "./steps.js";
import { messageOf, retryAfter } from "./unclear.js";
import { type WayOutParts, wayOut } from "./way-out.js";

export interface WorkerParts extends ProverParts {
  readonly fold: OrderFold;
  /** Last price of a stream, in quote currency. */
  readonly priceOf: (stream: number) => number;
  readonly tell: (reports: readonly BrokerReport[]) => void;
  /** Whether the account's stream can be relied on. */
  readonly hearsStream: () => boolean;
  /** An order of ours that no journal knows rests at the exchange. */
  readonly stray: (snapshot: OrderSnapshot) => void;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Does what is to be done about the orders of one symbol, one call at a time: sends each order once, asks for its end, and
 * proves how it stands. Runs only while there is something to do.
 */
export class SymbolWorker {
  /** Whether anything may be sent; closed while a run recovers. */
  sends = false;
  closing = false;
  readonly #errands = new Map<LiveOrder, Errand>();
  readonly #fills: FillPages;
  readonly #prover: Prover;
  readonly #steps: Steps;
  readonly #wayOut: WayOutParts;
  #fillsAt = NEVER;
  #fillFailures = 0;
  /** Whether an order may be at the exchange; when open orders were asked for last, and what delays the next time. */
  #out = false;
  #polledAt = Number.NEGATIVE_INFINITY;
  #pollAfter = Number.NEGATIVE_INFINITY;
  #pollFailures = 0;
  /** Everything is being compared with the exchange, which has not answered yet. */
  #comparing = false;

  constructor(
    readonly symbol: string,
    private readonly parts: WorkerParts,
  ) {
    const { exchange, fold, tracker, timers, log, tell } = parts;
    this.#fills = new FillPages(exchange, symbol, tracker, fold.cursors.get(symbol), () => this.#since(), tell);
    this.#prover = new Prover(symbol, this.#fills, () => this.#isNameless(), parts);
    this.#steps = new Steps(
      timers,
      log,
      () => this.#next(),
      () => this.#due(),
    );
    this.#wayOut = {
      fold,
      types: exchange.traits.types,
      priceOf: parts.priceOf,
      isUnknown: (order) => this.#errands.get(order)?.unknown === true,
      isOut: (order) => this.#errands.get(order)?.out === true,
      freshMs: parts.freshMs,
      now: parts.now,
      isClosing: () => this.closing,
    };
  }

  /** The journal holds the order as it is wanted now. */
  see(order: LiveOrder): void {
    const errand = this.#errandOf(order);
    if (order.unwanted !== null && errand.out) errand.cancelAt = this.#now;
    if (!errand.out && !errand.unknown) errand.toSend = true;
    this.wake();
  }

  /** Takes up an order of which another process may have sent what the journal says. */
  prove(order: LiveOrder): void {
    const errand = this.#errandOf(order);
    errand.out = true;
    errand.unknown = true;
    errand.lookUpAt = this.#now;
    if (order.unwanted !== null) errand.cancelAt = this.#now;
  }

  /** Compares everything with the exchange, soon. */
  reconcile(): void {
    this.#comparing = true;
    this.#fillsAt = this.#now;
    this.wake();
  }

  wake(): void {
    this.#steps.wake();
  }

  /** Resolves when nothing is asked any more that is not known, except whether a later time brings news. */
  proven(): Promise<void> {
    return this.#steps.until(() => !this.#asks());
  }

  stop(): void {
    this.#steps.stop();
  }

  /** Ends the entries that work. Of a run that stops: the journal does not hold these wishes. */
  cancelEntries(): void {
    for (const errand of this.#errands.values())
      if (errand.order.isEntry && errand.out) this.#endAs(errand, null, "stopping");
    this.wake();
  }

  /** How an order is known to stand now; `unknown` where no answer has come since it was asked for. */
  statusOf(order: LiveOrder): string {
    const track = this.parts.tracker.of(order);
    const errand = this.#errands.get(order);
    if (track.ended) return track.told;
    if (errand === undefined || !errand.out) return errand?.unknown === true ? "unknown" : "sent";
    return errand.unknown || errand.lookUpAt < NEVER || track.latest === null ? "unknown" : track.told;
  }

  /** Asks how every order stands that may be at the exchange. */
  askAll(): void {
    for (const errand of this.#errands.values()) if (errand.out) errand.lookUpAt = this.#now;
    this.wake();
  }

  get #now(): number {
    return this.parts.timers.monotonic();
  }

  #errandOf(order: LiveOrder): Errand {
    let errand = this.#errands.get(order);
    if (errand !== undefined) return errand;
    errand = errandFor(order);
    const { timeInForce, expiresAt } = order.request;
    if (timeInForce === "gtd" && expiresAt !== undefined) errand.expiresAt = this.#now + expiresAt - this.parts.now();
    this.#errands.set(order, errand);
    return errand;
  }

  /** Before the first order of the run that has not ended, epoch ms UTC. */
  #since(): number {
    let since = this.parts.now();
    for (const { request } of this.parts.fold.orders.working)
      if (request.symbol === this.symbol) since = Math.min(since, request.sentAt);
    return since - 60_000;
  }

  #asks(): boolean {
    if (this.#fillsAt < NEVER || this.#comparing) return true;
    for (const { lookUpAt, order } of this.#errands.values())
      if (lookUpAt < NEVER || this.parts.tracker.isWaitingForFills(this.parts.tracker.of(order))) return true;
    return false;
  }

  /** What to do now, most urgent first; null for nothing. */
  #next(): (() => Promise<void>) | null {
    const { tracker } = this.parts;
    const now = this.#now;
    let waiting = false;
    let out = false;
    for (const [order, errand] of this.#errands) {
      const track = tracker.of(order);
      if (track.ended) this.#errands.delete(order);
      else if (tracker.isWaitingForFills(track)) waiting = true;
      if (!track.ended && errand.out) out = true;
      if (!track.ended && errand.out && errand.expiresAt <= now) this.#endAs(errand, "expired", "gtd");
    }
    if (waiting && this.#fillsAt === NEVER) this.#fillsAt = now;
    if (out && !this.#out) this.#polledAt = now;
    this.#out = out;
    if (this.#comparing && this.#pollAt <= now) return () => this.#poll();
    const errands = [...this.#errands.values()];
    if (this.sends) {
      const cancel = errands.find(({ out, cancelAt, lookUpAt }) => out && cancelAt <= now && lookUpAt === NEVER);
      if (cancel !== undefined) return () => this.#cancel(cancel);
      for (const errand of errands) {
        const send = errand.toSend ? this.#sending(errand) : null;
        if (send !== null) return send;
      }
    }
    const look = errands.find(({ lookUpAt }) => lookUpAt <= now);
    if (look !== undefined) return () => this.#prover.lookUp(look);
    if (this.#fillsAt <= now) return () => this.#readFills();
    return this.#pollAt <= now ? () => this.#poll() : null;
  }

  /** When something is to be done that is not to be done now, by the monotonic clock. */
  #due(): number {
    let due = Math.min(this.#fillsAt, this.#pollAt);
    for (const { lookUpAt, cancelAt, expiresAt, out, toSend, order } of this.#errands.values()) {
      due = Math.min(
        due,
        lookUpAt,
        out ? expiresAt : NEVER,
        this.sends && out && lookUpAt === NEVER ? cancelAt : NEVER,
      );
      // what waits for others is looked at again when its time is over
      if (this.sends && toSend && order.isEntry)
        due = Math.min(
          due,
          this.#now + Math.max(1, order.request.sentAt + this.parts.freshMs(order) - this.parts.now() + 1),
        );
    }
    return due;
  }

  /** When open orders are to be asked for. */
  get #pollAt(): number {
    const { settings, hearsStream } = this.parts;
    if (this.#comparing) return this.#pollAfter;
    if (!this.#out) return NEVER;
    return Math.max(this.#pollAfter, this.#polledAt + (hearsStream() ? settings.pollWithStreamMs : settings.pollMs));
  }

  /** @returns null where the order has to wait, or has come to its end here. */
  #sending(errand: Errand): (() => Promise<void>) | null {
    const verdict = wayOut(errand.order, this.#wayOut);
    if ("wait" in verdict) return null;
    if ("go" in verdict) return () => this.#send(errand, verdict.go);
    errand.toSend = false;
    this.#errands.delete(errand.order);
    this.parts.tracker.end(errand.order, verdict.end, verdict.reason);
    return null;
  }

  /** Once: whatever comes back, this order is not sent again before it is proven to be absent. */
  async #send(errand: Errand, request: ExchangeOrderRequest): Promise<void> {
    const { exchange, tracker, log } = this.parts;
    const { order } = errand;
    errand.toSend = false;
    errand.out = true;
    tracker.of(order).quantity = request.quantity;
    let error: unknown;
    try {
      const snapshot = await exchange.submit(request);
      if (this.#prover.learn(order, snapshot)) {
        errand.unknown = false;
        return;
      }
    } catch (cause) {
      error = cause;
    }
    if (error instanceof ExchangeRefusalError && error.kind !== "duplicate-id") {
      log.warn(`order ${order.id} was refused`, { kind: error.kind, message: error.message });
      tracker.end(order, "rejected", error.kind === "would-cross" ? "would-cross-market" : error.kind);
      return;
    }
    log.warn(`order ${order.id} has no clear answer`, { message: messageOf(error) });
    errand.unknown = true;
    errand.failures = 0;
    errand.absences = 0;
    const isThere = error instanceof ExchangeRefusalError;
    errand.lookUpAt = this.#now + (isThere ? 0 : Math.max(this.parts.settings.lookUpMs, retryAfter(error)));
    tracker.unknown(order);
  }

  async #cancel(errand: Errand): Promise<void> {
    const { exchange, log, settings } = this.parts;
    const { order } = errand;
    errand.cancelAt = NEVER;
    errand.lookUpAt = this.#now;
    errand.cancels++;
    try {
      await exchange.cancel(this.#reference(order));
    } catch (error) {
      log.debug(`the end of order ${order.id} has no clear answer`, { message: messageOf(error) });
      errand.lookUpAt = this.#now + Math.max(settings.lookUpMs, retryAfter(error));
    }
  }

  /** The end of an order is wanted for a reason that the journal does not hold: it follows from the time. */
  #endAs(errand: Errand, status: "expired" | null, reason: string): void {
    const track = this.parts.tracker.of(errand.order);
    errand.expiresAt = NEVER;
    track.endsAs = status;
    track.reason = reason;
    errand.cancelAt = Math.min(errand.cancelAt, this.#now);
  }

  async #readFills(): Promise<void> {
    this.#fillsAt = NEVER;
    try {
      await this.#fills.read(this.#isNameless());
      const { tracker } = this.parts;
      const waits = [...this.#errands.keys()].some((order) => tracker.isWaitingForFills(tracker.of(order)));
      this.#fillFailures = waits ? this.#fillFailures + 1 : 0;
      if (waits) this.#fillsAt = this.#now + this.#fillDelay();
      if (this.#fillFailures === 10)
        this.parts.log.warn(`trades of ${this.symbol} that orders tell of are not to be had`);
    } catch (error) {
      this.#fillFailures++;
      this.#fillsAt = this.#now + Math.max(this.#fillDelay(), retryAfter(error));
    }
  }

  #fillDelay(): number {
    const { lookUpMs, lookUpMaxMs } = this.parts.settings;
    return backoff(lookUpMs, lookUpMaxMs, this.#fillFailures - 1);
  }

  /** Whether an order may be at the exchange under a number that is not known. */
  #isNameless(): boolean {
    for (const { out, order } of this.#errands.values())
      if (out && this.parts.tracker.of(order).exchangeId === undefined) return true;
    return false;
  }

  /** Open orders as the exchange has them. An order of ours that is not among them is looked up: a list proves nothing. */
  async #poll(): Promise<void> {
    const { exchange, tracker, stray, settings } = this.parts;
    this.#polledAt = this.#now;
    try {
      const open = await exchange.openOrders(this.symbol);
      this.#pollFailures = 0;
      this.#comparing = false;
      const listed = new Set<string>();
      for (const snapshot of open) {
        if (tracker.snapshot(snapshot) === "stray") stray(snapshot);
        listed.add(snapshot.clientId);
      }
      for (const errand of this.#errands.values()) {
        const { order, out, unknown } = errand;
        if (!out || tracker.of(order).ended) continue;
        if (!listed.has(order.clientId))
          errand.lookUpAt = Math.min(errand.lookUpAt, this.#now + (unknown ? settings.lookUpMs : 0));
        else if (unknown && tracker.of(order).latest !== null) {
          errand.lookUpAt = NEVER;
          this.#prover.found(errand);
        }
      }
    } catch (error) {
      const delay = backoff(settings.lookUpMs, settings.lookUpMaxMs, this.#pollFailures++);
      this.#pollAfter = this.#now + Math.max(delay, retryAfter(error));
    }
  }

  #reference({ request, clientId, exchangeId }: LiveOrder): OrderReference {
    return { symbol: request.symbol, clientId, exchangeId };
  }
}
