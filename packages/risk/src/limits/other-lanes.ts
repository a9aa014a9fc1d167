import type { LanePosition, RiskInput } from "@bellwether/core";

/** Unsigned value of what a lane holds and awaits, in quote currency. */
export function heldBy({ notional, awaited }: LanePosition): number {
  return Math.abs(notional) + Math.abs(awaited);
}

/** Sum over the lanes beside the one that asks, whose entry takes the place of what it holds; NaN without an account. */
export function sumOverOthers({ portfolio, lane }: RiskInput, value: (other: LanePosition) => number): number {
  const positions: readonly LanePosition[] | undefined = portfolio.positions;
  if (positions === undefined) return Number.NaN;
  let sum = 0;
  for (const other of positions) if (other.lane !== lane) sum += value(other);
  return sum;
}
