import type { Logger } from "@bellwether/core";
import type { Exchange, OrderSnapshot } from "../exchange/trading.js";
import type { Timers } from "../time/timers.js";
import { backoff, type Errand } from "./errand.js";
import type { FillPages } from "./fill-pages.js";
import type { LiveOrder } from "./live-order.js";
import type { OrderSettings } from "./order-settings.js";
import { Search } from "./search.js";
import type { Tracker } from "./tracker.js";
import { messageOf, retryAfter } from "./unclear.js";

export interface ProverParts {
  readonly exchange: Exchange;
  readonly tracker: Tracker;
  readonly timers: Timers;
  readonly settings: OrderSettings;
  readonly log: Logger;
  /** By the exchange's clock, epoch ms UTC. */
  readonly now: () => number;
  /** Age of a decision up to which it may be sent once more, ms. */
  readonly freshMs: (order: LiveOrder) => number;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Finds out how an order stands. Only what the exchange itself has answered counts; no answer is no answer. */
export class Prover {
  readonly #search: Search;

  /** @param isNameless - whether an order of the symbol may be at the exchange under a number that is not known. */
  constructor(
    symbol: string,
    private readonly fills: FillPages,
    private readonly isNameless: () => boolean,
    private readonly parts: ProverParts,
  ) {
    this.#search = new Search(parts.exchange, symbol, parts.tracker);
  }

  /** @returns whether an answer was about the order, and could be believed. */
  learn(order: LiveOrder, snapshot: OrderSnapshot): boolean {
    const known = snapshot?.clientId === "" ? { ...snapshot, clientId: order.clientId } : snapshot;
    return known?.clientId === order.clientId && this.parts.tracker.snapshot(known) === "ours";
  }

  async lookUp(errand: Errand): Promise<void> {
    const { settings, tracker, log } = this.parts;
    const { order } = errand;
    errand.lookUpAt = NEVER;
    try {
      const found = await this.#search.find(order, () => this.fills.read(true));
      if (tracker.of(order).ended) return;
      if (found === null) {
        if (++errand.absences >= settings.absences) await this.#conclude(errand);
        else errand.lookUpAt = this.#later(errand);
      } else if (this.learn(order, found)) this.found(errand);
      else {
        errand.failures++;
        errand.lookUpAt = this.#later(errand);
      }
    } catch (error) {
      log.debug(`the look-up of order ${order.id} has no clear answer`, { message: messageOf(error) });
      errand.failures++;
      errand.lookUpAt = Math.max(this.#later(errand), this.#monotonic + retryAfter(error));
      if (errand.cancels === 0 || errand.unknown) return;
      errand.unknown = true; // asked to end, and nobody can say whether it has
      tracker.unknown(order);
    }
  }

  get #monotonic(): number {
    return this.parts.timers.monotonic();
  }

  #later({ failures, absences }: Errand): number {
    const { lookUpMs, lookUpMaxMs } = this.parts.settings;
    return this.#monotonic + backoff(lookUpMs, lookUpMaxMs, failures + absences);
  }

  /** The exchange has told how the order stands. If it is still there though its end was asked for, it is asked again. */
  found(errand: Errand): void {
    const { settings, tracker } = this.parts;
    const { order, cancels } = errand;
    errand.unknown = false;
    errand.failures = 0;
    errand.absences = 0;
    const track = tracker.of(order);
    if (track.ended || (order.unwanted === null && track.reason === undefined)) return;
    const { lookUpMs, lookUpMaxMs } = settings;
    errand.cancelAt = this.#monotonic + (cancels === 0 ? 0 : backoff(lookUpMs, lookUpMaxMs, cancels - 1));
  }

  /** The exchange does not know the order, and has said so often enough. */
  async #conclude(errand: Errand): Promise<void> {
    const { tracker, log, freshMs, now } = this.parts;
    const { order } = errand;
    const track = tracker.of(order);
    if (track.exchangeId !== undefined) return this.#vanished(errand);
    if (order.unwanted !== null || track.reason !== undefined)
      tracker.end(order, track.endsAs ?? "cancelled", order.unwanted ?? track.reason!);
    else if (now() - order.request.sentAt <= freshMs(order)) {
      log.info(`order ${order.id} has never arrived; it is sent again under its id`);
      errand.absences = 0;
      errand.out = false;
      errand.unknown = false; // it is not there: others of its symbol need not wait to hear of it
      errand.toSend = true;
    } else tracker.end(order, "rejected", "never-arrived");
  }

  /** It was there once, so what it has traded is there still. */
  async #vanished(errand: Errand): Promise<void> {
    const { settings, tracker, log } = this.parts;
    const { order } = errand;
    try {
      await this.fills.read(this.isNameless());
    } catch {
      errand.absences = settings.absences - 1;
      errand.lookUpAt = this.#later(errand);
      return;
    }
    log.warn(`order ${order.id} is not known to the exchange any more`);
    tracker.end(order, "cancelled", order.unwanted ?? tracker.of(order).reason ?? "vanished");
  }
}
