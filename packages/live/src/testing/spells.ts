import type { Rng } from "@bellwether/core";
import type { SpellPlan } from "./fault-plan.js";

const DAY = 86_400_000;

/** A stretch of time, epoch ms; `to` is the first moment after it. */
export interface Spell {
  readonly from: number;
  readonly to: number;
}

/** Spells of one kind, the same however often and whenever they are asked for. */
export class Spells {
  #current: Spell;
  #isOver = false;

  constructor(
    private readonly plan: SpellPlan,
    private readonly rng: Rng,
    start: number,
  ) {
    this.#current = this.#after(start);
  }

  /** The spell of now, or else the next one; Infinity where there is none. `now` never falls from call to call. */
  at(now: number): Spell {
    if (this.#isOver) return { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    while (now >= this.#current.to) this.#current = this.#after(this.#current.to);
    return this.#current;
  }

  isOn(now: number): boolean {
    return this.at(now).from <= now;
  }

  /** There are no more, and the one of now is over. */
  stop(): void {
    this.#isOver = true;
  }

  #after(time: number): Spell {
    const { perDay, lengthMs } = this.plan;
    if (!(perDay > 0)) return { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    const from = time + 1 + Math.floor((-Math.log(1 - this.rng.next()) * DAY) / perDay);
    return { from, to: from + 1 + Math.floor(lengthMs[0] + (lengthMs[1] - lengthMs[0]) * this.rng.next() ** 2) };
  }
}
