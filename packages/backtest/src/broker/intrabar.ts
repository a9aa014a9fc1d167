/** Who wins when stop and target both lie inside one bar. */
export type IntrabarRule = "pessimistic" | "optimistic";

/** What a bar did to the exits of a position. */
export interface BracketOutcome {
  /** 0 none, 1 stop, 2 target. */
  exit: 0 | 1 | 2;
  price: number;
  /** Both lay inside the bar, and the rule decided. */
  ambiguous: boolean;
}

/**
 * Lets a bar meet a stop and a target (NaN where there is none) of a long (`direction` 1) or short (-1) position.
 * A bar that opens beyond a level fills it at the open; otherwise a touched level fills at its price.
 */
export function meetBracket(
  direction: 1 | -1,
  stop: number,
  target: number,
  open: number,
  high: number,
  low: number,
  rule: IntrabarRule,
  out: BracketOutcome,
): void {
  out.exit = 0;
  out.ambiguous = false;
  const worst = direction === 1 ? low : high;
  const best = direction === 1 ? high : low;
  if ((open - stop) * direction <= 0) {
    out.exit = 1;
    out.price = open;
    return;
  }
  if ((open - target) * direction >= 0) {
    out.exit = 2;
    out.price = open;
    return;
  }
  const stopHit = (worst - stop) * direction <= 0;
  const targetHit = (best - target) * direction >= 0;
  if (!stopHit && !targetHit) return;
  out.ambiguous = stopHit && targetHit;
  out.exit = stopHit && (!targetHit || rule === "pessimistic") ? 1 : 2;
  out.price = out.exit === 1 ? stop : target;
}
