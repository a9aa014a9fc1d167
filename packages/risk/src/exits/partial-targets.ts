import type { PartialTarget } from "@bellwether/core";
import type { RiskConfig } from "../settings/config.js";
import { distanceTo, isReachable, levelOf } from "./level.js";

/** Sums of shares may miss 1 by what decimals lose in doubles. */
const ROUNDING = 1e-9;

interface Around {
  /** Distances of stop loss and take profit in quote currency, null for none. */
  readonly toStop: number | null;
  readonly toTarget: number | null;
  readonly entryPrice: number;
  /** Which way the position gains. */
  readonly away: 1 | -1;
}

interface Targets {
  readonly list: readonly PartialTarget[];
  /** Mean distance by share; what no target takes leaves at the take profit, or counts as the furthest target. */
  readonly distance: number;
}

/**
 * Targets before the take profit: the signal's, else those of the settings, in multiples of the stop distance.
 * @returns undefined for none, null where one cannot be placed or the shares leave nothing for a take profit.
 */
export function targetsOf(
  said: readonly PartialTarget[] | undefined,
  { toStop, toTarget, entryPrice, away }: Around,
  { targets: settings }: RiskConfig,
): Targets | undefined | null {
  if (said === undefined && settings === undefined) return undefined;
  const list =
    said?.map(({ level, share }) => ({
      level: "price" in level ? { price: level.price } : { distance: level.distance },
      share,
    })) ?? settings!.map(({ at, share }) => ({ level: { distance: at * (toStop ?? Number.NaN) }, share }));
  if (list.length === 0) return undefined;

  let taken = 0;
  let sum = 0;
  let furthest = 0;
  for (const { level, share } of list) {
    const distance = distanceTo(level, entryPrice, away);
    const placed = levelOf("price" in level ? level.price : undefined, distance) !== null;
    if (!(placed && share > 0 && isReachable(distance, entryPrice, away))) return null;
    taken += share;
    sum += share * distance;
    furthest = Math.max(furthest, distance);
  }
  const fits = toTarget === null ? taken <= 1 + ROUNDING : taken < 1 - ROUNDING;
  return fits ? { list, distance: sum + Math.max(0, 1 - taken) * (toTarget ?? furthest) } : null;
}
