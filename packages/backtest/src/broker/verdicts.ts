import type { Guard } from "@bellwether/core";
import { foresee, type Start } from "./foresee.js";
import type { PathRule } from "./intrabar.js";
import { type Ohlc, Path, pathAfterEntry, wholePath } from "./path.js";

/**
 * Tells which exits of a walk the rule decided: those that the pessimistic or the optimistic path would not have given in
 * the same place, counted from where the position stood.
 */
export class Verdicts {
  readonly start: Start = { direction: 1, at: Number.NaN, best: Number.NaN, next: 0, liquidation: Number.NaN };
  private entry: "limit" | "stop" | null = null;
  private bar!: Ohlc;
  private exits = 0;
  private foreseen = false;
  private readonly path = new Path();
  private readonly worst: number[] = [];
  private readonly best: number[] = [];

  /** Remembers where a walk begins. @param entry - the order that was met inside the bar, if the position began there. */
  begin(
    guard: Guard | undefined,
    direction: 1 | -1,
    at: number,
    liquidation: number,
    bar: Ohlc,
    entry: "limit" | "stop" | null,
  ): void {
    const { start } = this;
    start.direction = direction;
    start.at = at;
    start.best = guard === undefined ? at : guard.best;
    start.next = guard === undefined ? 0 : guard.next;
    start.liquidation = liquidation;
    this.bar = bar;
    this.entry = entry;
    this.exits = 0;
    this.foreseen = false;
  }

  /** Whether the next exit of the walk depends on the rule. To be asked before the exit happens, once for each. */
  isDecided(guard: Guard | undefined, exit: number, price: number): boolean {
    this.look(guard);
    const at = 2 * this.exits++;
    const { worst, best } = this;
    return worst[at] !== exit || worst[at + 1] !== price || best[at] !== exit || best[at + 1] !== price;
  }

  /** At the end of a walk that has left something: another rule may have left more of it, or seen a better price. */
  end(guard: Guard): void {
    this.look(guard);
    const { exits, worst, best, bar, start } = this;
    if (worst.length > 2 * exits || best.length > 2 * exits) guard.doubtful = true;
    const { direction } = start;
    guard.pass(direction === 1 ? bar.low : bar.high);
    if (this.entry !== "limit") return;
    // a limit is met on the way to the other extreme: only the optimistic path comes by this one afterwards
    const seen = direction * Math.max(start.best * direction, bar.close * direction);
    const extreme = direction === 1 ? bar.high : bar.low;
    guard.doubt(guard.best === seen ? direction * Math.max(seen * direction, extreme * direction) : seen);
  }

  private look(guard: Guard | undefined): void {
    if (this.foreseen) return;
    this.foresee("pessimistic", guard, this.worst);
    this.foresee("optimistic", guard, this.best);
    this.foreseen = true;
  }

  private foresee(rule: Exclude<PathRule, "adaptive">, guard: Guard | undefined, out: number[]): void {
    const { direction } = this.start;
    if (this.entry === null) wholePath(rule, direction, this.bar, this.path);
    else pathAfterEntry(rule, this.entry, direction, this.bar, this.path);
    foresee(guard, this.start, this.path, out);
  }
}
