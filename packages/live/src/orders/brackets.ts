import { type Bar, type Fill, type Guard, guardOf, type Instrument, type OrderRequest } from "@bellwether/core";
import type { BrokerReport } from "./broker-report.js";

/** A price has met an exit that is held here. */
export type Touch = Extract<BrokerReport, { kind: "trigger" }>;

/** The exits of one lane, with what only a broker on an exchange must know of them. */
interface Held {
  readonly guard: Guard;
  /** Open time of the bar in which the entry began to fill, epoch ms UTC. */
  readonly since: number;
  /** Whether all of that bar came after the entry: a market order fills as the bar opens. */
  readonly whole: boolean;
  /** Orders that have been made of it. */
  exits: number;
  /** Refusals in a row, and until when no exit is tried again, epoch ms UTC. */
  refusals: number;
  pausedUntil: number;
  /** The exchange would not let its stop rest: it is held here instead. */
  local: boolean;
}

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

/**
 * Stops and targets of all lanes, held here and compared with every price. Their levels follow closed bars, which the
 * journal repeats; a price between two bars may only touch them.
 */
export class Brackets {
  readonly #held: (Held | undefined)[] = [];
  /** Best prices between two bars, by lane: not part of what the journal repeats. */
  readonly #seen: ({ readonly guard: Guard; best: number } | undefined)[] = [];
  /** Touches that the journal has not told of yet, by lane. */
  readonly pending = new Map<number, Touch>();

  guard(lane: number): Guard | undefined {
    return this.#held[lane]?.guard;
  }

  /** An entry has filled, or a part of it. @returns the exits that rest from now on. */
  entered(request: OrderRequest, fill: Fill, instrument: Instrument): Guard | undefined {
    const { lane, bracket, id, type } = request;
    let held = this.#held[lane];
    if (held?.guard.id !== id) {
      if (bracket === undefined) return undefined;
      held = {
        guard: guardOf(request, bracket, instrument.prices, fill.price),
        since: fill.time,
        whole: type === "market",
        exits: 0,
        refusals: 0,
        pausedUntil: Number.NEGATIVE_INFINITY,
        local: false,
      };
      this.#held[lane] = held;
    }
    held.guard.entered = instrument.quantities.nearest(held.guard.entered + fill.quantity);
    return held.guard;
  }

  drop(lane: number): void {
    this.#held[lane] = undefined;
    this.#seen[lane] = undefined;
    this.pending.delete(lane);
  }

  /** Counts the orders made of a lane's exits, from 1. */
  count(lane: number): number {
    const held = this.#held[lane];
    return held === undefined ? 1 : ++held.exits;
  }

  /** An exit of a lane was refused: the next try waits, longer each time. @param time - epoch ms UTC. */
  refused(lane: number, time: number): void {
    const held = this.#held[lane];
    if (held === undefined) return;
    held.pausedUntil = time + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** held.refusals++);
  }

  filled(lane: number): void {
    const held = this.#held[lane];
    if (held !== undefined) held.refusals = 0;
  }

  /** Whether the stop of a lane may rest at the exchange. */
  mayRest(lane: number): boolean {
    return this.#held[lane]?.local === false;
  }

  keepHere(lane: number): void {
    const held = this.#held[lane];
    if (held !== undefined) held.local = true;
  }

  /** A price of now. @param stopRests - whether the exchange watches the stop. */
  touch(lane: number, price: number, time: number, stopRests: boolean): Touch | null {
    const held = this.#held[lane];
    if (held === undefined || !(price > 0) || !(time >= held.pausedUntil) || this.pending.has(lane)) return null;
    const { guard } = held;
    const { direction } = guard;
    let seen = this.#seen[lane];
    if (seen?.guard !== guard) {
      seen = { guard, best: guard.best };
      this.#seen[lane] = seen;
    }
    if ((price - seen.best) * direction > 0) seen.best = price;
    const gained = (seen.best - guard.best) * direction > 0;
    const level = gained ? guard.levelAt(seen.best) : guard.level;
    const best = gained ? { best: seen.best } : {};
    if ((price - level) * direction <= 0)
      return stopRests && !gained ? null : { kind: "trigger", lane, price, time, exit: "stop", ...best };
    const { target } = guard;
    if (target === undefined || !((price - target.level) * direction >= 0)) return null;
    return { kind: "trigger", lane, price, time, exit: "target", ...best };
  }

  /**
   * A closed bar: finds what its extremes have touched (a stop before a target), or follows it.
   * @param time - its close, epoch ms UTC.
   */
  meet(lane: number, bar: Readonly<Bar>, time: number, stopRests: boolean): Touch | null {
    const held = this.#held[lane];
    const { openTime, open, high, low, close } = bar;
    if (held === undefined || openTime < held.since || !(low > 0 && high >= low)) return null;
    const { guard, whole, since } = held;
    const { direction } = guard;
    // before a limit entry filled the bar may have been anywhere: only where it ended is sure
    const sure = openTime > since || whole;
    const top = sure ? (direction === 1 ? high : low) : close;
    const worst = sure ? (direction === 1 ? low : high) : close;
    const start = sure ? open : close;
    const touched = (exit: "stop" | "target", price: number): Touch | null =>
      time >= held.pausedUntil && !this.pending.has(lane) ? { kind: "trigger", lane, price, time, exit } : null;
    if ((worst - guard.level) * direction <= 0 && !stopRests)
      return touched("stop", (start - guard.level) * direction <= 0 ? start : guard.level);
    guard.follow(top);
    if ((close - guard.level) * direction <= 0 && !stopRests) return touched("stop", close);
    const { target } = guard;
    if (target === undefined || !((top - target.level) * direction >= 0)) return null;
    return touched("target", (start - target.level) * direction >= 0 ? start : target.level);
  }
}
