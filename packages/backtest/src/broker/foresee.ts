import type { Guard } from "@bellwether/core";
import type { Path } from "./path.js";

/** What a position can meet on its way; targets are numbered from {@link TARGET} on. */
export const STOP = 1;
export const LIQUIDATION = 2;
export const TARGET = 3;

/** Where a position stands before it walks a path. */
export interface Start {
  direction: 1 | -1;
  at: number;
  /** Best price so far, and the target that comes next. */
  best: number;
  next: number;
  /** NaN where there is none. */
  liquidation: number;
}

/**
 * The exits that a position would meet along a path, as pairs of what and at which price. Nothing happens to it: this is
 * how a fill is compared with what another rule would have given.
 */
export function foresee(guard: Guard | undefined, start: Start, { points, count }: Path, out: number[]): void {
  out.length = 0;
  const { direction, liquidation } = start;
  let { at, best, next } = start;
  for (let i = 0; i < count; i++) {
    const to = points[i]!;
    if ((to - at) * direction < 0) {
      const stop = guard === undefined ? Number.NaN : guard.levelAt(best);
      const liquidated = nearer(liquidation, stop, direction);
      const level = liquidated ? liquidation : stop;
      if ((to - level) * direction <= 0) {
        out.push(liquidated ? LIQUIDATION : STOP, (level - at) * direction > 0 ? at : level);
        return;
      }
    } else if (guard !== undefined) {
      for (; next < guard.targets.length; next++) {
        const { level, takesAll } = guard.targets[next]!;
        if (!((to - level) * direction >= 0)) break;
        out.push(TARGET + next, level);
        if (takesAll) return;
      }
      if ((to - best) * direction > 0) best = to;
    }
    at = to;
  }
}

/** Whether liquidation comes no later than the stop on the way against a position; a level of NaN is never met. */
export function nearer(liquidation: number, stop: number, direction: 1 | -1): boolean {
  return Number.isNaN(stop) ? !Number.isNaN(liquidation) : (liquidation - stop) * direction >= 0;
}
