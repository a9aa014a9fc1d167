import type { Instrument } from "@bellwether/core";
import type { Balance } from "../exchange/trading.js";
import type { Note } from "../journal/entry.js";

/**
 * Compares what the exchange says is there with what the run holds. An account may hold more for other reasons, and keeps
 * the dust that the run has written off, so that what counts is a lack, and a surplus that changes by more than dust; both
 * once two answers in a row agree on it.
 */
export class BalanceCheck {
  /** By base asset: what was there beyond the run's own, when last agreed upon. */
  readonly #beyond = new Map<string, number>();
  /** A difference that was seen once. */
  readonly #doubts = new Map<string, number>();

  constructor(private readonly note: (note: Note) => void) {}

  /**
   * @param held - base units of the run's positions, summed by asset.
   * @param price - last price, in quote currency.
   * @returns whether everything is as it was.
   */
  compare(asset: string, balance: Balance | undefined, held: number, instrument: Instrument, price: number): boolean {
    const { step, taker, minNotional } = instrument;
    const there = balance === undefined ? 0 : balance.free + balance.locked;
    if (!(there >= 0 && held >= 0)) return false; // no number: nothing is concluded
    const less = step + held * Math.max(0, taker);
    const more = less + step + (price > 0 ? (2 * minNotional) / price : Number.POSITIVE_INFINITY);
    const beyond = there - held;
    const before = this.#beyond.get(asset);
    const isSound = before === undefined ? beyond >= -less : beyond - before >= -less && beyond - before <= more;
    if (isSound) {
      this.#beyond.set(asset, beyond);
      this.#doubts.delete(asset);
      return true;
    }
    const doubt = this.#doubts.get(asset);
    this.#doubts.set(asset, beyond);
    if (doubt === undefined || !(Math.abs(doubt - beyond) <= less)) return false;
    this.#doubts.delete(asset);
    this.#beyond.set(asset, beyond);
    const expected = before === undefined ? "" : `, where ${before + held} were expected`;
    this.note({
      kind: "diverged",
      message: `the account holds ${there} ${asset}${expected}; the run holds ${held} of them`,
      details: { asset, there, held },
    });
    return false;
  }
}
