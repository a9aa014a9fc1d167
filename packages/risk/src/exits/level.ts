import type { ExitLevel } from "@bellwether/core";
import { isPositive } from "../positive.js";

/** Undefined where no exit is wanted, null where it is wanted and cannot be placed. */
export type Level = ExitLevel | undefined | null;

/** A fixed price if given, else a distance. */
export function levelOf(price: number | undefined, distance: number | undefined): Level {
  if (price !== undefined) return isPositive(price) ? { price } : null;
  if (distance !== undefined) return isPositive(distance) ? { distance } : null;
  return undefined;
}

/** From the entry price against it (`away` -1) or in favour (1), in quote currency; negative on the wrong side. */
export function distanceTo(level: ExitLevel, entryPrice: number, away: 1 | -1): number {
  return "price" in level ? (level.price - entryPrice) * away : level.distance;
}

/** Whether a price so far away can exist: a distance that points down must be shorter than the price. */
export function isReachable(distance: number, entryPrice: number, away: 1 | -1): boolean {
  return distance > 0 && distance < (away < 0 ? entryPrice : Number.POSITIVE_INFINITY);
}
